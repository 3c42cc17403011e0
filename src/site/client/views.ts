import { loadScript, recordAddress, siteFilters } from './data.ts';
import { countRecords, create, draw } from './elements.ts';
import { recordsWith, type State } from './selection.ts';

/** Material of a view, and the place that it draws in. */
interface ViewContext {
  readonly positions: readonly number[];
  readonly state: State;
  /** Changes a part of the state. */
  readonly set: (name: string, value: string) => void;
  readonly container: HTMLElement;
  /** False as soon as another view is to be shown. */
  readonly isCurrent: () => boolean;
}

/** Draws a selection. */
export type View = (context: ViewContext) => Promise<void>;

const FIRST_ROWS = 100;

const typeTitle = (position: number): string => {
  const { types, typeNames, type } = window.MINERALS;
  return types[typeNames[type[position] ?? 0] ?? ''] ?? '';
};

const describe = (position: number): string => {
  const { name, date } = window.MINERALS;
  return [name[position], typeTitle(position), date[position]].filter(Boolean).join(', ');
};

export const showTable: View = async ({ positions, container }) => {
  const { name, date, type } = window.MINERALS;
  const body = create('tbody', {});
  const addRows = (rows: readonly number[]): void =>
    body.append(
      ...rows.map((position) =>
        create(
          'tr',
          {},
          create('td', { class: 'date' }, date[position] ?? ''),
          create('td', { class: 'kind' }, create('span', { class: `dot type-${type[position]}` }), typeTitle(position)),
          create('td', {}, create('a', { href: recordAddress(position) }, name[position] ?? '')),
        ),
      ),
    );
  addRows(positions.slice(0, FIRST_ROWS));
  const titles = ['Date', 'Type', 'Record'].map((title) =>
    create('th', { scope: 'col', class: title === 'Type' ? 'kind' : '' }, title),
  );
  const table = create('table', { class: 'records' }, create('thead', {}, create('tr', {}, ...titles)), body);
  container.replaceChildren(table);
  if (positions.length <= FIRST_ROWS) return;
  const more = create('button', { type: 'button', class: 'more' }, `Show all ${countRecords(positions.length)}`);
  more.addEventListener('click', () => {
    more.remove();
    addRows(positions.slice(FIRST_ROWS));
  });
  container.append(more);
};

/** Number of years from which on a line stands for a year, not for a month. */
const YEARS_IN_MONTHS = 3;

/** One mark for each dated record, a line for each year or month, in the order of the dates. */
export const showTimeline: View = async ({ positions, container }) => {
  const { date, type } = window.MINERALS;
  const dated = positions
    .filter((position) => date[position])
    .toSorted((a, b) => ((date[a] ?? '') < (date[b] ?? '') ? -1 : 1));
  const years = new Set(dated.map((position) => date[position]?.slice(0, 4)));
  const length = years.size <= YEARS_IN_MONTHS ? 7 : 4;
  const groups = new Map<string, number[]>();
  for (const position of dated) {
    const period = date[position]?.slice(0, length) ?? '';
    groups.set(period, [...(groups.get(period) ?? []), position]);
  }
  const [step, left, right] = [14, 64, 48];
  const width = Math.max(280, container.clientWidth);
  const perLine = Math.floor((width - left - right) / step);
  const marks: SVGElement[] = [];
  let top = 4;
  for (const [period, members] of groups) {
    const lines = Math.ceil(members.length / perLine);
    marks.push(
      draw('text', { x: left - 10, y: top + 11, class: 'period' }, period),
      ...members.map((position, index) =>
        draw(
          'a',
          { href: recordAddress(position), 'aria-label': describe(position) },
          draw(
            'circle',
            {
              cx: left + (index % perLine) * step + 6,
              cy: top + Math.floor(index / perLine) * step + 7,
              r: 5,
              class: `mark type-${type[position]}`,
            },
            draw('title', {}, describe(position)),
          ),
        ),
      ),
      draw('text', { x: width - 4, y: top + 11, class: 'amount' }, String(members.length)),
    );
    top += lines * step + 8;
    marks.push(draw('line', { x1: 0, x2: width, y1: top - 3, y2: top - 3, class: 'rule' }));
  }
  const undated = positions.length - dated.length;
  const caption = [`${countRecords(dated.length)} with a date, one mark each, by ${length === 4 ? 'year' : 'month'}.`];
  if (undated > 0) caption.push(`${countRecords(undated)} without a date not drawn.`);
  container.replaceChildren(
    create('p', { class: 'caption' }, caption.join(' ')),
    legend(dated),
    draw(
      'svg',
      {
        class: 'timeline',
        viewBox: `0 0 ${width} ${top}`,
        width,
        height: top,
        role: 'group',
        'aria-label': 'Timeline',
      },
      ...marks,
    ),
  );
};

