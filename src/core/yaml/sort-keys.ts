import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { compareText } from '../model/text.ts';
import type { Schema } from '../schema/catalog.ts';
import { schemaOfProperty } from '../schema/walk.ts';
import { keyText } from './check-syntax.ts';

/** Maximum number of characters to parse while trying moves of one text; beyond it, the text keeps its order. */
const MAX_PARSED_CHARACTERS = 4_000_000;

/**
 * Sorts the keys of each map in the order of its schema, and the items of each set. Moves whole lines, or the items between
 * commas, with their comments. Works level by level: makes and checks all moves of a level at once; a move for which
 * `keepsContent` fails is found by bisection and left out.
 */
export const sortKeysBySchema = (
  text: string,
  tree: unknown,
  schema: Schema,
  keepsContent: (newText: string) => boolean,
): string => {
  let allowance = MAX_PARSED_CHARACTERS;
  let current = text;
  let root = tree;
  const findSafeMoves = (moves: readonly Move[]): readonly Move[] => {
    allowance -= current.length;
    if (moves.length === 0 || allowance < 0) return [];
    if (keepsContent(applyMoves(current, moves))) return moves;
    if (moves.length === 1) return [];
    const middle = moves.length >> 1;
    return [...findSafeMoves(moves.slice(0, middle)), ...findSafeMoves(moves.slice(middle))];
  };
  for (let depth = 0; ;) {
    const collections = collectionsAtDepth(depth, { node: root, schema });
    if (collections.length === 0) return current;
    const moves = collections.flatMap((collection) => createMove(current, collection.node, collection.schema) ?? []);
    const separateMoves = withoutOverlaps(moves);
    const safeMoves = findSafeMoves(separateMoves);
    const movedText = applyMoves(current, safeMoves);
    // Moves that are safe on their own may not be safe together.
    const isAccepted = movedText !== current && (safeMoves.length === separateMoves.length || keepsContent(movedText));
    if (allowance < 0) return text;
    if (isAccepted) [current, root] = [movedText, parseTree(movedText)];
    // Moves that overlapped others are tried again in the new text.
    if (!isAccepted || separateMoves.length === moves.length) depth += 1;
  }
};

/** Parses a text into nodes with offsets. Does not look for duplicate keys: those were rejected, and it is quadratic. */
export const parseTree = (text: string): unknown =>
  parseDocument(text, { logLevel: 'silent', uniqueKeys: false }).contents;

/** A map or list and its schema. */
interface CollectionNode {
  readonly node: YAMLMap | YAMLSeq;
  readonly schema: Schema;
}

/** Any node, and its schema if the field is known. */
interface SchemaTreeNode {
  readonly node: unknown;
  readonly schema: Schema | undefined;
}

/** The maps and lists of known fields at a nesting depth; the root is at depth 0. */
const collectionsAtDepth = (depth: number, root: SchemaTreeNode): CollectionNode[] => {
  let collections = filterCollections([root]);
  for (let level = 0; level < depth && collections.length > 0; level += 1)
    collections = filterCollections(collections.flatMap(childrenOf));
  return collections;
};

const filterCollections = (nodes: readonly SchemaTreeNode[]): CollectionNode[] =>
  nodes.flatMap(({ node, schema }) => (schema && (isMap(node) || isSeq(node)) ? [{ node, schema }] : []));

const childrenOf = ({ node, schema }: CollectionNode): SchemaTreeNode[] => {
  if (isSeq(node)) return node.items.map((item) => ({ node: item, schema: schema.items }));
  return node.items.map((pair) => ({ node: pair.value, schema: schemaOfProperty(schema, keyText(pair)) }));
};

/** A part of a text and its replacement. */
interface Move {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Sorts moves by offset and keeps the first of those that overlap. */
const withoutOverlaps = (moves: readonly Move[]): readonly Move[] => {
  let lastEnd = 0;
  return moves
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .filter(({ start, end }) => {
      if (start < lastEnd) return false;
      lastEnd = end;
      return true;
    });
};

const applyMoves = (text: string, moves: readonly Move[]): string => {
  const parts: string[] = [];
  let copiedTo = 0;
  for (const move of moves) {
    parts.push(text.slice(copiedTo, move.start), move.text);
    copiedTo = move.end;
  }
  return parts.join('') + text.slice(copiedTo);
};

/** The move that sorts the items of a node; undefined if they are sorted or cannot be separated. */
const createMove = (text: string, node: YAMLMap | YAMLSeq, schema: Schema): Move | undefined => {
  const order = isMap(node) ? orderKeys(node, schema) : orderItems(node, schema);
  if (order.every((item, position) => item === position)) return undefined;
  const move = reorder(text, node, order);
  if (!move || move.text === text.slice(move.start, move.end)) return undefined;
  return move;
};

/** Orders keys as in the schema; unknown keys come last, in their present order. */
const orderKeys = ({ items }: YAMLMap, { properties }: Schema): number[] => {
  const names = Object.keys(properties ?? {});
  const rankByName = new Map(names.map((name, rank) => [name, rank]));
  const ranks = items.map((pair) => rankByName.get(keyText(pair)) ?? names.length);
  return ranks.map((_, position) => position).sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || a - b);
};

/** Orders the items of a set of texts; other lists keep their order. */
const orderItems = ({ items }: YAMLSeq, schema: Schema): number[] => {
  const order = items.map((_, position) => position);
  const texts = items.map((item) => isScalar(item) && item.value);
  if (!schema['x-unordered'] || !texts.every((text) => typeof text === 'string')) return order;
  return order.sort((a, b) => compareText(texts[a] ?? '', texts[b] ?? ''));
};

