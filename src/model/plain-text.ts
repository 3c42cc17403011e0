/** A value as text: texts as they are, anything else as JSON. */
export const toPlainText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
