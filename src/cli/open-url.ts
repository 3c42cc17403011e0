import { UserError } from '../model/errors.ts';
import type { Streams } from './streams.ts';

/** Opens an address of the web in the browser, or says where it is. Throws UserError for any other. */
export const openInBrowser = async ({ browse: open, err }: Streams, address: string | null): Promise<void> => {
  if (address === null) return err('note: there is nothing to open: no source with an address is named\n');
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new UserError('what the source names is no address of the web', 'minerals why shows it');
  if (!(await open?.(url.href))) err(`note: no browser could be opened; the address is ${url.href}\n`);
};
