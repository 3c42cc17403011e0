// Measures how plainly the code is written and fails where a limit is broken: `npm run plain`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

const SOURCE = 'src';
const GENERATED = new Set(['src/types.ts', 'src/operation-types.ts']);
const LIMITS = { ternaries: 20, nested: 0, nameLength: 7.5, repeated: 0, ambiguous: 0, relative: 0 };
/** A function may be defined under one name in this many files: a name in more is too vague to search for. */
const FILES_PER_NAME = 2;
const RELATIVE_CLAUSE =
  /^(what(?!'s)|whatever|whoever|who|whom|whose|where(?:ver)?|which(?:ever)?|of which|of what|of whom|to which|by which|in which|that which|how|why|when|whether)\b/i;

const files = readdirSync(SOURCE, { recursive: true })
  .map((name) => join(SOURCE, name).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !GENERATED.has(file))
  .sort();

let lines = 0;
let ternaries = 0;
let nameCount = 0;
let nameLetters = 0;
const nested = [];
const relative = [];
const functionFiles = new Map();
const typeFiles = new Map();

const placeOf = (file, source, offset) => `${file}:${source.slice(0, offset).split('\n').length}`;
const addFile = (map, name, file) => map.set(name, (map.get(name) ?? new Set()).add(file));

/** The names that a pattern declares: `{ a, b: [c] }` declares a and c. */
const declaredNames = (pattern) => {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => declaredNames(property.value ?? property.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(declaredNames);
    case 'AssignmentPattern':
      return declaredNames(pattern.left);
    case 'RestElement':
      return declaredNames(pattern.argument);
    default:
      return [];
  }
};

for (const file of files) {
  const source = readFileSync(file, 'utf8');
  const { program, comments, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  lines += source.split('\n').length - 1;
  const names = new Set();
  let depth = 0;
  new Visitor({
    ConditionalExpression(node) {
      ternaries += 1;
      if (depth > 0) nested.push(placeOf(file, source, node.start));
      depth += 1;
    },
    'ConditionalExpression:exit'() {
      depth -= 1;
    },
    VariableDeclarator(node) {
      for (const name of declaredNames(node.id)) names.add(name);
      const isFunction = ['ArrowFunctionExpression', 'FunctionExpression'].includes(node.init?.type);
      if (isFunction && node.id.type === 'Identifier') addFile(functionFiles, node.id.name, file);
    },
    FunctionDeclaration(node) {
      names.add(node.id.name);
      addFile(functionFiles, node.id.name, file);
    },
    TSInterfaceDeclaration(node) {
      addFile(typeFiles, node.id.name, file);
    },
    TSTypeAliasDeclaration(node) {
      addFile(typeFiles, node.id.name, file);
    },
    ClassDeclaration(node) {
      addFile(typeFiles, node.id.name, file);
    },
  }).visit(program);
  for (const name of names) {
    nameCount += 1;
    nameLetters += name.length;
  }
  for (const { value, start } of comments) {
    const text = value.replace(/^[\s*]+/, '');
    if (RELATIVE_CLAUSE.test(text)) relative.push(`${placeOf(file, source, start)}  ${text.split('\n')[0]}`);
  }
}

const inSeveralFiles = (map, limit) =>
  [...map].filter(([, users]) => users.size > limit).map(([name, users]) => `${name}: ${[...users].join(', ')}`);

const repeated = inSeveralFiles(functionFiles, FILES_PER_NAME);
const ambiguous = inSeveralFiles(typeFiles, 1);
const perThousand = (ternaries / lines) * 1000;
const nameLength = nameLetters / nameCount;

/** A count of places that must not exceed a limit. */
const atMost = (label, places, limit) => ({
  label,
  value: places.length,
  isMet: places.length <= limit,
  limit: limit === 0 ? 'none' : `at most ${limit}`,
  places,
});

const checks = [
  {
    label: 'ternaries per 1,000 lines',
    value: perThousand,
    isMet: perThousand <= LIMITS.ternaries,
    limit: `at most ${LIMITS.ternaries}`,
    places: [],
  },
  atMost('nested ternaries', nested, LIMITS.nested),
  {
    label: 'letters per declared name',
    value: nameLength,
    isMet: nameLength >= LIMITS.nameLength,
    limit: `at least ${LIMITS.nameLength}`,
    places: [],
  },
  atMost('function names in three or more files', repeated, LIMITS.repeated),
  atMost('type names with two meanings', ambiguous, LIMITS.ambiguous),
  atMost('comments that begin with a relative clause', relative, LIMITS.relative),
];

console.log(`${files.length} files, ${lines} lines`);
for (const { label, value, isMet, limit, places } of checks) {
  const figure = Number.isInteger(value) ? String(value) : value.toFixed(2);
  console.log(`${isMet ? 'ok  ' : 'FAIL'}  ${label}: ${figure} (${limit})`);
  if (!isMet || process.argv.includes('--list')) for (const place of places) console.log(`        ${place}`);
}
process.exitCode = checks.every(({ isMet }) => isMet) ? 0 : 1;
