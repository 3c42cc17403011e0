import type { CitedDate, Citation } from '../../core/model/citation.ts';
import { ownValue } from '../../core/model/own.ts';
import { sanitize } from '../../core/model/text.ts';
import type { CitationFormatter } from './citation-formatter.ts';

/** Entries for BibTeX and biblatex, in UTF-8. */
export const formatBibtex: CitationFormatter = ({ answer: { output } }) => output.map(formatEntry).join('\n');

const formatEntry = (citation: Citation): string => {
  const { id, type, title, author, translator, publisher, version, number, issued, accessed, URL: url } = citation;
  const joinNames = (names: Citation['author']): string | undefined =>
    names?.map(({ literal }) => `{${escapeTex(literal)}}`).join(' and ');
  // BibTeX reads the parts of a date, biblatex the whole date.
  const dateParts = ['year', 'month', 'day'].map((name, index) => [name, issued?.['date-parts'][0][index]?.toString()]);
  const fields = {
    author: joinNames(author),
    title: `{${escapeTex(title)}}`,
    booktitle: citation['container-title'] && escapeTex(citation['container-title']),
    translator: joinNames(translator),
    publisher: publisher && escapeTex(publisher),
    version: version && escapeTex(version),
    number: number && escapeTex(number),
    date: issued && formatIsoDate(issued),
    ...Object.fromEntries(dateParts),
    url: url && escapeUrl(url),
    urldate: accessed && formatIsoDate(accessed),
    langid: citation.language,
  };
  const lines = Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name} = {${String(value)}},`);
  return `@${ownValue(TYPES, type) ?? 'misc'}{${id.replaceAll(/[^\w-]/g, '-')},\n${lines.join('\n')}\n}\n`;
};

const TYPES: Readonly<Record<string, string>> = { webpage: 'online', dataset: 'dataset', report: 'report' };

/** Commands for special characters of TeX that a backslash does not escape: even an escaped brace would count as a brace. */
const TEX_COMMANDS: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '{': String.raw`\textbraceleft{}`,
  '}': String.raw`\textbraceright{}`,
  '~': String.raw`\textasciitilde{}`,
  '^': String.raw`\textasciicircum{}`,
};

/** Characters that TeX joins with the next one: two apostrophes to a quotation mark, two hyphens to a dash. */
const LIGATURES = /(['`,<>-])(?=\1)|([?!])(?=`)/g;

const escapeTex = (text: string): string =>
  sanitize(text.replaceAll(/\s+/g, ' ').trim())
    .replaceAll(/[\\{}~^$&%#_]/g, (character) => TEX_COMMANDS[character] ?? `\\${character}`)
    .replaceAll(LIGATURES, '$&{}');

/** Encodes the characters of a URL that could end the field; all others are read literally. */
const escapeUrl = (url: string): string => sanitize(url).replaceAll(/[\s{}\\"<>]/g, encodeURIComponent);

const formatIsoDate = ({ 'date-parts': [parts] }: CitedDate): string =>
  parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
