import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isPrivateAddress, PrivateAddressError, createLookup } from './private-address.ts';

/** Limits of one request, redirects included. */
export interface FetchLimits {
  /** Milliseconds until the last byte. */
  readonly timeout: number;
  /** Bytes of the page, decompressed. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** True if an IP address is not to be connected to. */
  readonly refuses: (address: string) => boolean;
  readonly userAgent: string;
}

export const DEFAULT_LIMITS: Omit<FetchLimits, 'userAgent'> = {
  timeout: 30_000,
  maxBytes: 10_000_000,
  maxRedirects: 5,
  refuses: isPrivateAddress,
};

/** Answer of an address. */
export type Fetched =
  | { readonly kind: 'page'; readonly bytes: Uint8Array; readonly contentType: string; readonly address: string }
  /** There is no such page, or no such host. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** There may be a page, but it cannot be read. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Thrown inside to end a request with a reason. */
class FetchProblem extends Error {}

/** Fetches a page by http or https within limits. Never throws. */
export const fetchPage = async (address: string, limits: FetchLimits): Promise<Fetched> => {
  const abort = new AbortController();
  const timer = setTimeout(
    () => abort.abort(new FetchProblem(`no answer within ${limits.timeout / 1000} seconds`)),
    limits.timeout,
  );
  try {
    return await follow(address, limits, abort.signal);
  } catch (error) {
    return problemOf(abort.signal.aborted ? abort.signal.reason : error);
  } finally {
    clearTimeout(timer);
  }
};

const problemOf = (error: unknown): Fetched => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOTFOUND') return { kind: 'gone', reason: 'the host does not exist' };
  return { kind: 'unreadable', reason: message };
};

const follow = async (start: string, limits: FetchLimits, signal: AbortSignal): Promise<Fetched> => {
  const seen = new Set<string>();
  let address = start;
  for (let hops = 0; hops <= limits.maxRedirects; hops += 1) {
    const url = checkedUrl(address, limits);
    if (seen.has(url.href)) throw new FetchProblem('the page redirects in a circle');
    seen.add(url.href);
    const response = await send(url, limits, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.destroy();
      if (!URL.canParse(headers.location, url.href)) throw new FetchProblem('the page redirects to no address');
      address = new URL(headers.location, url).href;
      continue;
    }
    if (statusCode === 404 || statusCode === 410) {
      response.destroy();
      return { kind: 'gone', reason: `the server answers ${statusCode}` };
    }
    if (statusCode !== 200) {
      response.destroy();
      throw new FetchProblem(`the server answers ${statusCode}`);
    }
    const bytes = await readBody(response, limits, signal);
    return { kind: 'page', bytes, contentType: headers['content-type'] ?? '', address: url.href };
  }
  throw new FetchProblem(`the page redirects more than ${limits.maxRedirects} times`);
};

const checkedUrl = (address: string, { refuses }: FetchLimits): URL => {
  if (!URL.canParse(address)) throw new FetchProblem('this is no address');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchProblem(`addresses of ${url.protocol} are not fetched`);
  url.username = '';
  url.password = '';
  url.hash = '';
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  // An address in digits is connected to without being looked up.
  if (isIP(host) !== 0 && refuses(host)) throw new PrivateAddressError(`${host} is a private address`);
  return url;
};

const send = (url: URL, { refuses, userAgent }: FetchLimits, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      signal,
      agent: false,
      lookup: createLookup(refuses),
      headers: {
        'user-agent': userAgent,
        accept: 'text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5',
        'accept-encoding': 'gzip, deflate, br',
        'accept-language': 'en,*;q=0.5',
      },
    });
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end();
  });

/** Reads a body to its end, decompressed, and gives up where it becomes too long. */
const readBody = async (
  response: IncomingMessage,
  { maxBytes }: FetchLimits,
  signal: AbortSignal,
): Promise<Uint8Array> => {
  const decoder = decoderOf(response.headers['content-encoding']);
  const stream = decoder ? response.pipe(decoder) : response;
  if (decoder) response.on('error', (error) => decoder.destroy(error));
  const stop = (): void => void stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new FetchProblem(`the page has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
    response.destroy();
  }
};

const decoderOf = (encoding: string | undefined) => {
  switch (encoding?.trim().toLowerCase()) {
    case undefined:
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new FetchProblem(`the page is compressed as ${encoding}`);
  }
};
