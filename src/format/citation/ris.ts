import type { CitedDate, Citation } from '../../model/citation.ts';
import { sanitize } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';

/** References for Zotero, EndNote and the like (RIS). */
export const formatRis: Formatter = ({ data }) => (data as unknown as readonly Citation[]).map(reference).join('\n');

const reference = (cited: Citation): string => {
  const { id, type, title, author = [], translator = [], publisher, version, number, issued, accessed } = cited;
  const lines: readonly (readonly [tag: string, value: string | undefined])[] = [
    ['TY', TYPES[type] ?? 'ELEC'],
    ['ID', id],
    ['TI', title],
    ...author.map(({ literal }) => ['AU', literal] as const),
    ...translator.map(({ literal }) => ['A4', literal] as const),
    ['T2', cited['container-title']],
    ['PB', publisher],
    ['ET', version],
    ['M1', number],
    ['PY', issued && String(issued['date-parts'][0][0])],
    ['DA', issued && dateOf(issued)],
    ['Y2', accessed && dateOf(accessed)],
    ['UR', cited.URL],
    ['LA', cited.language],
  ];
  const told = lines.flatMap(([tag, value]) => (value ? [`${tag}  - ${oneLine(value)}\n`] : []));
  return `${told.join('')}ER  - \n`;
};

const TYPES: Readonly<Record<string, string>> = {
  'article-newspaper': 'NEWS',
  dataset: 'DATA',
  legislation: 'STAT',
  report: 'RPRT',
};

/** RIS has no escapes; a value that goes on in a new line would begin another field. */
const oneLine = (text: string): string => sanitize(text.replaceAll(/\s+/g, ' ').trim());

/** 2026/02/24/, the slashes standing even where month or day is not known. */
const dateOf = ({ 'date-parts': [[year, month, day]] }: CitedDate): string =>
  `${[year, month, day].map((part) => (part === undefined ? '' : String(part).padStart(2, '0'))).join('/')}/`;
