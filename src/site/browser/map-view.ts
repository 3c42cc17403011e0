import { loadScript, type Shapes } from './data.ts';
import { addElement, countRecords, draw, drawLink } from './draw.ts';
import { recordAddress, type ViewContext } from './view.ts';

/** Number of shades of a country. */
const SHADES = 5;

/** Steps of looking closer, and the one from which the finer borders are drawn. */
const MAX_ZOOM = 5;
const FINE_ZOOM = 2;

/** A map: countries shaded by the number of records that concern them, and the places of records that have coordinates. */
export const showMap = async (container: Element, context: ViewContext): Promise<void> => {
  const { selection, site, addressWith } = context;
  await loadScript('world.js');
  const { world } = site;
  if (!world) return;
  const counts = new Map<string, number>();
  for (const { places } of selection) for (const code of places) counts.set(code, (counts.get(code) ?? 0) + 1);
  const most = Math.max(1, ...counts.values());
  const shadeOf = (count: number): number => Math.ceil((SHADES * Math.log(count + 1)) / Math.log(most + 1));
  const labelOf = (code: string, count: number): string => `${site.places[code] ?? code}: ${countRecords(count)}`;
  const markPlace = (code: string, mark: SVGElement): SVGElement => {
    const count = counts.get(code) ?? 0;
    if (code === '' || count === 0) return mark;
    mark.setAttribute('class', `shade-${shadeOf(count)}`);
    mark.dataset['place'] = code;
    return drawLink(addressWith(site.placeFilter, code), labelOf(code, count), mark);
  };
  const drawShapes = (shapes: Shapes): SVGElement[] =>
    shapes.map(([code, path]) => markPlace(code, draw('path', { d: path })));
  const borders = draw('g', { class: 'borders' }, ...drawShapes(world.shapes));
  const circles = world.circles
    .filter(([code]) => counts.has(code))
    .map(([code, x, y]) => markPlace(code, draw('circle', { cx: x, cy: y, r: 3 })));
  const points = selection.flatMap(({ type, record }) => {
    const [, name, , , x, y] = record;
    if (x === undefined || y === undefined) return [];
    const mark = draw('circle', { cx: x, cy: y, r: 2.5, class: 'point' });
    return [drawLink(recordAddress(type, record), name, mark)];
  });
  const map = draw(
    'svg',
    { class: 'map', viewBox: `0 0 ${world.width} ${world.height}`, role: 'group', 'aria-label': 'Map' },
    borders,
    draw('g', {}, ...circles),
    draw('g', {}, ...points),
  );
  addZoom(container, map, world, async () => {
    const fine = new Promise<Shapes>((resolve) => (site.addFineWorld = resolve));
    await loadScript('world-fine.js');
    borders.replaceChildren(...drawShapes(await fine));
  });
  container.append(map);
  const drawn = new Set([...world.shapes, ...world.circles].map(([code]) => code));
  const missing = [...counts].filter(([code]) => !drawn.has(code));
  const withoutPlace = selection.filter(({ places }) => places.length === 0).length;
  const remarks = [
    ...missing.map(([code, count]) => `${labelOf(code, count)}, not on the map`),
    ...(withoutPlace > 0 ? [`${countRecords(withoutPlace)} without a country`] : []),
    'Darker: more records. Borders by Natural Earth 4.1 (2018); borders that are disputed are drawn as it draws them',
  ];
  addElement(container, 'p', `${remarks.join('. ')}.`).className = 'remark';
};

/** Buttons that look closer at the middle of a map, which can be moved with the pointer. */
const addZoom = (
  container: Element,
  map: SVGElement,
  { width, height }: { readonly width: number; readonly height: number },
  drawFine: () => Promise<void>,
): void => {
  let [zoom, x, y, isFine] = [1, width / 2, height / 2, false];
  const update = (): void => {
    const [shownWidth, shownHeight] = [width / zoom, height / zoom];
    x = Math.min(Math.max(x, shownWidth / 2), width - shownWidth / 2);
    y = Math.min(Math.max(y, shownHeight / 2), height - shownHeight / 2);
    map.setAttribute('viewBox', `${x - shownWidth / 2} ${y - shownHeight / 2} ${shownWidth} ${shownHeight}`);
    map.style.setProperty('--zoom', String(zoom));
    if (zoom < FINE_ZOOM || isFine) return;
    isFine = true;
    void drawFine();
  };
  const buttons = addElement(container, 'p');
  for (const [label, factor] of [
    ['Closer', 1.6],
    ['Farther', 1 / 1.6],
  ] as const) {
    const button = addElement(buttons, 'button', label);
    button.type = 'button';
    button.addEventListener('click', () => {
      zoom = Math.min(MAX_ZOOM, Math.max(1, zoom * factor));
      update();
    });
  }
  map.addEventListener('pointermove', ({ buttons: pressed, movementX, movementY }) => {
    if (pressed !== 1 || zoom === 1) return;
    const scale = width / zoom / map.getBoundingClientRect().width;
    x -= movementX * scale;
    y -= movementY * scale;
    update();
  });
};
