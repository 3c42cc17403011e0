import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { type DiagnosticAnswer, readDiagnostics } from '../src/format/diagnostics/read-diagnostics.ts';
import { reportHost } from '../src/node/report-host.ts';
import type { Presentation } from '../src/format/formatter.ts';
import { formatGithub } from '../src/format/diagnostics/github.ts';
import { formatJunit } from '../src/format/diagnostics/junit.ts';
import { formatPretty } from '../src/format/diagnostics/pretty.ts';
import { formatSarif } from '../src/format/diagnostics/sarif.ts';
import { run } from './run.ts';
import { createBookshop } from './temporary.ts';

/** Hostile data: workflow commands, terminal escapes, bidirectional overrides, markup. */
const HOSTILE = '::error file=a::b%0A::stop-commands::x##[error]\u001b[31m\u202e<![CDATA[&]]>,:';
const RECORD = `name: ${JSON.stringify(HOSTILE)}\nform: ${JSON.stringify(HOSTILE)}\n"\\n::error::key": 1\n__proto__: {a: 1}\nsucceeds: [${JSON.stringify(`\r\n::error::${HOSTILE}`)}]\nevidence:\n  - {source: gazette, supports: [form, succeeds]}\n`;
const FILES = {
  'dataset/books/hostile.yaml': RECORD,
  'dataset/books/::error file=x,line=1::a %0A\n::error::b.yaml': 'name: A\n',
};

const validated = async (format: string, files: Readonly<Record<string, string>> = FILES) => {
  const folder = createBookshop(files);
  return run(['validate', '--format', format, '--dataset', 'dataset'], { workingFolder: folder });
};

const isHarmful = (text: string): boolean => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/.test(text); // oxlint-disable-line no-control-regex -- the range is the point

describe('github', () => {
  it('annotates each place once, below the whole list, and obeys nothing in the data', async () => {
    const { out, status } = await validated('github');
    expect(status).toBe(1);
    expect(isHarmful(out)).toBe(false);
    const commands = obeyed(out);
    const json = JSON.parse((await validated('json')).out) as { code: string }[];
    expect(commands.map(({ command }) => command)).toEqual(json.map(() => 'error'));
    expect(commands.map(({ properties }) => properties['title'])).toEqual(json.map(({ code }) => code));
    expect(new Set(commands.map(({ properties }) => properties['file']))).toEqual(
      new Set(['dataset/books/hostile.yaml', Object.keys(FILES)[1]]),
    );
    expect(out).toContain(`${json.length} errors, 0 warnings in 2 files`);
  });

  it('says nothing where nothing is wrong', async () => {
    expect(await validated('github', {})).toMatchObject({ out: '', status: 0 });
  });
});

interface Obeyed {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** The commands that GitHub's runner finds in a log (actions/runner, ActionCommand.cs): a line that begins with `::` or holds `##[`. */
const obeyed = (log: string): Obeyed[] => {
  const found: Obeyed[] = [];
  let until: string | undefined;
  for (const line of log.split(/\r\n|[\r\n]/)) {
    const [, command = '', properties = '', message = ''] =
      /^\s*::([^ :]+)(?: (.*?))?::(.*)$/.exec(line) ?? /##\[([^ \]]+)(?: (.*?))?\](.*)$/.exec(line) ?? [];
    if (until !== undefined) {
      if (command === until) until = undefined;
    } else if (command === 'stop-commands') until = message;
    else if (command !== '')
      found.push({
        command,
        properties: Object.fromEntries(
          properties.split(',').map((each) => [each.split('=')[0] ?? '', plain(each.slice(each.indexOf('=') + 1))]),
        ),
        message: plain(message),
      });
  }
  expect(until).toBeUndefined();
  return found;
};

const plain = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false });
const conforms = ajv.compile(schema);

