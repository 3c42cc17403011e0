const PARTIAL_BLOCKS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Draws a share from 0 to 1 as a bar of at most `width` columns, precise to an eighth; a positive share is always visible. */
export const drawBar = (share: number, width: number): string => {
  const eighths = Math.max(Number(share > 0), Math.round(Math.min(1, share) * width * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (PARTIAL_BLOCKS[eighths % 8] ?? '');
};
