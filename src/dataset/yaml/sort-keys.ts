import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Schema } from '../../schema/catalog.ts';
import { schemaOfProperty } from '../../schema/walk.ts';

/** Characters that may be parsed while the moves of one text are tried out; beyond, its order stays as it is. */
const MOST_PARSED = 4_000_000;

/**
 * A record's text with the keys of each map in the order of its schema and each set sorted. Moves whole lines, or the
 * items between commas, with their comments. Works level by level: all moves of a level are made and checked at once, and
 * one that `isSame` finds harmful is looked for by halving and left out.
 */
export const sortKeysBySchema = (
  text: string,
  tree: unknown,
  schema: Schema,
  isSame: (after: string) => boolean,
): string => {
  let allowance = MOST_PARSED;
  let current = text;
  let root = tree;
  const harmless = (moves: readonly Move[]): readonly Move[] => {
    allowance -= current.length;
    if (moves.length === 0 || allowance < 0) return [];
    if (isSame(withMoves(current, moves))) return moves;
    const middle = moves.length >> 1;
    return middle === 0 ? [] : [...harmless(moves.slice(0, middle)), ...harmless(moves.slice(middle))];
  };
  for (let depth = 0; ;) {
    const places = placesAt(depth, { node: root, schema });
    if (places.length === 0) return current;
    const moves = places.flatMap(({ node, schema: own }) => moveOf(current, node, own) ?? []);
    const apart = disjoint(moves);
    const chosen = harmless(apart);
    const moved = withMoves(current, chosen);
    // Moves that are harmless alone may be harmful together.
    const changes = moved !== current && (chosen.length === apart.length || isSame(moved));
    if (allowance < 0) return text;
    if (changes) [current, root] = [moved, parseTree(moved)];
    // Moves that overlapped others are tried again in the new text.
    if (!changes || apart.length === moves.length) depth += 1;
  }
};

/** A YAML text as nodes with their places. Keys given twice are refused before: looking for them takes quadratic time. */
export const parseTree = (text: string): unknown =>
  parseDocument(text, { logLevel: 'silent', uniqueKeys: false }).contents;

/** A node and the schema that it follows. */
interface Place {
  readonly node: YAMLMap | YAMLSeq;
  readonly schema: Schema;
}

/** The maps and lists of known fields at a depth of nesting; the root is at depth 0. */
const placesAt = (depth: number, place: { readonly node: unknown; readonly schema: Schema | undefined }): Place[] => {
  let places = collections([place]);
  for (let level = 0; level < depth && places.length > 0; level += 1) places = collections(places.flatMap(partsOf));
  return places;
};

const collections = (places: readonly { readonly node: unknown; readonly schema: Schema | undefined }[]): Place[] =>
  places.flatMap(({ node, schema }) => (schema && (isMap(node) || isSeq(node)) ? [{ node, schema }] : []));

const partsOf = ({ node, schema }: Place): { readonly node: unknown; readonly schema: Schema | undefined }[] =>
  isMap(node)
    ? node.items.map(({ key, value }) => ({
        node: value,
        schema: schemaOfProperty(schema, isScalar(key) ? String(key.value) : ''),
      }))
    : node.items.map((item) => ({ node: item, schema: schema.items }));

/** A part of a text and what replaces it. */
interface Move {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Moves that do not overlap, in the order of the text; the first of each overlap. */
const disjoint = (moves: readonly Move[]): readonly Move[] => {
  let end = 0;
  return moves
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .filter(({ from, to }) => {
      if (from < end) return false;
      end = to;
      return true;
    });
};

const withMoves = (text: string, moves: readonly Move[]): string => {
  const parts: string[] = [];
  let end = 0;
  for (const move of moves) {
    parts.push(text.slice(end, move.from), move.text);
    end = move.to;
  }
  return parts.join('') + text.slice(end);
};

/** The move that puts the items of a node in order; undefined if they are in order or cannot be told apart. */
const moveOf = (text: string, node: YAMLMap | YAMLSeq, schema: Schema): Move | undefined => {
  const order = isMap(node) ? orderOfKeys(node, schema) : orderOfItems(node, schema);
  if (order.every((item, position) => item === position)) return undefined;
  const move = rearranged(text, node, order);
  return move && move.text !== text.slice(move.from, move.to) ? move : undefined;
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
  if (!schema['x-unordered'] || texts.includes(undefined)) return order;
  return order.sort((a, b) => ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1));
};

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** The pieces of a node in another order, or undefined where they cannot be told apart. */
const rearranged = (text: string, node: YAMLMap | YAMLSeq, order: readonly number[]): Move | undefined => {
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

/** Pieces between brackets change places; the text between them stays. */
const swapped = (text: string, pieces: readonly Piece[], order: readonly number[]): Move => {
  const from = pieces[0]?.from ?? 0;
  const parts: string[] = [];
  let end = from;
  for (const [position, piece] of pieces.entries()) {
    const other = pieces[order[position] ?? position] ?? piece;
    parts.push(text.slice(end, piece.from), text.slice(other.from, other.to));
    end = piece.to;
  }
  return { from, to: end, text: parts.join('') };
};

/** Pieces on lines of their own change places together with the comments above them. */
const moved = (text: string, items: readonly Piece[], order: readonly number[], isList: boolean): Move | undefined => {
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
  const to = ends.at(-1) ?? begin;
  if (!shares) return { from: begin, to, text: order.map((index) => pieces[index]).join('') };
  const [head = 0, ...rest] = order;
  const blank = ' '.repeat(column);
  if (!pieces[head]?.startsWith(head === 0 ? '' : blank) || pieces[head].trimStart().startsWith('#')) return undefined;
  const parts = [
    head === 0 ? pieces[0] : pieces[head].slice(column),
    ...rest.map((index) => (index === 0 ? blank + pieces[0] : pieces[index])),
  ];
  return { from: begin, to, text: parts.join('') };
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