describe('sarif', () => {
  it.each([
    ['diagnostics', FILES],
    ['none', {}],
  ])('is as the published schema has it: %s', async (_, files) => {
    const { out } = await validated('sarif', files);
    conforms(JSON.parse(out));
    expect(conforms.errors ?? []).toEqual([]);
    expect(isHarmful(out)).toBe(false);
  });

  it('names files as addresses from which the name can be read again', async () => {
    const [{ results }] = (JSON.parse((await validated('sarif')).out) as { runs: [Run] }).runs;
    const files = results.map(({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri);
    expect(files.every((uri) => /^[\w./%~!*'()-]+$/.test(uri))).toBe(true);
    expect(new Set(files.map(decodeURIComponent))).toEqual(
      new Set(['dataset/books/hostile.yaml', Object.keys(FILES)[1]]),
    );
  });

  it('names the program, its version and a page about it', async () => {
    const [{ tool }] = (JSON.parse((await validated('sarif')).out) as { runs: [Run] }).runs;
    expect(tool.driver).toMatchObject({
      name: 'minerals',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      informationUri: expect.stringMatching(/^https:\/\//),
    });
  });

  it('explains each code that it names, and only these', async () => {
    const [{ tool, results }] = (JSON.parse((await validated('sarif')).out) as { runs: [Run] }).runs;
    expect(new Set(tool.driver.rules.map(({ id }) => id))).toEqual(new Set(results.map(({ ruleId }) => ruleId)));
    expect(tool.driver.rules.every(({ help }) => help.text.length > 10)).toBe(true);
  });

  it('knows a defect again when lines or items come before it, and tells two apart', async () => {
    const prints = async (text: string) => {
      const { out } = await validated('sarif', { 'dataset/books/new.yaml': text });
      const [{ results }] = (JSON.parse(out) as { runs: [Run] }).runs;
      return results.map(({ partialFingerprints }) => partialFingerprints['place/v1']);
    };
    const end = 'evidence:\n  - {source: gazette, supports: [form, authors]}\n';
    const before = await prints(`name: A\nform: poem\nauthors: [nobody, no-one]\n${end}`);
    const moved = await prints(`# a\n\nname: B\nauthors: [lem, nobody, no-one]\n# b\nform: poem\n${end}`);
    expect(before).toHaveLength(3);
    expect(new Set(before).size).toBe(3);
    expect(new Set(moved)).toEqual(new Set(before));
  });
});

interface Found {
  readonly ruleId: string;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { id: string; help: { text: string } }[] } };
  readonly results: readonly Found[];
}

/** Elements and attributes of an XML text, by a strict parser. */
const elements = (text: string): { name: string; attributes: Record<string, string> }[] => {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => void found.push({ name, attributes }));
  parser.write(text).close();
  return found;
};

describe('junit', () => {
  it('is well-formed XML with a case for each diagnostic, whatever the data holds', async () => {
    const found = elements((await validated('junit')).out);
    const json = JSON.parse((await validated('json')).out) as { message: string }[];
    const of = (wanted: string) => found.filter(({ name }) => name === wanted);
    expect(of('testsuites')[0]?.attributes).toMatchObject({ tests: `${json.length}`, failures: `${json.length}` });
    expect(of('testcase')).toHaveLength(json.length);
    expect(of('failure')).toHaveLength(json.length);
    expect(of('testsuite').map(({ attributes }) => attributes['name'])).toContain(Object.keys(FILES)[1]);
  });

  it('tells of a case that passed where nothing is wrong', async () => {
    const found = elements((await validated('junit', {})).out);
    expect(found.map(({ name }) => name)).toEqual(['testsuites', 'testsuite', 'testcase']);
  });
});

describe('any text', () => {
  /** Characters with a special meaning in some format, and ordinary ones. */
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '::',
          '##[',
          'error',
          '%0A',
          '%',
          '\n',
          '\r',
          ']]>',
          '<',
          '&',
          '"',
          '\u001b[',
          '\ud800',
          '\ufffe',
          ',',
          ':',
          ' ',
        ),
        fc.string({ unit: 'binary' }),
      ),
    )
    .map((parts) => parts.join(''));
  const diagnostic = fc.record({
    code: fc.constantFrom('REF001', 'SCH002'),
    severity: fc.constantFrom('error', 'warning'),
    message: hostile,
    hint: hostile,
    file: hostile,
    path: hostile,
    line: fc.integer({ min: 1, max: 3 }),
    column: fc.integer({ min: 1, max: 200 }),
  });
  const result = fc
    .tuple(fc.array(diagnostic, { maxLength: 3 }), hostile)
    .map(([found, source]): Presentation<DiagnosticAnswer> => {
      const diagnostics = found.map((each) => ({ ...each, end_line: each.line, end_column: each.column + 3 }));
      const fileTexts = Object.fromEntries(found.map(({ file }) => [file, source]));
      return {
        answer: {
          output: diagnostics,
          report: {
            diagnostics,
            fileTexts,
            explanations: [],
            folderInRepository: '',
            program: { version: '1.0.0' },
            host: reportHost,
          },
        },
        blocks: [],
        table: undefined,
      };
    });
  const style = { colour: false, hyperlinks: false, width: undefined };

  it('is only shown, in every format', () => {
    fc.assert(
      fc.property(result, (each) => {
        const found = readDiagnostics(each);
        const commands = obeyed(formatGithub(each, style));
        expect(commands.map(({ properties }) => properties['title'])).toEqual(found.map(({ code }) => code));
        expect(elements(formatJunit(each, style)).filter(({ name }) => name === 'testcase')).toHaveLength(
          Math.max(1, found.length),
        );
        conforms(JSON.parse(formatSarif(each, style)));
        expect(conforms.errors ?? []).toEqual([]);
        for (const format of [formatGithub, formatJunit, formatSarif, formatPretty])
          expect(isHarmful(format(each, style))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('pretty', () => {
  it('keeps what data holds on its line and harmless', async () => {
    const { out } = await validated('pretty');
    expect(isHarmful(out)).toBe(false);
    expect(out.split('\n').some((line) => line.startsWith('::'))).toBe(false);
  });

  it('marks the place below letters of any width', async () => {
    const { out } = await validated('pretty', {
      'dataset/books/wide.yaml':
        'name: 石\nform: novel\nauthors: ["石", lem, 日本]\nevidence:\n  - {source: gazette, supports: [form, authors]}\n',
    });
    const lines = out.split('\n');
    const at = lines.findIndex((line) => line.includes('3 | authors'));
    expect(lines[at]).toBe('  3 | authors: ["石", lem, 日本]');
    expect(lines[at + 1]).toBe('    |           ^^^^');
  });
});
