import { addElement, countRecords, draw, drawLink } from './draw.ts';
import type { SelectedRecord } from './selection.ts';
import type { ViewContext } from './view.ts';

const MAX_LINE_WIDTH = 8;

/** The ties between countries in the selection: those of two sides, or of groups as well. */
export const showNetwork = (container: Element, { selection, site, state, addressWith }: ViewContext): void => {
  const withGroups = state.get('bilateral') === 'no';
  const { width, height, nodes } = site.network;
  const connecting = selection.filter(({ sides }) => sides.length > 1);
  const shown = connecting.filter(({ sides }) => withGroups || sides.length === 2);
  const ties = countTies(shown);
  const counts = new Map<string, number>();
  for (const { pair, count } of ties) for (const code of pair) counts.set(code, (counts.get(code) ?? 0) + count);
  const nameOf = (code: string): string => site.places[code] ?? code;
  const lines = ties.flatMap(({ pair: [from, to], count }) => {
    const [start, end] = [nodes[from], nodes[to]];
    if (!start || !end) return [];
    const line = draw('line', {
      x1: start[0],
      y1: start[1],
      x2: end[0],
      y2: end[1],
      'stroke-width': Math.min(MAX_LINE_WIDTH, count),
    });
    line.append(draw('title', {}, `${nameOf(from)} – ${nameOf(to)}: ${countRecords(count)}`));
    return [line];
  });
  const marks = [...counts].flatMap(([code, count]) => {
    const place = nodes[code];
    if (!place) return [];
    const radius = Math.round(4 + 2 * Math.sqrt(count));
    const circle = draw('circle', { cx: place[0], cy: place[1], r: radius });
    circle.dataset['place'] = code;
    return [drawLink(addressWith(site.placeFilter, code), `${nameOf(code)} (${code}): ${countRecords(count)}`, circle)];
  });
  const labels = [...counts.keys()].flatMap((code) => {
    const place = nodes[code];
    return place ? [draw('text', { x: place[0], y: place[1] + 3 }, code)] : [];
  });
  container.append(
    draw(
      'svg',
      { class: 'network', viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Network' },
      draw('g', { class: 'ties' }, ...lines),
      draw('g', { class: 'nodes' }, ...marks),
      draw('g', { class: 'codes', 'aria-hidden': 'true' }, ...labels),
    ),
  );
  const groups = connecting.length - connecting.filter(({ sides }) => sides.length === 2).length;
  const remark = addElement(
    container,
    'p',
    `${marks.length} countries, ${lines.length} ties. Wider lines: more agreements. An agency or company counts for its country. `,
  );
  remark.className = 'remark';
  if (groups === 0) return;
  const link = addElement(
    remark,
    'a',
    withGroups ? 'Only ties of two' : `Also ties in ${countRecords(groups)} of groups`,
  );
  link.href = addressWith('bilateral', withGroups ? '' : 'no');
};

/** Number of records for each pair of countries. */
const countTies = (
  records: readonly SelectedRecord[],
): { readonly pair: [string, string]; readonly count: number }[] => {
  const ties = new Map<string, { readonly pair: [string, string]; count: number }>();
  for (const { sides } of records) {
    const codes = [...new Set(sides.filter((side) => side !== '-'))].sort();
    for (const [index, from] of codes.entries())
      for (const to of codes.slice(index + 1)) {
        const tie = ties.get(`${from} ${to}`) ?? { pair: [from, to], count: 0 };
        tie.count += 1;
        ties.set(`${from} ${to}`, tie);
      }
  }
  return [...ties.values()];
};
