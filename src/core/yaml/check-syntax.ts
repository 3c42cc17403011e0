import { type Document as Yaml, isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, visit } from 'yaml';
import type { TextSpan } from '../model/diagnostic.ts';
import { type Path, toPointer } from '../model/pointer.ts';
import { type OffsetRange, FILE_START } from './spans.ts';

/** Hint for a tag. */
const TAG_HINT = 'plain text, numbers, true and false need no tag';

/** Hint for a version directive such as %YAML 3.0. */
export const VERSION_HINT = 'delete the line: records are YAML 1.2';

/**
 * Reports YAML features that records do not use: other versions, anchors, aliases, tags, duplicate keys and keys that are
 * not text.
 */
export const checkSyntax = (
  text: string,
  document: Yaml,
  toSpan: (range: OffsetRange) => TextSpan,
  report: (code: string, message: string, hint: string, span: TextSpan, pointer?: string) => void,
): void => {
  /** The span of the anchor (`&`) or tag (`!`) before a node. */
  const findMarker = (sign: string, { range }: Node): TextSpan => {
    if (!range) return FILE_START;
    let start = text.lastIndexOf(sign, range[0]);
    if (start < 0) return FILE_START;
    if (text[start - 1] === sign) start -= 1;
    return toSpan([start, start + (/^\S+/.exec(text.slice(start))?.[0].length ?? 1)]);
  };
  const spanOf = (node: unknown): TextSpan | undefined => {
    const { range } = node as Node;
    return range ? toSpan(range) : undefined;
  };
  const { explicit: hasDirective, version } = document.directives?.yaml ?? {};
  if (hasDirective && version !== '1.2') report('YAML003', `the file is in YAML ${version}`, VERSION_HINT, FILE_START);
  visit(document, {
    Node(_, node, ancestors) {
      const pointerToNode = (): string => toPointer(pathTo([...ancestors, node]));
      const nodeSpan = spanOf(node) ?? FILE_START;
      if (isAlias(node))
        report(
          'YAML003',
          `the alias *${node.source} refers to a value elsewhere in the file`,
          'write the value itself',
          nodeSpan,
          pointerToNode(),
        );
      if (!isAlias(node) && node.anchor) {
        const message = `the anchor &${node.anchor} is not allowed`;
        report('YAML003', message, 'remove it', findMarker('&', node), pointerToNode());
      }
      if ((isScalar(node) || isCollection(node)) && node.tag)
        report('YAML003', 'a tag is not allowed', TAG_HINT, findMarker('!', node), pointerToNode());
      if (!isMap(node)) return;
      const knownKeys = new Set<string>();
      for (const { key } of node.items) {
        const keySpan = (isScalar(key) && spanOf(key)) || nodeSpan;
        if (!isScalar(key) || typeof key.value !== 'string')
          report('YAML003', 'a key must be text', 'put the key in quotation marks', keySpan, pointerToNode());
        else if (knownKeys.has(key.value))
          report(
            'YAML002',
            `duplicate key ${JSON.stringify(key.value)}`,
            'keep one of the two',
            keySpan,
            pointerToNode() + toPointer([key.value]),
          );
        else knownKeys.add(key.value);
      }
    },
  });
};

/** The path to the last of these nodes; each node is the parent of the next. */
const pathTo = (nodes: readonly unknown[]): Path =>
  nodes.flatMap((node, index): Path => {
    if (isPair(node)) return [keyText(node)];
    if (isSeq(node) && index < nodes.length - 1) return [node.items.indexOf(nodes[index + 1])];
    return [];
  });

/** The text of a key; empty for a key that is a list or map. */
export const keyText = ({ key }: { readonly key: unknown }): string => (isScalar(key) ? String(key.value) : '');