/** Offsets of an item in the text. */
interface ItemRange {
  readonly start: number;
  readonly end: number;
}

/** Puts the items of a node in another order; undefined if they cannot be separated. */
const reorder = (text: string, node: YAMLMap | YAMLSeq, order: readonly number[]): Move | undefined => {
  const ranges = node.items.map(findRange);
  if (!areComplete(ranges)) return undefined;
  if (!node.flow) return reorderLines(text, ranges, order, isSeq(node));
  // In brackets a comment belongs to the item before it on its line; a move would change that.
  if (hasComment(text, ranges, node.range?.[1] ?? text.length)) return undefined;
  return reorderInline(text, ranges, order);
};

const areComplete = (ranges: readonly (ItemRange | undefined)[]): ranges is readonly ItemRange[] =>
  !ranges.includes(undefined);

/** True if there is a comment between the items, or between the last item and `end`. */
const hasComment = (text: string, ranges: readonly ItemRange[], end: number): boolean =>
  ranges.some((range, index) => text.slice(range.end, ranges[index + 1]?.start ?? end).includes('#'));

/** The range of a list item, or of a key and its value. */
const findRange = (item: unknown): ItemRange | undefined => {
  if (isNode(item)) return toItemRange(item, item);
  const { key, value } = item as { key: unknown; value: unknown };
  if (!isNode(key)) return undefined;
  return toItemRange(key, isNode(value) ? value : key);
};

const toItemRange = (first: Node, last: Node): ItemRange | undefined => {
  const [start] = first.range ?? [];
  const [, end] = last.range ?? [];
  if (start === undefined || end === undefined) return undefined;
  return { start, end: Math.max(start, end) };
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'range' in value;

/** Reorders items in brackets; the text between the items stays in place. */
const reorderInline = (text: string, ranges: readonly ItemRange[], order: readonly number[]): Move => {
  const start = ranges[0]?.start ?? 0;
  const parts: string[] = [];
  let copiedTo = start;
  for (const [position, range] of ranges.entries()) {
    const newRange = ranges[order[position] ?? position] ?? range;
    parts.push(text.slice(copiedTo, range.start), text.slice(newRange.start, newRange.end));
    copiedTo = range.end;
  }
  return { start, end: copiedTo, text: parts.join('') };
};

/** Reorders items on lines of their own, together with the comments above them. */
const reorderLines = (
  text: string,
  ranges: readonly ItemRange[],
  order: readonly number[],
  isList: boolean,
): Move | undefined => {
  const [firstRange] = ranges;
  if (!firstRange) return undefined;
  const lineStart = text.lastIndexOf('\n', firstRange.start - 1) + 1;
  const lead = text.slice(lineStart, firstRange.start);
  const column = isList ? lead.lastIndexOf('-') : lead.length;
  if (column < 0) return undefined;
  // A map in a list starts after the dash, so its first key shares a line with the dash.
  const sharesLine = /\S/.test(lead.slice(0, column));
  const start = sharesLine ? lineStart + column : findLinesStart(text, lineStart, column);
  const ends = ranges.map((range) => findLinesEnd(text, range.end, column));
  const end = ends.at(-1) ?? start;
  const pieces = ends.map((pieceEnd, index) => text.slice(ends[index - 1] ?? start, pieceEnd));
  if (!sharesLine) return { start, end, text: order.map((index) => pieces[index]).join('') };
  const newText = joinAfterDash(pieces, order, column);
  return newText === undefined ? undefined : { start, end, text: newText };
};

/** Joins reordered pieces of which the first, before or after, shares its line with a dash; undefined if one cannot. */
const joinAfterDash = (pieces: readonly string[], order: readonly number[], column: number): string | undefined => {
  const indentation = ' '.repeat(column);
  const [firstPiece = '', ...otherPieces] = pieces;
  const indentedPieces = [indentation + firstPiece, ...otherPieces];
  const [newFirst = '', ...newOthers] = order.map((index) => indentedPieces[index] ?? '');
  if (!newFirst.startsWith(indentation) || newFirst.trimStart().startsWith('#')) return undefined;
  return [newFirst.slice(column), ...newOthers].join('');
};

/** The end of the line on which a value ends, and of the comments below that are indented as part of the value. */
const findLinesEnd = (text: string, valueEnd: number, column: number): number => {
  let linesEnd = valueEnd;
  if (text[valueEnd - 1] !== '\n') linesEnd = text.indexOf('\n', valueEnd) + 1;
  for (let comment = COMMENT_LINE.exec(text.slice(linesEnd)); comment && (comment[1]?.length ?? 0) > column;) {
    linesEnd += comment[0].length;
    comment = COMMENT_LINE.exec(text.slice(linesEnd));
  }
  return linesEnd === 0 ? text.length : linesEnd;
};

const COMMENT_LINE = /^( *)#.*\n/;

/** The start of the comments directly above the first key, except the comment that names the schema for editors. */
const findLinesStart = (text: string, keyLineStart: number, column: number): number => {
  let linesStart = keyLineStart;
  for (;;) {
    const previousStart = text.lastIndexOf('\n', linesStart - 2) + 1;
    const line = text.slice(previousStart, linesStart);
    const isComment = line.startsWith(`${' '.repeat(column)}#`) && !line.includes('yaml-language-server:');
    if (linesStart === 0 || !isComment) return linesStart;
    linesStart = previousStart;
  }
};
