import type { BriefingPartner } from '../../model/briefing.ts';
import { escapeHtml } from './escape.ts';

const WIDTH = 680;
/** How many partners are drawn: more could not be read. */
const MOST = 24;
const ROW = 22;

/** A record between its partners, the strength of a line telling how many records tie the two; SVG. */
export const drawNetwork = (name: string, all: readonly BriefingPartner[]): string => {
  const shown = all.slice(0, MOST);
  // The most frequent stand in the middle of each side, nearest to the centre.
  const sides: BriefingPartner[][] = [[], []];
  for (const [index, partner] of shown.entries()) {
    const side = sides[index % 2] ?? [];
    if (Math.floor(index / 2) % 2 === 0) side.push(partner);
    else side.unshift(partner);
  }
  const rows = Math.max(...sides.map((side) => side.length));
  const height = Math.max(90, rows * ROW + 20);
  const most = Math.max(...shown.map(({ records }) => records));
  const centre = { x: WIDTH / 2, y: height / 2 };
  const drawn = sides.flatMap((side, which) =>
    side.map(({ name: partner, records }, index) => {
      const y = centre.y + (index - (side.length - 1) / 2) * ROW;
      const bow = Math.sqrt(Math.max(0, 1 - ((y - centre.y) / (height / 2)) ** 2)) * 46;
      const left = which === 1;
      const x = left ? 222 - bow : WIDTH - 222 + bow;
      const width = (0.8 + (3.2 * records) / most).toFixed(1);
      const label = `${partner.length > 26 ? `${partner.slice(0, 25)}…` : partner}${records > 1 ? ` (${records})` : ''}`;
      return {
        line: `<line x1="${centre.x}" y1="${centre.y}" x2="${x.toFixed(1)}" y2="${y.toFixed(1)}" stroke="#9fb4c7" stroke-width="${width}"/>`,
        node: `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="#1b4f72"/><text x="${(left ? x - 9 : x + 9).toFixed(1)}" y="${(y + 4).toFixed(1)}"${left ? ' text-anchor="end"' : ''}>${escapeHtml(label)}</text>`,
      };
    }),
  );
  const title = name.length > 22 ? `${name.slice(0, 21)}…` : name;
  const half = Math.max(34, title.length * 4.4);
  const middle = `<rect x="${centre.x - half}" y="${centre.y - 15}" width="${2 * half}" height="30" rx="15" fill="#1b4f72"/><text x="${centre.x}" y="${centre.y + 5}" text-anchor="middle" fill="#fff" font-weight="600">${escapeHtml(title)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Partners">${drawn.map(({ line }) => line).join('')}${drawn.map(({ node }) => node).join('')}${middle}</svg>`;
};

/** How many partners the drawing leaves out. */
export const omittedNote = (all: readonly BriefingPartner[]): number => Math.max(0, all.length - MOST);
