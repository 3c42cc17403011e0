import { Document, visit } from 'yaml';
import { isDate } from '../core/model/date.ts';
import { sanitize, sanitizeEscapes } from '../core/model/text.ts';
import type { Formatter } from './formatter.ts';

/**
 * YAML with the same meaning in versions 1.1 and 1.2: texts that either version would read as another type are quoted, as
 * are dates, like in the dataset. Characters that control a terminal are escaped.
 */
export const formatYamlOutput: Formatter = ({ answer: { output } }) => {
  const document = new Document(output, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      const { value } = scalar;
      if (typeof value !== 'string') return;
      if (isDate(value) || value.includes('\t') || sanitize(value) !== value) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return sanitizeEscapes(document.toString({ lineWidth: 100 }));
};
