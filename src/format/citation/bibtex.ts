import type { CitedDate, Citation } from '../../core/model/citation.ts';
import { definedOnly } from '../../core/model/defined-only.ts';
import { ownValue } from '../../core/model/own.ts';
import { sanitize } from '../../core/model/text.ts';
import type { CitationFormatter } from './citation-formatter.ts';

/** Entries for BibTeX and biblatex, in UTF-8. */
export const formatBibtex: CitationFormatter = ({ answer: { output } }) => output.map(formatEntry).join('\n');

/** Type of an entry, and the fields in which its type has the publisher and the title of the work that contains it. */
interface EntryType {
  readonly name: string;
  readonly publisherField: string;
  readonly containerFields: readonly string[];
}

/** biblatex reads `journaltitle`, BibTeX reads `journal`. */
const ARTICLE: EntryType = { name: 'article', publisherField: 'note', containerFields: ['journaltitle', 'journal'] };
const MISCELLANEOUS: EntryType = { name: 'misc', publisherField: 'organization', containerFields: ['howpublished'] };

const ENTRY_TYPES: Readonly<Record<string, EntryType>> = {
  'article-newspaper': ARTICLE,
  'article-magazine': ARTICLE,
  'article-journal': ARTICLE,
  webpage: { name: 'online', publisherField: 'organization', containerFields: ['titleaddon'] },
  dataset: { name: 'dataset', publisherField: 'publisher', containerFields: ['series'] },
  report: { name: 'report', publisherField: 'institution', containerFields: ['series'] },
};

const formatEntry = (citation: Citation): string => {
  const { id, type, title, author, translator, publisher, version, number, issued, accessed, URL: url } = citation;
  const entryType = ownValue(ENTRY_TYPES, type) ?? MISCELLANEOUS;
  const fields = {
    author: author && joinNames(author),
    title: `{${escapeTex(title)}}`,
    ...containerFields(entryType, citation),
    entrysubtype: type === 'article-newspaper' ? 'newspaper' : undefined,
    translator: translator && joinNames(translator),
    [entryType.publisherField]: publisher && escapeTex(publisher),
    version: version && escapeTex(version),
    number: number && escapeTex(number),
    // biblatex reads the whole date, BibTeX its parts. An entry without a date is printed as undated by both.
    ...(issued && { date: formatIsoDate(issued), ...datePartFields(issued) }),
    url: url && escapeUrl(url),
    urldate: accessed && formatIsoDate(accessed),
    langid: citation.language && escapeTex(citation.language),
    ...definedOnly({ note: citation.note && escapeTex(citation.note) }),
  };
  const lines = Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name} = {${String(value)}},`);
  return `@${entryType.name}{${id.replaceAll(/[^\w-]/g, '-')},\n${lines.join('\n')}\n}\n`;
};

const containerFields = ({ containerFields: names }: EntryType, citation: Citation): Record<string, string> => {
  const container = citation['container-title'];
  if (container === undefined) return {};
  return Object.fromEntries(names.map((name) => [name, escapeTex(container)]));
};

/** Names stay in one piece: without the braces, the last word would count as the family name. */
const joinNames = (names: NonNullable<Citation['author']>): string =>
  names.map(({ literal }) => `{${escapeTex(literal)}}`).join(' and ');

const datePartFields = ({ 'date-parts': [parts] }: CitedDate): Record<string, string> =>
  Object.fromEntries(
    ['year', 'month', 'day'].slice(0, parts.length).map((name, index) => [name, String(parts[index])]),
  );

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
