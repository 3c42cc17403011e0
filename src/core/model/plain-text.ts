import { isJsonObject, isList, type JsonValue } from './record.ts';

/** A value as text: texts as they are, anything else as JSON. */
export const toPlainText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** All texts in a value, at any depth. */
export const collectTexts = (value: JsonValue | undefined): string[] => {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(collectTexts);
  return isJsonObject(value) ? Object.values(value).flatMap(collectTexts) : [];
};
