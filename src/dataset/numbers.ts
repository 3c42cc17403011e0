/** Numbers of 32 bits as the bytes of a section. */
export const encodeNumbers = (numbers: Uint32Array): Buffer => Buffer.from(numbers.buffer);

/** The numbers in the bytes of a section, which may lie anywhere in memory. */
export const decodeNumbers = (bytes: Buffer): Uint32Array => {
  const copy = new Uint8Array(bytes);
  return new Uint32Array(copy.buffer, 0, copy.length / 4);
};
