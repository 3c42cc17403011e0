const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Encodes text as UTF-8. */
export const encodeText = (text: string): Uint8Array => encoder.encode(text);

/** Decodes UTF-8 text; bytes that are none become U+FFFD. */
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Encodes 32-bit numbers as bytes. */
export const encodeNumbers = (numbers: Uint32Array): Uint8Array => new Uint8Array(numbers.buffer);

/** Decodes 32-bit numbers. Copies the bytes, because they may start at an address that Uint32Array does not accept. */
export const decodeNumbers = (bytes: Uint8Array): Uint32Array => {
  const copy = new Uint8Array(bytes);
  return new Uint32Array(copy.buffer, 0, copy.length / 4);
};
