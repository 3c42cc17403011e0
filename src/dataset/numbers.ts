/** Encodes 32-bit numbers as bytes. */
export const encodeNumbers = (numbers: Uint32Array): Buffer => Buffer.from(numbers.buffer);

/** Decodes 32-bit numbers. Copies the bytes, because they may start at an address that Uint32Array does not accept. */
export const decodeNumbers = (bytes: Buffer): Uint32Array => {
  const copy = new Uint8Array(bytes);
  return new Uint32Array(copy.buffer, 0, copy.length / 4);
};
