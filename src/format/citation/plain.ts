import type { CitedDate, Citation } from '../../model/citation.ts';
import { harmless } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';

/** A sentence for each, as it might stand in a footnote. */
export const plain: Formatter = ({ data }) =>
  (data as unknown as readonly Citation[]).map((each) => `${oneLine(sentence(each))}\n`).join('');

const sentence = (cited: Citation): string => {
  const { author, title, number, translator, publisher, version, issued, accessed, URL: url } = cited;
  const by = author?.map(({ literal }) => `${literal}: `).join('') ?? '';
  const day = accessed && dayOf(accessed);
  const parts = [
    `${by}“${title}”${number === undefined ? '' : ` (${number})`}`,
    translator && `translated by ${translator.map(({ literal }) => literal).join(' and ')}`,
    publisher,
    cited['container-title'],
    version && `version ${version}`,
    issued && dayOf(issued),
    number !== undefined && day && `as of ${day}`,
    url,
  ];
  const seen = number === undefined && day ? ` (accessed ${day})` : '';
  return `${parts.filter(Boolean).join(', ')}${seen}.`;
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** 24 February 2026, or as much of it as is known. */
const dayOf = ({ 'date-parts': [[year, month, day]] }: CitedDate): string =>
  [day, month === undefined ? undefined : MONTHS[month - 1], year].filter((part) => part !== undefined).join(' ');

const oneLine = (text: string): string => harmless(text.replaceAll(/\s+/g, ' '));
