/** An address for comparison: without scheme, `www.`, fragment and final slash, the host in lower case. */
export const normalizeAddress = (address: string): string => {
  const text = address.trim();
  if (!URL.canParse(text)) return text;
  const { host, pathname, search } = new URL(text);
  return `${host.replace(/^www\./, '')}${decode(pathname).replace(/\/+$/, '')}${search}`;
};

/** Escapes are one way of writing a character; broken ones stay as they are. */
const decode = (path: string): string => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};
