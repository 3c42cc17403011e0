import type { Streams } from './streams.ts';

/** Default pager: quits if the text fits, keeps colours, does not clear the screen. */
const DEFAULT_PAGER = 'less -FRX';

/** Prints a text; uses a pager if it is longer than the terminal is high, unless the terminal is dumb. */
export const showPaged = async (streams: Streams, text: string, allowsPager: boolean): Promise<void> => {
  const { env, height, outIsTerminal, showInPager } = streams;
  const pager = env['MINERALS_PAGER'] ?? env['PAGER'] ?? DEFAULT_PAGER;
  const isLong = outIsTerminal && env['TERM'] !== 'dumb' && height !== undefined && text.split('\n').length > height;
  if (allowsPager && isLong && showInPager && pager.trim() !== '' && (await showInPager(pager, text))) return;
  streams.out(text);
};
