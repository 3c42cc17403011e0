import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { open } from '../src/index.ts';
import { operations } from '../src/operations/index.ts';
import { installPackage } from './install-package.ts';
import { findSchemaErrors } from './output-schemas.ts';
import { REPOSITORY, run } from './run.ts';

const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(
    readFileSync(join(REPOSITORY, 'docs', 'library.md'), 'utf8'),
  )?.[1] ?? '';

describe('the installed package', () => {
  let project = '';
  beforeAll(() => {
    project = installPackage();
  });
  afterAll(() => rmSync(project, { recursive: true }));

  const node = (file: string, code: string): string => {
    writeFileSync(join(project, file), code);
    return execFileSync(process.execPath, [file], { cwd: project, encoding: 'utf8' });
  };

  it('answers as docs/library.md says, to import and to require', () => {
    const example = block('js');
    expect(node('example.mjs', example)).toBe(block('text'));
    const [first = '', ...rest] = example.split('\n');
    expect(first).toBe("import { open } from 'minerals';");
    expect(node('example.cjs', `const { open } = require('minerals');\n(async () => {${rest.join('\n')}})();`)).toBe(
      block('text'),
    );
  });

  it('has types that a strict project compiles against', () => {
    writeFileSync(
      join(project, 'typed.mts'),
      `import { open, NotFoundError, type Agreement, type Evidence, type NoteCode } from 'minerals';
const minerals = await open();
const one: Agreement = await minerals.get('agreement/us-pe-mou-2026');
const kinds: ('mou' | string)[] = (await minerals.query({ type: 'agreement', party: ['PE', 'US'], limit: 3, sort: 'id' })).records.map(({ kind }) => kind);
const rows: Record<string, unknown>[] = (await minerals.query({ fields: ['id', 'name'], kind: ['mou', 'treaty'], validOn: '2025' })).records;
const rank: number | null | undefined = (await minerals.rank({ ref: 'lithium', limit: 1, lang: 'es' })).output[0]?.rank;
const code: NoteCode | undefined = (await minerals.stats()).notes[0]?.code;
const any = await minerals.get('Peru');
if (any.type === 'country') any.holdings?.['lithium']?.summary;
const evidence: readonly Evidence[] = (await minerals.why({ ref: 'Peru' })).output.fields[0]?.evidence ?? [];
// @ts-expect-error a kind that does not exist
await minerals.query({ kind: 'memo' });
// @ts-expect-error an argument that is missing
await minerals.show();
// @ts-expect-error a filter that does not exist
await minerals.query({ colour: 'red' });
export { one, kinds, rows, rank, code, evidence, NotFoundError };
`,
    );
    const tsc = join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = '--noEmit --strict --exactOptionalPropertyTypes --target es2023 --module nodenext --types'.split(
      ' ',
    );
    const { stdout } = spawnSync(process.execPath, [tsc, ...options, '', 'typed.mts'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  it('says what is wrong instead of guessing', () => {
    const code = `const { open, NotFoundError, UserError, DatasetError } = require('minerals');
const told = (promise) => promise.then(() => 'no error', (error) => error.name + ': ' + error.message + (error.hint ? '' : ' (no hint)'));
(async () => {
  const minerals = await open();
  const questions = [minerals.get('nowhere at all'), minerals.get('Chille'), minerals.get('Congo'),
    minerals.query({ country: 'nowhere at all' }), minerals.query({ colour: 'red' }), minerals.query({ since: 'someday' }),
    minerals.query({ __proto__: null, constructor: 'x' }), minerals.list({ type: 'treaty' }), minerals.why({ ref: 'Peru', field: 'nope' }),
    open('./nowhere'), minerals.get(), minerals.get({ toString: null }), minerals.get('agreement/PE'), minerals.list({ type: 7 }),
    minerals.query(null), minerals.query({ since: 2026 }), minerals.query({ party: [7] }), minerals.query({ party: [] }),
    minerals.search(), minerals.search({ words: [] }), minerals.why({ ref: 'Peru', field: 7 }), minerals.referrers(null), open(7), open(''),
    minerals.query({ limit: -1 }), minerals.query({ limit: '3' }), minerals.query({ count: true }), minerals.show({ ref: 'Peru', open: true }),
    minerals.query({ lang: 'fr' }), minerals.network({ bilateral: 'yes' }), minerals.export({ folder: 'x', to: 'docx' }),
    minerals.query().then(({ format }) => format('docx')), minerals.validate({ watch: true }), minerals.conflicts({ over: 'taste' })];
  for (const question of questions) console.log(await told(question));
  console.log([NotFoundError, UserError, DatasetError].every((known) => known.prototype instanceof Error));
  console.log([NotFoundError, UserError, DatasetError].map(({ name }) => name).join(' '));
})();`;
    expect(node('errors.cjs', code)).toBe(`NotFoundError: no record is called "nowhere at all"
NotFoundError: no record is called "Chille"
AmbiguousNameError: "Congo" could mean 2 records
UserError: no country is called "nowhere at all"
UserError: query has no parameter "colour"
UserError: "someday" is not a date
UserError: query has no parameter "constructor"
UserError: there is no type "treaty"
UserError: country/PE has no field "nope"
DatasetError: The dataset ${join(project, 'nowhere')} cannot be read: it does not exist
UserError: name must be a string, not undefined
UserError: name must be a string, not object
NotFoundError: no agreement is called "PE"
UserError: type must be a string, not number
UserError: query needs an object
UserError: since must be a string, not number
UserError: party must be a string, not number
UserError: party needs a value
UserError: words needs a value
UserError: words needs a value
UserError: field must be a string, not number
UserError: name must be a string, not null
UserError: folder must be a string, not number
UserError: folder must not be empty
UserError: limit cannot be -1
UserError: limit cannot be "3"
UserError: count is an option of the command line
UserError: open is an option of the command line
UserError: lang cannot be "fr"
UserError: bilateral must be true or false, not "yes"
UserError: no file format is called "docx"
UserError: query has no format "docx"
UserError: watch is an option of the command line
UserError: no kind of conflict is called "taste"
true
NotFoundError UserError DatasetError
`);
  });
});

/** Inputs of operations that need some. */
const INPUTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  query: { country: 'Peru', type: 'agreement', sort: '-signed', limit: 3, lang: 'es' },
  show: { ref: 'Chile' },
  search: { words: 'litium puno' },
  list: { type: 'mineral', limit: 2 },
  why: { ref: 'us-pe-mou-2026', field: 'kind' },
  ask: { question: 'is Peru’s MoU with the US binding?' },
  coverage: { region: 'Caribbean', staleAfter: 30 },
  timeline: { ref: 'lithum', since: '2026', lang: 'de' },
  compare: { ref: ['us-2022', 'us-2025'], differing: true },
  partners: { ref: ['CN', 'US'], mineral: 'cobalt' },
  network: { country: 'PE', bilateral: true, top: 4 },
  stats: { by: ['kind', 'year'], party: 'US', limit: 4 },
  rank: { ref: 'lithium', measure: 'mine', limit: 3 },
  resolve: { file: 'names.csv', type: ['country'] },
  cite: { ref: 'us-pe-mou-2026', sources: false },
  report: { ref: 'PE' },
  export: { folder: 'out', country: 'Peru' },
  site: { folder: 'pages' },
  explain: { code: 'REF001' },
};

/** Operations that read the history of a repository or change files: the tests of the command line cover them. */
const NOT_RUN = new Set(['news', 'diff', 'new', 'fmt', 'validate', 'verify']);

describe('the library', () => {
  it.each(operations.filter(({ name }) => !NOT_RUN.has(name)).map(({ name }) => name))(
    'answers %s as the command line does',
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'library-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      writeFileSync(join(folder, 'names.csv'), 'name\nPeru\nnowhere\n');
      const input = INPUTS[name] ?? {};
      const inFolder = Object.entries(input).map(([key, value]) => [
        key,
        isPath(key) ? join(folder, String(value)) : value,
      ]);
      const library: Readonly<Record<string, unknown>> = { ...(await open()) };
      const call = library[name] as (
        request: object,
      ) => Promise<{ output?: unknown; records?: unknown; notes: unknown }>;
      const { output, records, notes } = await call(Object.fromEntries(inFolder));
      const notesFile = join(folder, 'notes.json');
      const onCommandLine = Object.entries(input).map(([key, value]) => [
        key,
        isPath(key) ? join(folder, `cli-${String(value)}`) : value,
      ]);
      writeFileSync(join(folder, 'cli-names.csv'), 'name\nPeru\nnowhere\n');
      const words = toWords(name, Object.fromEntries(onCommandLine));
      const { out } = await run([...words, '--json', '--notes', notesFile], { root: REPOSITORY, env: {} });
      expect(JSON.parse(JSON.stringify(output ?? records))).toEqual(JSON.parse(out));
      expect(JSON.parse(JSON.stringify(notes))).toEqual(JSON.parse(readFileSync(notesFile, 'utf8')));
      expect(findSchemaErrors(name, JSON.stringify(output ?? records))).toEqual([]);
    },
  );
});

const isPath = (key: string): boolean => key === 'folder' || key === 'file';

/** The command line for an input. */
const toWords = (name: string, input: Readonly<Record<string, unknown>>): string[] => {
  const declared =
    operations.find((operation) => operation.name === name)?.arguments.map((argument) => argument.name) ?? [];
  const options = Object.entries(input).filter(([key]) => !declared.includes(key));
  return [
    name,
    ...declared.flatMap((key) => [input[key] ?? []].flat().map(String)),
    ...options.flatMap(([key, value]) => {
      const flag = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      if (value === false) return [`--no-${flag}`];
      return value === true ? [`--${flag}`] : [`--${flag}=${[value].flat().join(',')}`];
    }),
  ];
};
