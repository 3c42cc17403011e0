import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';

interface Tie {
  readonly source: number;
  readonly target: number;
  readonly records: readonly number[];
}

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly places: readonly (readonly [x: number, y: number])[];
}

const STEPS = 250;
const WIDTH = 1000;
const HEIGHT = 760;
const MARGIN = 40;

/** Places nodes so that those with many ties in common are near each other. The same ties give the same places. */
export const layOut = (nodeCount: number, ties: readonly Tie[]): Layout => {
  const nodes: SimulationNodeDatum[] = Array.from({ length: nodeCount }, () => ({}));
  const links = ties.map(({ source, target, records }) => ({ source, target, weight: records.length }));
  const degrees = new Map<number, number>();
  for (const { source, target } of ties)
    for (const node of [source, target]) degrees.set(node, (degrees.get(node) ?? 0) + 1);
  forceSimulation(nodes)
    // The best-connected nodes push most, so that they are not heaped up in the middle.
    .force(
      'charge',
      forceManyBody().strength(({ index = 0 }) => -40 - 22 * (degrees.get(index) ?? 0)),
    )
    .force(
      'link',
      forceLink(links)
        .distance(70)
        .strength(({ weight }) => Math.min(0.3, 0.006 * weight)),
    )
    .force('x', forceX().strength(0.12))
    .force('y', forceY().strength(0.16))
    .force('collide', forceCollide(16))
    .stop()
    .tick(STEPS);
  const toScale = (values: readonly number[], size: number): number[] => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return values.map((value) =>
      Math.round(MARGIN + ((value - least) / Math.max(1, most - least)) * (size - 2 * MARGIN)),
    );
  };
  const across = toScale(
    nodes.map(({ x = 0 }) => x),
    WIDTH,
  );
  const down = toScale(
    nodes.map(({ y = 0 }) => y),
    HEIGHT,
  );
  return { width: WIDTH, height: HEIGHT, places: across.map((x, index) => [x, down[index] ?? 0]) };
};
