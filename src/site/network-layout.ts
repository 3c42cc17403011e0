import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';

/** Size of the drawing of the network in pixels. */
export const NETWORK_SIZE = { width: 960, height: 640 } as const;

/** Distance of the outermost nodes from the edge. */
const MARGIN = 24;

/** Steps after which the nodes hardly move any more. */
const STEPS = 300;

interface LayoutNode {
  readonly id: string;
  x?: number;
  y?: number;
}

/**
 * Places the nodes of a network so that connected ones are near each other: x and y by id. Links are pairs of ids with their
 * number. The same input gives the same layout.
 */
export const layOutNetwork = (
  ids: readonly string[],
  links: readonly (readonly [source: string, target: string, count: number])[],
): ReadonlyMap<string, readonly [x: number, y: number]> => {
  const { width, height } = NETWORK_SIZE;
  const nodes: LayoutNode[] = ids.map((id) => ({ id }));
  const forceLinks = links.map(([source, target, count]) => ({ source, target, count }));
  const simulation = forceSimulation(nodes)
    .force('charge', forceManyBody().strength(-140))
    .force(
      'link',
      forceLink<LayoutNode, (typeof forceLinks)[number]>(forceLinks)
        .id(({ id }) => id)
        .strength(({ count }) => Math.min(0.4, 0.03 * count)),
    )
    .force('collide', forceCollide(16))
    .force('x', forceX().strength(0.06))
    .force('y', forceY().strength(0.09))
    .force('center', forceCenter(width / 2, height / 2))
    .stop()
    .tick(STEPS);
  const placed = simulation.nodes();
  const fit = (values: readonly number[], size: number): ((value: number) => number) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const scale = (size - 2 * MARGIN) / Math.max(1, most - least);
    return (value) => Math.round(MARGIN + (value - least) * scale);
  };
  const fitX = fit(
    placed.map(({ x = 0 }) => x),
    width,
  );
  const fitY = fit(
    placed.map(({ y = 0 }) => y),
    height,
  );
  return new Map(placed.map(({ id, x = 0, y = 0 }) => [id, [fitX(x), fitY(y)]]));
};
