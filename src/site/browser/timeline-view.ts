import { addElement, countRecords, draw, drawLink } from './draw.ts';
import { recordAddress, type ViewContext } from './view.ts';

const WIDTH = 960;
const MARK = 7;
const AXIS_HEIGHT = 20;

/** The dated records of the selection as marks above their years. */
export const showTimeline = (container: Element, { selection }: ViewContext): void => {
  const dated = selection.filter(({ record: [, , date] }) => date !== undefined && date !== '');
  const byYear = new Map<number, typeof dated>();
  for (const item of dated.toReversed()) {
    const year = Number(item.record[2]?.slice(0, 4));
    byYear.set(year, [...(byYear.get(year) ?? []), item]);
  }
  const years = [...byYear.keys()].sort((a, b) => a - b);
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const columnWidth = WIDTH / (last - first + 1);
  const perRow = Math.max(1, Math.floor((columnWidth - 2) / MARK));
  const rows = Math.max(1, ...[...byYear.values()].map(({ length }) => Math.ceil(length / perRow)));
  const height = rows * MARK + AXIS_HEIGHT;
  const marks = [...byYear].flatMap(([year, items]) =>
    items.map(({ type, record }, index) => {
      const x = (year - first) * columnWidth + (index % perRow) * MARK;
      const y = (rows - 1 - Math.floor(index / perRow)) * MARK;
      const mark = draw('rect', { x: x.toFixed(1), y, width: MARK - 1, height: MARK - 1 });
      return drawLink(recordAddress(type, record), `${record[2]}: ${record[1]}`, mark);
    }),
  );
  const interval = Math.max(1, Math.ceil(40 / columnWidth));
  const labels = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .filter((year) => (last - year) % interval === 0)
    .map((year) => {
      const x = (year - first) * columnWidth + columnWidth / 2;
      return draw('text', { x: x.toFixed(1), y: height - 4, 'text-anchor': 'middle' }, String(year));
    });
  if (dated.length > 0)
    container.append(
      draw(
        'svg',
        { class: 'timeline', viewBox: `0 0 ${WIDTH} ${height}`, role: 'group', 'aria-label': 'Timeline' },
        draw('g', { class: 'marks' }, ...marks),
        draw('g', { class: 'years' }, ...labels),
      ),
    );
  const undated = selection.length - dated.length;
  const remark = undated > 0 ? ` ${countRecords(undated)} without a date.` : '';
  addElement(container, 'p', `${countRecords(dated.length)} by year.${remark}`).className = 'remark';
};