/** The colours of the types that occur. */
const legend = (positions: readonly number[]): HTMLElement => {
  const { type, typeNames, types } = window.MINERALS;
  const present = [...new Set(positions.map((position) => type[position] ?? 0))].toSorted((a, b) => a - b);
  return create(
    'ul',
    { class: 'legend' },
    ...present.map((number) =>
      create('li', {}, create('span', { class: `dot type-${number}` }), types[typeNames[number] ?? ''] ?? ''),
    ),
  );
};

/** Link to a selection on this page. */
const linkTo = (set: ViewContext['set'], name: string, value: string, label: string, part: SVGElement): SVGElement => {
  const link = draw('a', { href: `#${new URLSearchParams({ [name]: value })}`, 'aria-label': label }, part);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    set(name, value);
  });
  return link;
};

export const showNetwork: View = async ({ positions, set, container, isCurrent }) => {
  await loadScript('network.js');
  const network = window.MINERALS_NETWORK;
  if (!network || !isCurrent()) return;
  const selected = new Set(positions);
  const edges = network.edges.flatMap(([from, to, records]) => {
    const count = records.filter((record) => selected.has(record)).length;
    return count > 0 ? [{ from, to, count }] : [];
  });
  const degree = new Map<number, number>();
  for (const { from, to } of edges) for (const node of [from, to]) degree.set(node, (degree.get(node) ?? 0) + 1);
  const nameOf = (node: number): string => network.nodes[node]?.[1] ?? '';
  const at = (node: number): readonly [number, number] => {
    const [, , x = 0, y = 0] = network.nodes[node] ?? [];
    return [x, y];
  };
  const lines = edges.map(({ from, to, count }) => {
    const [[x1, y1], [x2, y2]] = [at(from), at(to)];
    const label = `${nameOf(from)} – ${nameOf(to)}: ${countRecords(count)}`;
    return draw(
      'line',
      { x1, y1, x2, y2, class: 'edge', 'stroke-width': Math.min(7, 0.5 + Math.sqrt(count) * 0.8) },
      draw('title', {}, label),
    );
  });
  const circles = [...degree].map(([node, ties]) => {
    const [cx, cy] = at(node);
    const [ref = ''] = network.nodes[node] ?? [];
    const [name = '', value = ''] = ref.split('/');
    const label = `${nameOf(node)}: ties to ${ties}`;
    const circle = draw(
      'circle',
      { cx, cy, r: 3 + Math.sqrt(ties) * 0.9, class: `node type-${window.MINERALS.typeNames.indexOf(name)}` },
      draw('title', {}, label),
    );
    return linkTo(set, name, value, label, circle);
  });
  const byTies = [...degree].toSorted((a, b) => b[1] - a[1]).map(([node]) => node);
  const labelSize = container.clientWidth < 600 ? 22 : 11;
  const names = placeLabels(
    byTies.map((node) => [nameOf(node), ...at(node)]),
    labelSize,
    network.width,
  );
  const caption = `${degree.size} countries and bodies with ${edges.length} ties. A line joins two that are parties to the same record of the selection; the thicker, the more records. Choose a circle to see its records.`;
  const drawing = draw(
    'svg',
    { class: 'network', viewBox: `0 0 ${network.width} ${network.height}`, role: 'group', 'aria-label': 'Network' },
    ...lines,
    ...circles,
    ...names,
  );
  const ranked = edges.toSorted((a, b) => b.count - a.count).slice(0, 20);
  const list = create(
    'details',
    { open: '' },
    create('summary', {}, 'The closest ties'),
    create(
      'ol',
      { class: 'ties' },
      ...ranked.map(({ from, to, count }) =>
        create('li', {}, `${nameOf(from)} – ${nameOf(to)}: ${countRecords(count)}`),
      ),
    ),
  );
  container.replaceChildren(create('p', { class: 'caption' }, caption), drawing, list);
};

