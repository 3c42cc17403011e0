import type { CitedDate, Citation } from '../../core/model/citation.ts';
import { ownValue } from '../../core/model/own.ts';
import { sanitize } from '../../core/model/text.ts';
import type { CitationFormatter } from './citation-formatter.ts';

/** References for Zotero, EndNote and other reference managers (RIS). */
export const formatRis: CitationFormatter = ({ answer: { output } }) => output.map(formatReference).join('\n');

const formatReference = (citation: Citation): string => {
  const { id, type, title, author = [], translator = [], publisher, version, number, issued, accessed } = citation;
  const fields: readonly (readonly [tag: string, value: string | undefined])[] = [
    ['TY', ownValue(TYPES, type) ?? 'ELEC'],
    ['ID', id],
    ['TI', title],
    ...author.map(({ literal }) => ['AU', literal] as const),
    ...translator.map(({ literal }) => ['A4', literal] as const),
    ['T2', citation['container-title']],
    ['PB', publisher],
    ['ET', version],
    ['M1', number],
    ['PY', issued && String(issued['date-parts'][0][0])],
    ['DA', issued && formatRisDate(issued)],
    ['Y2', accessed && formatRisDate(accessed)],
    ['UR', citation.URL],
    ['LA', citation.language],
    ['N1', citation.note],
  ];
  const lines = fields.map(([tag, value]) => formatField(tag, value));
  return `${lines.join('')}ER  - \n`;
};

const formatField = (tag: string, value: string | undefined): string => {
  if (!value) return '';
  return `${tag}  - ${singleLine(value)}\n`;
};

const TYPES: Readonly<Record<string, string>> = {
  'article-newspaper': 'NEWS',
  dataset: 'DATA',
  legislation: 'STAT',
  report: 'RPRT',
};

/** Removes line breaks: RIS has no escapes, and a new line would begin another field. */
const singleLine = (text: string): string => sanitize(text.replaceAll(/\s+/g, ' ').trim());

/** YYYY/MM/DD/: the slashes remain even if month or day is unknown. */
const formatRisDate = ({ 'date-parts': [[year, month, day]] }: CitedDate): string =>
  `${[year, month, day].map((part) => part?.toString().padStart(2, '0') ?? '').join('/')}/`;
