import type { Streams } from './streams.ts';

/** What shows long texts where nobody says otherwise: leaves at the end of what fits, keeps colours and the screen. */
const PAGER = 'less -FRX';

/** Prints a text; through a pager where a terminal is lower than the text is long and nobody has said no. */
export const showPaged = async (streams: Streams, text: string, wanted: boolean): Promise<void> => {
  const { env, height, outIsTerminal, page } = streams;
  const pager = env['MINERALS_PAGER'] ?? env['PAGER'] ?? PAGER;
  const isLong = outIsTerminal && height !== undefined && text.split('\n').length > height;
  if (wanted && isLong && page && pager.trim() !== '' && (await page(pager, text))) return;
  streams.out(text);
};
