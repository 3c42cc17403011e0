import { Document, isScalar, visit } from 'yaml';
import type { JsonObject } from '../../model/record.ts';
import type { Schema } from '../../schema/catalog.ts';
import { formatYaml } from './format-yaml.ts';

/**
 * The text of a new record: what is known, the required fields that are still to be written, and every other field of the
 * type as a comment that tells what belongs there. `address` leads editors to the schema.
 */
export const recordTemplate = (schema: Schema, data: JsonObject, address: string): string => {
  const required = schema.required ?? [];
  const lines = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (Object.hasOwn(data, name)) return written({ [name]: data[name] ?? null });
    // The place of the file tells these.
    if (name === 'type' || name === 'id') return [];
    return required.includes(name) ? `${name}: # ${remark(field)}\n` : `# ${name}: ${remark(field)}\n`;
  });
  const text = `# yaml-language-server: $schema=${address}\n${lines.join('')}`;
  return formatYaml(text, schema) ?? text;
};

/** As records are written by hand: lists of words in brackets, everything else on lines of its own. */
const written = (data: JsonObject): string => {
  const document = new Document(data);
  visit(document, {
    Seq: (_, node) => {
      node.flow = node.items.every((item) => isScalar(item));
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};

const remark = ({ description = '', enum: values }: Schema): string =>
  `${description}${values ? ` One of ${values.join(', ')}.` : ''}`.replaceAll(/\s+/g, ' ');
