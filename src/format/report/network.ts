import type { BriefingPartner } from '../../core/model/briefing.ts';
import { escapeMarkup } from '../../core/model/markup.ts';

const WIDTH = 680;
const MIN_HEIGHT = 90;
const ROW_HEIGHT = 22;
/** Distance of the partners' dots from the centre; the middle rows are moved outwards by up to `MAX_BOW`. */
const DOT_DISTANCE = 118;
const MAX_BOW = 46;
/** Maximum number of partners: a larger drawing would be illegible. */
const MAX_PARTNERS = 24;
const MAX_LABEL_LENGTH = 26;
const MAX_TITLE_LENGTH = 22;

/** Draws a record between its partners as SVG; the width of a line shows the number of shared records. */
export const drawNetwork = (name: string, partners: readonly BriefingPartner[]): string => {
  const drawnPartners = partners.slice(0, MAX_PARTNERS);
  const [rightSide, leftSide] = arrangeSides(drawnPartners);
  const rowCount = Math.max(rightSide.length, leftSide.length);
  const height = Math.max(MIN_HEIGHT, rowCount * ROW_HEIGHT + 20);
  const maxRecords = Math.max(...drawnPartners.map(({ records }) => records));
  const centre = { x: WIDTH / 2, y: height / 2 };
  const drawPartner = (partner: BriefingPartner, offset: number, direction: 1 | -1): { line: string; node: string } => {
    const y = centre.y + offset * ROW_HEIGHT;
    const bow = Math.sqrt(Math.max(0, 1 - ((y - centre.y) / (height / 2)) ** 2)) * MAX_BOW;
    const x = centre.x + direction * (DOT_DISTANCE + bow);
    const lineWidth = (0.8 + (3.2 * partner.records) / maxRecords).toFixed(1);
    const label = escapeMarkup(partnerLabel(partner));
    const textPosition = `x="${(x + direction * 9).toFixed(1)}" y="${(y + 4).toFixed(1)}"`;
    const anchor = direction < 0 ? ' text-anchor="end"' : '';
    return {
      line: `<line x1="${centre.x}" y1="${centre.y}" x2="${x.toFixed(1)}" y2="${y.toFixed(1)}" stroke="#9fb4c7" stroke-width="${lineWidth}"/>`,
      node: `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="#1b4f72"/><text ${textPosition}${anchor}>${label}</text>`,
    };
  };
  const drawSide = (side: readonly BriefingPartner[], direction: 1 | -1) =>
    side.map((partner, index) => drawPartner(partner, index - (side.length - 1) / 2, direction));
  const drawings = [...drawSide(rightSide, 1), ...drawSide(leftSide, -1)];
  const title = truncateLabel(name, MAX_TITLE_LENGTH);
  const halfWidth = Math.max(34, title.length * 4.4);
  const titleBox = `<rect x="${centre.x - halfWidth}" y="${centre.y - 15}" width="${2 * halfWidth}" height="30" rx="15" fill="#1b4f72"/><text x="${centre.x}" y="${centre.y + 5}" text-anchor="middle" fill="#fff" font-weight="600">${escapeMarkup(title)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Partners">${drawings.map(({ line }) => line).join('')}${drawings.map(({ node }) => node).join('')}${titleBox}</svg>`;
};

/** Distributes partners to the right and left side, the most frequent ones in the middle rows, closest to the centre. */
const arrangeSides = (
  partners: readonly BriefingPartner[],
): readonly [right: readonly BriefingPartner[], left: readonly BriefingPartner[]] => {
  const rightSide: BriefingPartner[] = [];
  const leftSide: BriefingPartner[] = [];
  for (const [index, partner] of partners.entries()) {
    const side = index % 2 === 0 ? rightSide : leftSide;
    if (Math.floor(index / 2) % 2 === 0) side.push(partner);
    else side.unshift(partner);
  }
  return [rightSide, leftSide];
};

const partnerLabel = ({ name, records }: BriefingPartner): string => {
  const label = truncateLabel(name, MAX_LABEL_LENGTH);
  if (records < 2) return label;
  return `${label} (${records})`;
};

const truncateLabel = (label: string, maxLength: number): string => {
  if (label.length <= maxLength) return label;
  return `${label.slice(0, maxLength - 1)}…`;
};

/** Number of partners that the drawing omits. */
export const omittedCount = (partners: readonly BriefingPartner[]): number =>
  Math.max(0, partners.length - MAX_PARTNERS);