/** Labels beside their places, the first ones first; those that would cover another one are left out. */
const placeLabels = (
  labels: readonly (readonly [text: string, x: number, y: number])[],
  size: number,
  width: number,
): SVGElement[] => {
  const placed: { readonly left: number; readonly right: number; readonly y: number }[] = [];
  return labels.flatMap(([text, x, y]) => {
    const length = text.length * size * 0.6;
    // A label that would leave the drawing goes to the other side.
    const left = x + 6 + length > width ? x - 6 - length : x + 6;
    const right = left + length;
    const isCovered = placed.some(
      (other) => Math.abs(other.y - y) < size * 1.1 && left < other.right && right > other.left,
    );
    if (isCovered) return [];
    placed.push({ left, right, y });
    return [draw('text', { x: left, y: y - 5, class: 'label', 'font-size': size }, text)];
  });
};

/** Number of colours for amounts. */
const SHADES = 6;
const ZOOMS = [1, 2, 4, 8];

export const showMap: View = async ({ positions, state, set, container, isCurrent }) => {
  await Promise.all([loadScript('filters.js'), loadScript('places.js'), loadScript('map-coarse.js')]);
  const places = window.MINERALS_PLACES;
  const coarse = window.MINERALS_SHAPES;
  if (!places || !coarse || !isCurrent()) return;
  const selected = new Set(positions);
  const filter = siteFilters().find(({ name }) => name === places.filter);
  const areas = new Map(places.areas.map(([value, ...place]) => [value, place]));
  const counted = (filter?.values ?? []).map(({ value, label }) => {
    const records = recordsWith(places.filter, value) ?? new Set<number>();
    let amount = 0;
    for (const record of records) if (selected.has(record)) amount += 1;
    return { value, label, amount, place: areas.get(value) };
  });
  const highest = Math.max(1, ...counted.map(({ amount }) => amount));
  const shade = (amount: number): number =>
    amount === 0 ? 0 : 1 + Math.round((Math.log(amount) / Math.log(highest + 1)) * (SHADES - 1));
  const byCode = new Map(counted.flatMap((area) => (area.place ? [[area.place[0], area] as const] : [])));
  const drawShape = ([code, path]: readonly [string, string]): SVGElement => {
    const area = byCode.get(code);
    if (!area || area.amount === 0) {
      const text = area ? `${area.label}: none in this selection` : 'no record';
      return draw('path', { d: path, class: 'area shade-0' }, draw('title', {}, text));
    }
    const label = `${area.label}: ${countRecords(area.amount)}`;
    const shape = draw('path', { d: path, class: `area shade-${shade(area.amount)}` }, draw('title', {}, label));
    return linkTo(set, places.filter, area.value, label, shape);
  };
  const shapes = draw('g', { class: 'areas' }, ...coarse.shapes.map(drawShape));
  const circles = counted.flatMap(({ value, label, amount, place }) => {
    if (!place || place[3] === 0 || amount === 0) return [];
    const text = `${label}: ${countRecords(amount)}`;
    const circle = draw(
      'circle',
      { cx: place[1], cy: place[2], r: 4, class: `area small shade-${shade(amount)}` },
      draw('title', {}, text),
    );
    return [linkTo(set, places.filter, value, text, circle)];
  });
  const points = places.points.flatMap(([record, cx, cy]) => {
    if (!selected.has(record)) return [];
    const point = draw('circle', { cx, cy, r: 3, class: 'point' }, draw('title', {}, describe(record)));
    return [draw('a', { href: recordAddress(record), 'aria-label': describe(record) }, point)];
  });
  const drawing = draw(
    'svg',
    { class: 'map', viewBox: `0 0 ${coarse.width} ${coarse.height}`, role: 'group', 'aria-label': 'Map' },
    shapes,
    ...circles,
    ...points,
  );
  const offMap = counted.filter(({ place, amount }) => !place && amount > 0);
  const notes = [
    `Colour: number of records that involve a country, up to ${highest}. ${points.length} places with coordinates as points; small states as circles. Choose a country to see its records.`,
  ];
  if (offMap.length > 0)
    notes.push(`Not on the map: ${offMap.map(({ label, amount }) => `${label} (${amount})`).join(', ')}.`);
  notes.push(
    'Borders: Natural Earth 4.1 of 2018 (world-atlas 2), a de facto view; they are not a statement of this dataset. Areas without a code of ISO 3166 are never coloured.',
  );
  const controls = zoomControls(drawing, coarse, () =>
    loadScript('map-fine.js').then(() => {
      const fine = window.MINERALS_SHAPES;
      if (fine && isCurrent()) shapes.replaceChildren(...fine.shapes.map(drawShape));
    }),
  );
  container.replaceChildren(controls, drawing, ...notes.map((note) => create('p', { class: 'caption' }, note)));
  const chosen = areas.get(state.get(places.filter) ?? '');
  if (chosen) drawing.append(draw('circle', { cx: chosen[1], cy: chosen[2], r: 14, class: 'chosen' }));
};

