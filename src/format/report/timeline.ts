import type { BriefingEvent } from '../../core/model/briefing.ts';
import { groupBy } from '../../core/model/group-by.ts';
import { escapeMarkup } from '../../core/model/markup.ts';

const WIDTH = 680;
const MARGIN = 14;
const DOT_RADIUS = 4;
/** Distance between the centres of neighbouring dots. */
const DOT_PITCH = 2 * DOT_RADIUS + 1;
const LEGEND_HEIGHT = 26;
const COLOURS = ['#1b4f72', '#c0792a', '#4d7c4a', '#8e3b46', '#6b5b95', '#5f6a6a', '#2a9d8f', '#a3762d'];
/** Maximum number of years: earlier events are omitted. */
const MAX_YEARS = 14;

/** Draws events as dots above an axis of years, one colour per type of record; SVG. */
export const drawTimeline = (events: readonly BriefingEvent[]): string => {
  const newestYear = Math.max(...events.map(yearOfEvent));
  const drawnEvents = events.filter((event) => yearOfEvent(event) > newestYear - MAX_YEARS);
  const firstYear = Math.min(...drawnEvents.map(yearOfEvent));
  const yearCount = newestYear - firstYear + 1;
  const typeNames = [...new Set(drawnEvents.map((event) => event.of))].sort();
  const yearWidth = (WIDTH - 2 * MARGIN) / yearCount;
  const dotColumns = Math.max(1, Math.floor((yearWidth - 4) / DOT_PITCH));
  const eventsByYear = groupBy(drawnEvents, (event) => [yearOfEvent(event)]);
  const stackHeights = [...eventsByYear.values()].map((stack) => Math.ceil(stack.length / dotColumns));
  const axisY = LEGEND_HEIGHT + Math.max(...stackHeights) * DOT_PITCH;
  const dots = [...eventsByYear].flatMap(([year, stack]) => {
    const stackX = MARGIN + (year - firstYear) * yearWidth + 4 + DOT_RADIUS;
    const sortedStack = stack.toSorted((a, b) => typeNames.indexOf(a.of) - typeNames.indexOf(b.of));
    return sortedStack.map((event, index) => {
      const x = stackX + (index % dotColumns) * DOT_PITCH;
      const y = axisY - 4 - DOT_RADIUS - Math.floor(index / dotColumns) * DOT_PITCH;
      const tooltip = escapeMarkup(`${event.date} ${event.what}: ${event.name}`);
      return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${DOT_RADIUS}" fill="${colourOfType(typeNames, event.of)}"><title>${tooltip}</title></circle>`;
    });
  });
  const axis = Array.from({ length: yearCount }, (_, index) => {
    const x = MARGIN + index * yearWidth;
    return `<line x1="${x.toFixed(1)}" y1="${axisY}" x2="${x.toFixed(1)}" y2="${axisY + 5}" stroke="#999"/><text x="${(x + 4).toFixed(1)}" y="${axisY + 15}">${firstYear + index}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${axisY + 20}" role="img" aria-label="Timeline">${drawLegend(typeNames)}<line x1="${MARGIN}" y1="${axisY}" x2="${WIDTH - MARGIN}" y2="${axisY}" stroke="#999"/>${axis.join('')}${dots.join('')}</svg>`;
};

const yearOfEvent = ({ date }: BriefingEvent): number => Number(date.slice(0, 4));

const drawLegend = (typeNames: readonly string[]): string => {
  let entryX = MARGIN;
  const entries = typeNames.map((typeName) => {
    const entry = `<circle cx="${entryX + DOT_RADIUS}" cy="8" r="${DOT_RADIUS}" fill="${colourOfType(typeNames, typeName)}"/><text x="${entryX + 13}" y="12">${escapeMarkup(typeName)}</text>`;
    entryX += 30 + typeName.length * 7;
    return entry;
  });
  return entries.join('');
};

/** The colour of a type is the same in all briefings, unless two of their types would share one. */
const colourOfType = (typeNames: readonly string[], typeName: string): string => {
  const taken = new Set<number>();
  for (const name of typeNames) {
    let index = hashText(name) % COLOURS.length;
    while (taken.has(index) && taken.size < COLOURS.length) index = (index + 1) % COLOURS.length;
    taken.add(index);
    if (name === typeName) return COLOURS[index] ?? DEFAULT_COLOUR;
  }
  return DEFAULT_COLOUR;
};

const DEFAULT_COLOUR = '#333';

const hashText = (text: string): number =>
  Array.from(text).reduce((hash, character) => (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521, 7);
