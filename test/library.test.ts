import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPackage } from './install-package.ts';
import { REPOSITORY } from './run.ts';

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
      `import { open, NotFoundError, type Agreement, type Evidence } from 'minerals';
const minerals = await open();
const one: Agreement = await minerals.get('agreement/us-pe-mou-2026');
const kinds: ('mou' | string)[] = (await minerals.query({ type: 'agreement', party: ['PE', 'US'] })).map(({ kind }) => kind);
const any = await minerals.get('Peru');
if (any.type === 'country') any.holdings?.['lithium']?.summary;
const evidence: readonly Evidence[] = (await minerals.why('Peru')).fields[0]?.evidence ?? [];
// @ts-expect-error a type that does not exist
await minerals.list('treaty');
// @ts-expect-error a filter that does not exist
await minerals.query({ colour: 'red' });
export { one, kinds, evidence, NotFoundError };
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
    minerals.query({ country: 'Chille' }), minerals.query({ colour: 'red' }), minerals.query({ since: 'yesterday' }),
    minerals.query({ __proto__: null, constructor: 'x' }), minerals.list('treaty'), minerals.why('Peru', 'nope'), open('./nowhere'),
    minerals.get(), minerals.get({ toString: null }), minerals.get('agreement/PE'), minerals.list(7), minerals.query(null),
    minerals.query({ since: 2026 }), minerals.query({ party: [7] }), minerals.query({ party: [] }), minerals.search(['a']),
    minerals.why('Peru', 7), minerals.referrers(null), open(7), open('')];
  for (const question of questions) console.log(await told(question));
  console.log([NotFoundError, UserError, DatasetError].every((known) => known.prototype instanceof Error));
  console.log([NotFoundError, UserError, DatasetError].map(({ name }) => name).join(' '));
})();`;
    expect(node('errors.cjs', code)).toBe(`NotFoundError: no record is called "nowhere at all"
NotFoundError: no record is called "Chille"
UserError: "Congo" could mean 2 records
UserError: no country is called "Chille"
UserError: unknown filter "colour"
UserError: "yesterday" is not a date
UserError: unknown filter "constructor"
UserError: there is no type "treaty"
UserError: country/PE has no field "nope"
DatasetError: The dataset ./nowhere cannot be read: it does not exist
UserError: name must be a string, not undefined
UserError: name must be a string, not object
NotFoundError: no agreement is called "PE"
UserError: type must be a string, not number
UserError: query needs an object
UserError: since must be a string, not number
UserError: party must be a string, not number
UserError: party needs a value
UserError: words must be a string, not object
UserError: field must be a string, not number
UserError: name must be a string, not null
UserError: folder must be a string, not number
UserError: folder must not be empty
true
NotFoundError UserError DatasetError
`);
  });
});
