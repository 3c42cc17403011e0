import type { BriefingEvent } from '../../model/briefing.ts';
import { escapeHtml } from './escape.ts';

const WIDTH = 680;
const MARGIN = 14;
const DOT = 4;
const COLOURS = ['#1b4f72', '#c0792a', '#4d7c4a', '#8e3b46', '#6b5b95', '#5f6a6a'];
/** Years before which little happened are left out where there is more than this to draw. */
const LONGEST = 14;

/** What happened when, as dots above an axis of years, a colour for each type of record; SVG. */
export const drawTimeline = (all: readonly BriefingEvent[]): string => {
  const newest = Math.max(...all.map(({ date }) => Number(date.slice(0, 4))));
  const shown = all.filter(({ date }) => Number(date.slice(0, 4)) > newest - LONGEST);
  const first = Math.min(...shown.map(({ date }) => Number(date.slice(0, 4))));
  const years = newest - first + 1;
  const kinds = [...new Set(shown.map(({ of }) => of))].sort();
  const yearWidth = (WIDTH - 2 * MARGIN) / years;
  const columns = Math.max(1, Math.floor((yearWidth - 4) / (2 * DOT + 1)));
  const stacks = new Map<number, BriefingEvent[]>();
  for (const each of shown) {
    const year = Number(each.date.slice(0, 4));
    stacks.set(year, [...(stacks.get(year) ?? []), each]);
  }
  const highest = Math.max(...[...stacks.values()].map((stack) => Math.ceil(stack.length / columns)));
  const base = 26 + highest * (2 * DOT + 1);
  const dots = [...stacks].flatMap(([year, stack]) =>
    stack
      .toSorted((a, b) => kinds.indexOf(a.of) - kinds.indexOf(b.of))
      .map((each, index) => {
        const x = MARGIN + (year - first) * yearWidth + 4 + DOT + (index % columns) * (2 * DOT + 1);
        const y = base - 4 - DOT - Math.floor(index / columns) * (2 * DOT + 1);
        const told = escapeHtml(`${each.date} ${each.what}: ${each.name}`);
        return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${DOT}" fill="${colourOf(kinds, each.of)}"><title>${told}</title></circle>`;
      }),
  );
  const axis = Array.from({ length: years }, (_, index) => {
    const x = MARGIN + index * yearWidth;
    return `<line x1="${x.toFixed(1)}" y1="${base}" x2="${x.toFixed(1)}" y2="${base + 5}" stroke="#999"/><text x="${(x + 4).toFixed(1)}" y="${base + 15}">${first + index}</text>`;
  });
  let at = MARGIN;
  const legend = kinds.map((kind) => {
    const entry = `<circle cx="${at + DOT}" cy="8" r="${DOT}" fill="${colourOf(kinds, kind)}"/><text x="${at + 13}" y="12">${escapeHtml(kind)}</text>`;
    at += 30 + kind.length * 7;
    return entry;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${base + 20}" role="img" aria-label="Timeline">${legend.join('')}<line x1="${MARGIN}" y1="${base}" x2="${WIDTH - MARGIN}" y2="${base}" stroke="#999"/>${axis.join('')}${dots.join('')}</svg>`;
};

const colourOf = (kinds: readonly string[], kind: string): string =>
  COLOURS[kinds.indexOf(kind) % COLOURS.length] ?? '#333';
