import { UserError } from '../core/model/errors.ts';
import type { Streams } from './streams.ts';

/** Opens a web address in the browser, or prints it if that fails. Throws UserError for other addresses. */
export const openInBrowser = async ({ openBrowser, err }: Streams, address: string | null): Promise<void> => {
  if (address === null) return err('note: nothing to open: the record has no source with an address\n');
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new UserError('the address of the source is not a web address', 'minerals why shows it');
  if (!(await openBrowser?.(url.href))) err(`note: could not open a browser; the address is ${url.href}\n`);
};
