import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareText } from '../src/core/model/text.ts';
import { UNSAFE_CHARACTERS } from '../src/core/model/unsafe-characters.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { findSchemaMistake } from '../src/core/schema/mistakes.ts';
import { BOOKSHOP, REPOSITORY, run } from './run.ts';
import { createBookshop } from './temporary.ts';

const ajv = new Ajv2020({ strict: false });

it.each(
  [REPOSITORY, BOOKSHOP].flatMap((root) =>
    readCatalog(join(root, 'schemas')).types.map(({ name, schema }) => [name, schema] as const),
  ),
)('the schema of %s is a JSON Schema', (_, schema) => {
  void ajv.validateSchema(schema);
  expect(ajv.errors ?? []).toEqual([]);
});

it('the schemas refuse the characters that are unsafe to print, and surrogates', () => {
  const texts = readFileSync(join(REPOSITORY, 'schemas/common.json'), 'utf8');
  const patterns = Array.from(texts.matchAll(/"pattern": ("\^.*ufeff.*")/g), ([, json = '']) =>
    String(JSON.parse(json)),
  );
  expect(patterns.length).toBeGreaterThan(2);
  const unsafe = new RegExp(`[${UNSAFE_CHARACTERS}\ud800-\udfff]`);
  for (const pattern of patterns) {
    const codes = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => code !== 9 && code !== 10);
    const differing = codes.filter((code) => {
      const character = String.fromCharCode(code);
      // A pattern may also refuse an ellipsis.
      return character !== '…' && new RegExp(pattern).test(character) === unsafe.test(character);
    });
    expect(differing.map((code) => code.toString(16))).toEqual([]);
  }
});

const annotationsOf = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/["`](x-[a-z-]+)["`]/g), ([, name = '']) => name))].sort();

it('every annotation is explained, and no other', () => {
  const folder = join(REPOSITORY, 'schemas');
  const used = [...readCatalog(folder).schemaFiles.values()].map((schema) => JSON.stringify(schema)).join('\n');
  const explained = readFileSync(join(folder, 'README.md'), 'utf8');
  expect(annotationsOf(explained)).toEqual(annotationsOf(used));
});

/** A copy of the bookshop that a test may change. */
const packaged = (): string => {
  const folder = createBookshop();
  cpSync(join(BOOKSHOP, 'schemas'), join(folder, 'schemas'), { recursive: true });
  cpSync(join(BOOKSHOP, 'package.json'), join(folder, 'package.json'));
  return folder;
};

describe('a mistake in a schema', () => {
  const place = (schema: unknown): object => ({ type: 'object', properties: { place: schema } });
  it.each<[string, unknown, string]>([
    ['a pattern that is none', place({ type: 'string', pattern: '((' }), '/properties/place/pattern is not a regular'],
    ['a misspelt type', place({ type: 'strin' }), '/properties/place/type must be one of string, '],
    ['an unknown keyword', place({ foo: 1 }), '/properties/place/foo is not a keyword of JSON Schema'],
    ['a keyword that all objects have', place({ constructor: 1 }), '/properties/place/constructor is not a keyword'],
    ['an unknown format', place({ type: 'string', format: 'date' }), '/properties/place/format must be edtf'],
    ['a text instead of a list', { type: 'object', required: 'name' }, '/required must be a list of texts'],
    ['a list instead of a map', { properties: [] }, '/properties must be a map of schemas'],
    ['null instead of a field', place(null), '/properties/place must be a schema'],
    ['our keyword with another value', place({ 'x-search': 'much' }), '/properties/place/x-search must be a number'],
    ['a length below zero', place({ type: 'string', maxLength: -1 }), '/properties/place/maxLength must be a whole'],
    ['deeper in a list', place({ anyOf: [{ type: 'string' }, { type: 'x' }] }), '/properties/place/anyOf/1/type must'],
    ['a reference to itself', place({ $ref: '#/properties/place' }), 'refers to itself'],
    [
      'references in a circle',
      { properties: { a: { $ref: '#/properties/b' }, b: { $ref: '#/properties/a' } } },
      'itself',
    ],
    ['a reference to nothing', place({ $ref: '#/properties/plaec' }), 'which does not exist'],
    ['a reference to what all objects have', place({ $ref: '#/constructor' }), 'which does not exist'],
    ['a reference to no file', place({ $ref: 'nowhere.json#/a' }), 'refers to nowhere.json#/a, which does not exist'],
    ['null', null, 'the file must be a schema'],
    ['a list', [], 'the file must be a schema'],
    ['a text', 'x', 'the file must be a schema'],
  ])('is named with its file and place: %s', async (_, schema, says) => {
    const folder = packaged();
    const file = join(folder, 'schemas', 'shelf.schema.json');
    writeFileSync(file, JSON.stringify(schema));
    for (const words of [['validate'], ['list', 'book'], ['new', 'shelf', 'a']]) {
      const { status, out, err } = await run(words, { root: folder });
      expect({ status, out }).toEqual({ status: 3, out: '' });
      expect(err).toMatch(/^error: [^\n]*\n$/);
      expect(err).toContain(file);
      expect(err).toContain(says);
    }
  });

  it.each(['{', '', '\0\0', '{"a": }'])('is named where the file is no JSON: %j', async (text) => {
    const folder = packaged();
    const file = join(folder, 'schemas', 'shelf.schema.json');
    writeFileSync(file, text);
    const { status, err } = await run(['list', 'book'], { root: folder });
    expect(status).toBe(3);
    expect(err).toContain(`error: The schema ${file} cannot be read: `);
  });

  it('that only Ajv finds is named with the file by what validates', async () => {
    const folder = packaged();
    const file = join(folder, 'schemas', 'shelf.schema.json');
    const schema = JSON.parse(readFileSync(file, 'utf8')) as { properties: object };
    writeFileSync(file, JSON.stringify({ ...schema, properties: { ...schema.properties, place: { pattern: 'a' } } }));
    const { status, err } = await run(['validate'], { root: folder });
    expect(status).toBe(3);
    expect(err).toContain(`error: The schema ${file} cannot be used: strict mode: missing type "string"`);
    expect(err).toContain('/properties/place');
  });

  it('is found in anything that is not a schema, without a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        if (!isObject) expect(findSchemaMistake(value)).toBeDefined();
        expect(() => findSchemaMistake({ properties: { place: value }, items: value, anyOf: [value] })).not.toThrow();
      }),
    );
  });
});

it('gives a reason for every annotation that only one type uses', () => {
  const typesByAnnotation = new Map<string, Set<string>>();
  const visitNode = (node: unknown, type: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key.startsWith('x-')) typesByAnnotation.set(key, (typesByAnnotation.get(key) ?? new Set()).add(type));
      visitNode(value, type);
    }
  };
  const folder = join(REPOSITORY, 'schemas');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.schema.json')))
    visitNode(JSON.parse(readFileSync(join(folder, file), 'utf8')), file);
  const shared = readFileSync(join(folder, 'common.json'), 'utf8');
  const single = [...typesByAnnotation].flatMap(([name, types]) =>
    types.size === 1 && !shared.includes(`"${name}"`) ? [name] : [],
  );
  const readMe = readFileSync(join(folder, 'README.md'), 'utf8');
  const section = /### Annotations of one type\n([^]*?)\n`format: edtf`/.exec(readMe)?.[1] ?? '';
  const explained = Array.from(section.matchAll(/`(x-[a-z-]+)`/g), ([, name = '']) => name);
  expect(explained.toSorted(compareText)).toEqual(single.toSorted(compareText));
});
