import type { CitedDate, Citation } from '../../model/citation.ts';
import { sanitize } from '../../model/text.ts';
import type { Formatter } from '../formatter.ts';

/** Entries for BibTeX and biblatex, in UTF-8. */
export const formatBibtex: Formatter = ({ data }) => (data as unknown as readonly Citation[]).map(entry).join('\n');

const entry = (cited: Citation): string => {
  const { id, type, title, author, translator, publisher, version, number, issued, accessed, URL: url } = cited;
  const names = (all: Citation['author']): string | undefined =>
    all?.map(({ literal }) => `{${escape(literal)}}`).join(' and ');
  const fields = {
    author: names(author),
    title: `{${escape(title)}}`,
    booktitle: cited['container-title'] && escape(cited['container-title']),
    translator: names(translator),
    publisher: publisher && escape(publisher),
    version: version && escape(version),
    number: number && escape(number),
    date: issued && dateOf(issued),
    // BibTeX knows no dates, only biblatex does.
    ...Object.fromEntries(
      ['year', 'month', 'day'].map((part, index) => [part, issued?.['date-parts'][0][index]?.toString()]),
    ),
    url: url && address(url),
    urldate: accessed && dateOf(accessed),
    langid: cited.language,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) => (value ? [`  ${name} = {${value}},`] : []));
  return `@${TYPES[type] ?? 'misc'}{${id.replaceAll(/[^\w-]/g, '-')},\n${lines.join('\n')}\n}\n`;
};

const TYPES: Readonly<Record<string, string>> = { webpage: 'online', dataset: 'dataset', report: 'report' };

/** Whatever TeX would obey, as the command that prints it: a brace would count as one even behind a backslash. */
const COMMANDS: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '{': String.raw`\textbraceleft{}`,
  '}': String.raw`\textbraceright{}`,
  '~': String.raw`\textasciitilde{}`,
  '^': String.raw`\textasciicircum{}`,
};

/** Characters that TeX prints as one with the next: two apostrophes as a quotation mark, two hyphens as a dash. */
const LIGATURES = /(['`,<>-])(?=\1)|([?!])(?=`)/g;

const escape = (text: string): string =>
  sanitize(text.replaceAll(/\s+/g, ' ').trim())
    .replaceAll(/[\\{}~^$&%#_]/g, (character) => COMMANDS[character] ?? `\\${character}`)
    .replaceAll(LIGATURES, '$&{}');

/** An address is taken as it stands, so nothing in it may end the field. */
const address = (url: string): string => sanitize(url).replaceAll(/[\s{}\\"<>]/g, encodeURIComponent);

const dateOf = ({ 'date-parts': [parts] }: CitedDate): string =>
  parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
