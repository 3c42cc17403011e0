import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Schema } from '../../schema/catalog.ts';
import { propertyOf } from '../../schema/walk.ts';

/**
 * A record's text with the keys of each map in the order of its schema and each set sorted. Moves whole lines, or what
 * stands between the commas, with their comments; a move that `isSame` does not find harmless is not made.
 */
export const inOrderOfSchema = (
  text: string,
  tree: unknown,
  schema: Schema,
  isSame: (after: string) => boolean,
): string => {
  let [current, now] = [text, tree];
  const left = new Set<string>();
  for (let found = firstOutOfOrder(now, schema, '', left); found; found = firstOutOfOrder(now, schema, '', left)) {
    const moved = rearranged(current, found);
    if (moved !== undefined && moved !== current && isSame(moved)) [current, now] = [moved, treeOf(moved)];
    else left.add(found.place);
  }
  return current;
};

/** A YAML text as nodes with their places. */
export const treeOf = (text: string): unknown => parseDocument(text, { logLevel: 'silent' }).contents;

interface Disorder {
  readonly place: string;
  readonly node: YAMLMap | YAMLSeq;
  /** The positions of the items in the order in which they should stand. */
  readonly order: readonly number[];
}

const firstOutOfOrder = (
  node: unknown,
  schema: Schema | undefined,
  place: string,
  left: ReadonlySet<string>,
): Disorder | undefined => {
  if (!schema || !(isMap(node) || isSeq(node))) return undefined;
  const order = isMap(node) ? orderOfKeys(node, schema) : orderOfItems(node, schema);
  if (!left.has(place) && order.some((item, position) => item !== position)) return { place, node, order };
  for (const [index, item] of node.items.entries()) {
    const [inner, value, name] = isMap(node)
      ? inPair(item as YAMLMap['items'][number], schema)
      : [schema.items, item, index];
    const found = firstOutOfOrder(value, inner, `${place}/${name}`, left);
    if (found) return found;
  }
  return undefined;
};

const inPair = ({ key, value }: YAMLMap['items'][number], schema: Schema): [Schema | undefined, unknown, string] => {
  const name = isScalar(key) ? String(key.value) : '';
  return [propertyOf(schema, name), value, name];
};

/** Keys that the schema does not know stand last, as they were. */
const orderOfKeys = ({ items }: YAMLMap, { properties }: Schema): number[] => {
  const names = Object.keys(properties ?? {});
  const ranks = items.map(({ key }) => (isScalar(key) ? names.indexOf(String(key.value)) : -1));
  return ranks.map((_, position) => position).sort((a, b) => rank(ranks[a]) - rank(ranks[b]) || a - b);
};

const rank = (index: number | undefined): number => (index === undefined || index < 0 ? Infinity : index);

const orderOfItems = ({ items }: YAMLSeq, schema: Schema): number[] => {
  const order = items.map((_, position) => position);
  const texts = items.map((item) => (isScalar(item) && typeof item.value === 'string' ? item.value : undefined));
  if (!schema['x-set'] || texts.includes(undefined)) return order;
  return order.sort((a, b) => ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1));
};

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** The text with its pieces in another order, or undefined where they cannot be told apart. */
const rearranged = (text: string, { node, order }: Disorder): string | undefined => {
  const items = node.items.map((item) => boundsOf(item));
  if (items.some((item) => item === undefined)) return undefined;
  // In brackets a comment belongs to what stands before it on its line, which moving would change.
  if (node.flow && hasComment(text, items as Piece[], node.range?.[1] ?? text.length)) return undefined;
  return node.flow ? swapped(text, items as Piece[], order) : moved(text, items as Piece[], order, isSeq(node));
};

/** Whether a comment stands between the pieces, or behind the last of them before the end of all. */
const hasComment = (text: string, pieces: readonly Piece[], end: number): boolean =>
  pieces.some(({ to }, index) => text.slice(to, pieces[index + 1]?.from ?? end).includes('#'));

const boundsOf = (item: unknown): Piece | undefined => {
  const [first, last] = isNode(item)
    ? [item, item]
    : [(item as { key: unknown }).key, (item as { value: unknown }).value];
  const from = isNode(first) ? first.range?.[0] : undefined;
  const to = isNode(last) ? last.range?.[1] : isNode(first) ? first.range?.[1] : undefined;
  return from === undefined || to === undefined ? undefined : { from, to: Math.max(from, to) };
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'range' in value;

/** Pieces between brackets change places; what stands between them stays. */
const swapped = (text: string, pieces: readonly Piece[], order: readonly number[]): string => {
  let told = '';
  let end = pieces[0]?.from ?? 0;
  for (const [position, { from, to }] of pieces.entries()) {
    const other = pieces[order[position] ?? position] ?? { from, to };
    told += text.slice(end, from) + text.slice(other.from, other.to);
    end = to;
  }
  return text.slice(0, pieces[0]?.from ?? 0) + told + text.slice(end);
};

/** Pieces on lines of their own change places together with the comments above them. */
const moved = (
  text: string,
  items: readonly Piece[],
  order: readonly number[],
  isList: boolean,
): string | undefined => {
  const [first] = items;
  if (!first) return undefined;
  const start = text.lastIndexOf('\n', first.from - 1) + 1;
  const lead = text.slice(start, first.from);
  const column = isList ? lead.lastIndexOf('-') : lead.length;
  // A map in a list begins behind the dash of its item, whose line is not its own.
  const shares = /\S/.test(lead.slice(0, column));
  if (column < 0) return undefined;
  const ends = items.map(({ to }) => endOfLines(text, to, column));
  const begin = shares ? start + column : startOfLines(text, start, column);
  const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? begin, end));
  if (!shares) return text.slice(0, begin) + order.map((index) => pieces[index]).join('') + text.slice(ends.at(-1));
  const [head = 0, ...rest] = order;
  const blank = ' '.repeat(column);
  if (!pieces[head]?.startsWith(head === 0 ? '' : blank) || pieces[head].trimStart().startsWith('#')) return undefined;
  const told = [
    head === 0 ? pieces[0] : pieces[head].slice(column),
    ...rest.map((index) => (index === 0 ? blank + pieces[0] : pieces[index])),
  ];
  return text.slice(0, begin) + told.join('') + text.slice(ends.at(-1));
};

/** The end of the line that a value ends on, and of the comments below that are indented as part of it. */
const endOfLines = (text: string, to: number, column: number): number => {
  let end = text[to - 1] === '\n' ? to : text.indexOf('\n', to) + 1;
  for (let line = /^( *)#.*\n/.exec(text.slice(end)); line && (line[1]?.length ?? 0) > column;) {
    end += line[0].length;
    line = /^( *)#.*\n/.exec(text.slice(end));
  }
  return end === 0 ? text.length : end;
};

/** The start of the comments directly above the first key; what tells editors of the schema stays on top. */
const startOfLines = (text: string, start: number, column: number): number => {
  let begin = start;
  for (;;) {
    const before = text.lastIndexOf('\n', begin - 2) + 1;
    const line = text.slice(before, begin);
    if (begin === 0 || !line.startsWith(`${' '.repeat(column)}#`) || line.includes('yaml-language-server:'))
      return begin;
    begin = before;
  }
};
