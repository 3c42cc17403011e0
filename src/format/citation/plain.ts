import type { CitedDate, Citation } from '../../model/citation.ts';
import { sanitize } from '../../model/text.ts';
import { formatDay } from '../day.ts';
import type { Formatter } from '../formatter.ts';

/** A sentence for each, as it might stand in a footnote. */
export const formatPlainCitation: Formatter = ({ data }) =>
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

const dayOf = ({ 'date-parts': [parts] }: CitedDate): string => formatDay(parts);

const oneLine = (text: string): string => sanitize(text.replaceAll(/\s+/g, ' '));
