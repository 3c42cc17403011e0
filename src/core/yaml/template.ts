import { Document, isScalar, visit } from 'yaml';
import type { JsonObject } from '../model/record.ts';
import type { Schema } from '../schema/catalog.ts';
import { formatYaml } from './format-yaml.ts';

/**
 * Creates the text of a new record: the known fields, the required fields without a value, and all other fields of the type
 * as comments that describe them. `schemaAddress` is the schema's address for editors.
 */
export const createTemplate = (schema: Schema, data: JsonObject, schemaAddress: string): string => {
  const required = schema.required ?? [];
  const lines = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (Object.hasOwn(data, name)) return toHandwrittenYaml({ [name]: data[name] ?? null });
    // Type and id follow from the file's path.
    if (name === 'type' || name === 'id') return [];
    const comment = describeField(field);
    if (required.includes(name)) return `${name}: # ${comment}\n`;
    return `# ${name}: ${comment}\n`;
  });
  const text = `# yaml-language-server: $schema=${schemaAddress}\n${lines.join('')}`;
  return formatYaml(text, schema) ?? text;
};

/** Formats fields like records that people write: lists of scalars in brackets, everything else in block style. */
const toHandwrittenYaml = (data: JsonObject): string => {
  const document = new Document(data);
  visit(document, {
    Seq: (_, node) => {
      node.flow = node.items.every((item) => isScalar(item));
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};

const describeField = ({ description = '', enum: values }: Schema): string => {
  const choices = values ? ` One of ${values.join(', ')}.` : '';
  return `${description}${choices}`.replaceAll(/\s+/g, ' ');
};
