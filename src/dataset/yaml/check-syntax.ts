import { type Document as Yaml, isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, visit } from 'yaml';
import type { Span } from '../../model/diagnostic.ts';
import { type Path, toPointer } from '../../model/pointer.ts';
import { type OffsetRange, FILE_START } from './spans.ts';

/** What to do about a tag. */
export const TAG_HINT = 'plain text, numbers, true and false need no tag';

/** Reports what YAML allows and a record does not: other versions, aliases, tags, keys given twice or that are no text. */
export const checkSyntax = (
  text: string,
  document: Yaml,
  span: (range: OffsetRange) => Span,
  report: (code: string, message: string, hint: string, at: Span, pointer?: string) => void,
): void => {
  /** The anchor or tag before a node. */
  const marked = (sign: string, { range }: Node): Span => {
    const start = range ? text.lastIndexOf(sign, range[0]) : -1;
    if (start < 0) return FILE_START;
    const from = text[start - 1] === sign ? start - 1 : start;
    return span([from, from + (/^\S+/.exec(text.slice(from))?.[0].length ?? 1)]);
  };
  const { explicit, version } = document.directives?.yaml ?? {};
  if (explicit && version !== '1.2')
    report('YAML003', `the file is in YAML ${version}`, 'delete the line: records are YAML 1.2', FILE_START);
  visit(document, {
    Node(_, node, path) {
      const pointer = (): string => toPointer(stepsTo([...path, node]));
      const at = node.range ? span(node.range) : FILE_START;
      if (isAlias(node))
        report(
          'YAML003',
          `the alias *${node.source} stands for something written elsewhere`,
          'write it out',
          at,
          pointer(),
        );
      if (!isAlias(node) && node.anchor)
        report('YAML003', `the anchor &${node.anchor} has no use here`, 'remove it', marked('&', node), pointer());
      if ((isScalar(node) || isCollection(node)) && node.tag)
        report('YAML003', 'a tag has no use here', TAG_HINT, marked('!', node), pointer());
      if (!isMap(node)) return;
      const seen = new Set<string>();
      for (const { key } of node.items) {
        const where = isScalar(key) && key.range ? span(key.range) : at;
        if (!isScalar(key) || typeof key.value !== 'string')
          report('YAML003', 'a key must be text', 'put it in quotation marks', where, pointer());
        else if (seen.has(key.value))
          report(
            'YAML002',
            `the key ${JSON.stringify(key.value)} is given twice`,
            'keep one of the two',
            where,
            pointer() + toPointer([key.value]),
          );
        else seen.add(key.value);
      }
    },
  });
};

/** The steps from the root of a document to the last of these nodes, each of which holds the next. */
const stepsTo = (nodes: readonly unknown[]): Path =>
  nodes.flatMap((node, index): Path =>
    isPair(node)
      ? [keyText(node)]
      : isSeq(node) && index < nodes.length - 1
        ? [node.items.indexOf(nodes[index + 1])]
        : [],
  );

/** The text of a key. */
export const keyText = ({ key }: { readonly key: unknown }): string => (isScalar(key) ? String(key.value) : '');