/** Buttons that zoom and move a drawing; the fine shapes come with the first zoom. */
const zoomControls = (
  drawing: SVGSVGElement,
  { width, height }: { readonly width: number; readonly height: number },
  loadFine: () => Promise<void>,
): HTMLElement => {
  let [level, x, y] = [0, width / 2, height / 2];
  const update = (): void => {
    const zoom = ZOOMS[level] ?? 1;
    const [viewWidth, viewHeight] = [width / zoom, height / zoom];
    x = Math.min(Math.max(x, viewWidth / 2), width - viewWidth / 2);
    y = Math.min(Math.max(y, viewHeight / 2), height - viewHeight / 2);
    drawing.setAttribute('viewBox', `${x - viewWidth / 2} ${y - viewHeight / 2} ${viewWidth} ${viewHeight}`);
    drawing.setAttribute('data-zoom', String(zoom));
  };
  const zoomTo = (next: number): void => {
    level = Math.min(Math.max(next, 0), ZOOMS.length - 1);
    update();
    if (level > 0) loadFine().catch(() => undefined);
  };
  const move = (right: number, down: number): void => {
    const zoom = ZOOMS[level] ?? 1;
    x += (right * width) / zoom / 4;
    y += (down * height) / zoom / 4;
    update();
  };
  const button = (sign: string, label: string, action: () => void): HTMLElement => {
    const element = create('button', { type: 'button', 'aria-label': label, title: label }, sign);
    element.addEventListener('click', action);
    return element;
  };
  drawing.addEventListener('dblclick', (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM()?.inverse());
    [x, y] = [point.x, point.y];
    zoomTo(level + 1);
  });
  return create(
    'div',
    { class: 'zoom', role: 'group', 'aria-label': 'Move the map' },
    button('+', 'Closer', () => zoomTo(level + 1)),
    button('−', 'Farther', () => zoomTo(level - 1)),
    button('←', 'West', () => move(-1, 0)),
    button('→', 'East', () => move(1, 0)),
    button('↑', 'North', () => move(0, -1)),
    button('↓', 'South', () => move(0, 1)),
  );
};
