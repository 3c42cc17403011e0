import type { CitedDate, Citation } from '../../core/model/citation.ts';
import { sanitize } from '../../core/model/text.ts';
import { formatDay } from '../day.ts';
import type { CitationFormatter } from './citation-formatter.ts';

/** One sentence per citation, as in a footnote. */
export const formatPlainCitation: CitationFormatter = ({ answer: { output } }) =>
  output.map((citation) => `${formatSentence(citation)}\n`).join('');

const formatSentence = (citation: Citation): string => {
  const { author, title, number, translator, publisher, version, accessed, note, URL: url } = citation;
  const authors = author?.map(({ literal }) => `${literal}: `).join('') ?? '';
  const accessDay = accessed && formatCitedDate(accessed);
  const hasNumber = number !== undefined;
  const parts = [
    `${authors}“${title}”${hasNumber ? ` (${number})` : ''}`,
    translator && `translated by ${translator.map(({ literal }) => literal).join(' and ')}`,
    publisher,
    citation['container-title'],
    version && `version ${version}`,
    formatIssueDate(citation),
    note,
    hasNumber && accessDay && `as of ${accessDay}`,
    url,
  ].filter(Boolean);
  const accessNote = !hasNumber && accessDay ? ` (accessed ${accessDay})` : '';
  return sanitize(`${parts.join(', ')}${accessNote}.`.replaceAll(/\s+/g, ' '));
};

/** Day of publication. A work that a newspaper or website published without one is undated; a record of the dataset is not. */
const formatIssueDate = ({ issued, number }: Citation): string | undefined => {
  if (issued) return formatCitedDate(issued);
  if (number === undefined) return 'undated';
  return undefined;
};

const formatCitedDate = ({ 'date-parts': [parts] }: CitedDate): string => formatDay(parts);
