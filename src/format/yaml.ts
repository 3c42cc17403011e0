import { Document, visit } from 'yaml';
import { isDate } from '../model/date.ts';
import { sanitize, sanitizeEscapes } from '../model/text.ts';
import type { Formatter } from './formatter.ts';

/**
 * YAML that says the same to readers of versions 1.1 and 1.2: in quotation marks stands, as in the dataset, what is a date
 * or what either would take for something else than text; and with escapes, what would steer a terminal.
 */
export const formatYamlOutput: Formatter = ({ data }) => {
  const document = new Document(data, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      const { value } = scalar;
      if (typeof value !== 'string') return;
      if (isDate(value) || value.includes('\t') || sanitize(value) !== value) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return sanitizeEscapes(document.toString({ lineWidth: 100 }));
};
