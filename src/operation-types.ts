// Generated from the operations and schemas/output by `npm run generate`.
import type { Filters, TypeName } from './types.ts';

/** Language of names. */
export type Language = 'en' | 'de' | 'es' | 'pt';

/** Part of the input of every operation. */
export interface CommonRequest {
  /** Language of names in the output. */
  lang?: Language;
}

/** Input of `query`. List records that match all filters. */
export interface QueryRequest extends CommonRequest, Filters {
  /** Words that must all occur in the record; "a phrase" in quotes. */
  text?: string | readonly string[];
  /** Only records of this type. */
  type?: TypeName | 'all' | readonly (TypeName | 'all')[];
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
  /** Sort by field; -field for descending (--sort=-signed). */
  sort?: string;
  /** Show at most n records. */
  limit?: number;
  /** Columns, comma-separated (speaker.name, all). */
  fields?: string | readonly string[];
  /** Print the count only. */
  count?: boolean;
}

/** Input of `show`. Show one record and all records that refer to it. */
export interface ShowRequest extends CommonRequest {
  /** Record reference, id, code, symbol, or name in any language. */
  ref: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
  /** Open the source in the browser, at the passage. */
  open?: boolean;
}

/** Input of `search`. Search names and texts of records; tolerates typos; best matches first. */
export interface SearchRequest extends CommonRequest, Filters {
  /** Words to search for, in any language. */
  words: string | readonly string[];
  /** Only records of this type. */
  type?: TypeName | 'all' | readonly (TypeName | 'all')[];
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
  /** Sort by field; -field for descending (--sort=-signed). */
  sort?: string;
  /** Show at most n records (default: 20). */
  limit?: number;
  /** Columns, comma-separated (speaker.name, all). */
  fields?: string | readonly string[];
  /** Print the count only. */
  count?: boolean;
}

/** Input of `list`. List all records of a type, or the types. */
export interface ListRequest extends CommonRequest, Filters {
  /** Record type, or kinds, topics, clauses, regions, sides, fields <type> (default: the types). */
  type?: string;
  /** With fields: the type whose fields are listed. */
  of?: string;
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
  /** Sort by field; -field for descending (--sort=-signed). */
  sort?: string;
  /** Show at most n records. */
  limit?: number;
  /** Columns, comma-separated (speaker.name, all). */
  fields?: string | readonly string[];
  /** Print the count only. */
  count?: boolean;
}

/** Input of `why`. Show the evidence for a record or a field: who says so, where, and who disagrees. */
export interface WhyRequest extends CommonRequest {
  /** Record reference, id, code or name. */
  ref: string;
  /** One of its fields: binding, positions.south-american-supply. */
  field?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
  /** Open the source in the browser, at the passage. */
  open?: boolean;
}

/** Input of `ask`. Answer a question: show the command that it stands for, and run it. */
export interface AskRequest extends CommonRequest {
  /** A question in English, German or Spanish. */
  question: string | readonly string[];
}

/** Input of `conflicts`. Show where sources disagree: both sides, their dates, and which one is later. */
export interface ConflictsRequest extends CommonRequest, Filters {
  /** Text that must occur in the record. */
  text?: string;
  /** Show only conflicts of this kind. */
  over?:
    | 'value'
    | 'date'
    | 'status'
    | 'form'
    | 'party'
    | 'scope'
    | readonly ('value' | 'date' | 'status' | 'form' | 'party' | 'scope')[];
  /** Only records of this type. */
  type?: TypeName | 'all' | readonly (TypeName | 'all')[];
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
  /** Print the count only. */
  count?: boolean;
}

/** Input of `coverage`. Show where the dataset is rich, sparse or out of date: by region, type and year. */
export interface CoverageRequest extends CommonRequest {
  /** Region whose countries to show (default: the whole dataset). */
  region?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
  /** Days after which a search is stale (default: 90). */
  staleAfter?: number;
}

/** Input of `timeline`. Show events around a record, year by year: signatures, ratifications, statements, regulations. */
export interface TimelineRequest extends CommonRequest, Filters {
  /** Country, mineral, agreement, event or other record, by reference, id or name. */
  ref: string;
  /** Only records of this type. */
  type?: TypeName | 'all' | readonly (TypeName | 'all')[];
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
}

/** Input of `news`. Show what is new for readers: agreements, statements, changes of status, conflicts opened and settled. */
export interface NewsRequest extends CommonRequest {
  /** From this day on (default: the last 30 days). */
  since?: string;
  /** Show at most n items. */
  limit?: number;
}

/** Input of `compare`. Compare records of one type: fields, referring records, and what their lists share or do not. */
export interface CompareRequest extends CommonRequest, Filters {
  /** Two or more records of one type, by id, code or name. */
  ref: string | readonly string[];
  /** Show only fields that differ. */
  differing?: boolean;
  /** Only records of this type. */
  type?: TypeName | 'all' | readonly (TypeName | 'all')[];
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
}

/** Input of `partners`. Show with whom a country has agreements: how many, since when, in which forms, binding or not. */
export interface PartnersRequest extends CommonRequest, Filters {
  /** Country or organisation, by code or name in any language; with several, their common partners. */
  ref: string | readonly string[];
  /** Bilateral only, without multilateral forums. */
  bilateral?: boolean;
  /** Only records of this type. */
  type?: TypeName | 'all' | readonly (TypeName | 'all')[];
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
}

/** Input of `network`. Show which countries agreements connect; export for Gephi, Graphviz and Mermaid. */
export interface NetworkRequest extends CommonRequest, Filters {
  /** Text that must occur in the agreement. */
  text?: string;
  /** Bilateral only, without multilateral forums. */
  bilateral?: boolean;
  /** Only the n best-connected countries. */
  top?: number;
  /** Only records of this type. */
  type?: TypeName | 'all' | readonly (TypeName | 'all')[];
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
}

/** Input of `stats`. Count records by any field: kind, year, country, mineral, topics. */
export interface StatsRequest extends CommonRequest, Filters {
  /** Text that must occur in the record. */
  text?: string;
  /** Fields to group by: type (default), year, month, date, any field, kind, country, party, organisation, status, binding, mineral, topic, event, clause, list, source, region, speaker, side, stage. */
  by?: string | readonly string[];
  /** Show at most n rows. */
  limit?: number;
  /** Only records of this type. */
  type?: TypeName | 'all' | readonly (TypeName | 'all')[];
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
}

/** Input of `rank`. Rank the countries that mine, refine or hold a mineral, or show the ranks of a country, by official figures. */
export interface RankRequest extends CommonRequest {
  /** Mineral or country, by code or a name in any language. */
  ref: string;
  /** Show only these measures: production, mine, reserves. */
  measure?: string | readonly string[];
  /** Show at most n ranks. */
  limit?: number;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
}

/** Input of `resolve`. Find the ids of the names in a CSV; exit status 1 if a name is ambiguous or unknown. */
export interface ResolveRequest extends CommonRequest {
  /** CSV with a column of names, or - for stdin. */
  file: string;
  /** Column with the names, by header or number (default: name, a type, or the first). */
  column?: string;
  /** False: the first line is data (default: unless it is a known name). */
  header?: boolean;
  /** Only records of this type (default: all but sources and the like). */
  type?: TypeName | readonly TypeName[];
}

/** Input of `cite`. Cite a record and its sources, with dataset version and date. */
export interface CiteRequest extends CommonRequest {
  /** Record reference, id, code or name. */
  ref: string;
  /** False: cite only the record itself. */
  sources?: boolean;
}

/** Input of `report`. Write a briefing on a record: facts with sources, timeline, partners. */
export interface ReportRequest extends CommonRequest {
  /** Country, mineral, agreement or other record, by reference, id or name. */
  ref: string;
  /** About two pages: the first page, and a few items of the first sections. */
  brief?: boolean;
}

/** Input of `export`. Export the whole dataset into a folder, for other programs. */
export interface ExportRequest extends CommonRequest, Filters {
  /** New or empty folder. */
  folder: string;
  /** File format (default: csv). */
  to?: 'csv' | 'ndjson' | 'sqlite' | 'postgres' | 'parquet' | 'geojson' | 'xlsx';
  /** Replace files of the same names. */
  force?: boolean;
  /** Only records of this type. */
  type?: TypeName | 'all' | readonly (TypeName | 'all')[];
  /** Dated on or after (YYYY, YYYY-MM, YYYY-MM-DD, 30d, yesterday, "last month"). */
  since?: string;
  /** Dated on or before. */
  until?: string;
  /** Which date --since and --until compare: the record’s date (default), a step such as signed, or any step. */
  datedBy?: string;
  /** Whose term ends then (2027, 2027-06, 2026/2028). */
  expires?: string;
  /** With this value in a field: FIELD=VALUE, or FIELD~TEXT for a part of it; repeat for several. */
  where?: string | readonly string[];
  /** In force on that day ("unknown" if dates are missing). */
  validOn?: string;
  /** The dataset as of the end of that day, from its git history. */
  knownOn?: string;
}

/** Input of `site`. Write the dataset as web pages that need no server. */
export interface SiteRequest extends CommonRequest {
  /** New or empty folder, or an earlier site. */
  folder: string;
}

/** Input of `diff`. Show changed facts between two git revisions. */
export interface DiffRequest extends CommonRequest {
  /** Git revision to compare with the current files (default: HEAD), or two as OLD..NEW. */
  revisions?: string;
}

/** Input of `validate`. Validate the dataset: schemas, references, dates, evidence, duplicates. */
export interface ValidateRequest extends CommonRequest {
  /** Files or folders to report on (default: the whole dataset). */
  path?: string | readonly string[];
  /** Report only these error codes. */
  only?: string | readonly string[];
  /** Do not report these error codes. */
  skip?: string | readonly string[];
  /** Lowest severity that gives exit status 1 (default: error). */
  failOn?: 'error' | 'warning';
  /** First format the files, as minerals fmt does. */
  fix?: boolean;
  /** Check again when a file changes, until interrupted. */
  watch?: boolean;
  /** Also report old plans, promises and terms that are over. */
  due?: boolean;
  /** Count the old findings that the baseline lets pass, by rule and type. */
  debt?: boolean;
  /** Let all present findings pass from now on: dataset-baseline.json. */
  writeBaseline?: boolean;
  /** List the rules with their codes. */
  rules?: boolean;
}

/** Input of `verify`. Check that quotes and locators are in the texts of their sources. */
export interface VerifyRequest extends CommonRequest {
  /** Records, by reference, id, code or name; without one the whole dataset. */
  ref?: string | readonly string[];
  /** Compare with the texts in this folder (default: MINERALS_TEXTS). */
  texts?: string;
  /** Compare with the web pages; nothing else uses the network. */
  online?: boolean;
  /** False: with --online: do not ask for an archived copy of a page that is gone (service: MINERALS_ARCHIVE). */
  archive?: boolean;
  /** With --online: also ask hosts of a private network. */
  allowPrivate?: boolean;
  /** With --online: fetch pages again that were fetched within a week. */
  refresh?: boolean;
  /** With --online: seconds for each page (default: 30). */
  timeout?: number;
  /** List what was found as well. */
  all?: boolean;
}

/** Input of `explain`. Explain an error code and how to fix it. */
export interface ExplainRequest extends CommonRequest {
  /** Error code of validate (default: list all codes). */
  code?: string;
}

/** Input of `new`. Create a record file with the fields of its type. */
export interface NewRequest extends CommonRequest {
  /** Record type. */
  type: string;
  /** Record id and file name; on a terminal you are asked for it. */
  id?: string;
  /** Set a field (speaker.name=…); lists with commas, or as YAML; may be repeated. */
  set?: string | readonly string[];
  /** Take the fields from the header of a text (url, title, date, publisher, language, repository). */
  fromText?: string;
}

/** Input of `fmt`. Format record files: key order, quotes, sorted ids, whitespace. */
export interface FmtRequest extends CommonRequest {
  /** Files or folders (default: the whole dataset). */
  path?: string | readonly string[];
  /** Write nothing; exit status 1 if a file would change. */
  check?: boolean;
}

/**
 * An array of whole records, or of the fields chosen with --fields; a number with --count.
 */
export type QueryOutput =
  | {
      /**
       * The record's type.
       */
      type: string;
      /**
       * The record's id.
       */
      id: string;
      /**
       * The display string: in English, or in the language of --lang where it is known.
       */
      name?: string;
      /**
       * Why a record that does not say so itself matches: the filter, and the group or member that it names.
       */
      inferred?: {
        [k: string]: string | undefined;
      };
      /**
       * How well it matches; search only.
       */
      score?: number;
      /**
       * The part of the record's text that matched; search, and query with words.
       */
      passage?: string;
      [k: string]: unknown | undefined;
    }[]
  | {
      [k: string]: unknown | undefined;
    }[]
  | number;

/**
 * The record itself, and every place that names it.
 */
export interface ShowOutput {
  /**
   * The record's type.
   */
  type: string;
  /**
   * The record's id.
   */
  id: string;
  /**
   * The display string: in English, or in the language of --lang where it is known.
   */
  name?: string;
  /**
   * Every place in another record that names this one.
   */
  referenced_by: {
    /**
     * A record, as type/id.
     */
    ref: string;
    /**
     * The field that names it, dotted.
     */
    path: string;
  }[];
  [k: string]: unknown | undefined;
}

/**
 * As query, with the score of each record, best first.
 */
export type SearchOutput =
  | {
      /**
       * The record's type.
       */
      type: string;
      /**
       * The record's id.
       */
      id: string;
      /**
       * The display string: in English, or in the language of --lang where it is known.
       */
      name?: string;
      /**
       * Why a record that does not say so itself matches: the filter, and the group or member that it names.
       */
      inferred?: {
        [k: string]: string | undefined;
      };
      /**
       * How well it matches; search only.
       */
      score?: number;
      /**
       * The part of the record's text that matched; search, and query with words.
       */
      passage?: string;
      [k: string]: unknown | undefined;
    }[]
  | {
      [k: string]: unknown | undefined;
    }[]
  | number;

/**
 * With a type as query; without one the types and how many records each has.
 */
export type ListOutput =
  | {
      /**
       * The type.
       */
      type: string;
      /**
       * How many records it has.
       */
      count: number;
      /**
       * What it is.
       */
      description: string;
    }[]
  | {
      /**
       * The record's type.
       */
      type: string;
      /**
       * The record's id.
       */
      id: string;
      /**
       * The display string: in English, or in the language of --lang where it is known.
       */
      name?: string;
      /**
       * Why a record that does not say so itself matches: the filter, and the group or member that it names.
       */
      inferred?: {
        [k: string]: string | undefined;
      };
      /**
       * How well it matches; search only.
       */
      score?: number;
      /**
       * The part of the record's text that matched; search, and query with words.
       */
      passage?: string;
      [k: string]: unknown | undefined;
    }[]
  | {
      [k: string]: unknown | undefined;
    }[]
  | number;

/**
 * The evidence of the asserting fields of a record, or of one.
 */
export interface WhyOutput {
  /**
   * A record, as type/id.
   */
  ref: string;
  fields: {
    /**
     * The field, dotted.
     */
    field: string;
    /**
     * What the record says.
     */
    value: unknown;
    /**
     * What carries it, and what says otherwise.
     */
    evidence: {
      /**
       * The source's id.
       */
      source: string;
      /**
       * The source's title.
       */
      title?: string;
      /**
       * Who published it.
       */
      publisher?: string;
      /**
       * A date of EDTF level 0.
       */
      published?: string;
      /**
       * The source's address, with a text fragment that opens it at the passage.
       */
      url: string;
      /**
       * Who asserts it.
       */
      by: string;
      /**
       * Language of the source, as an ISO 639-1 code.
       */
      language?: string;
      /**
       * The words of the source that support the value, verbatim.
       */
      quote?: string;
      /**
       * The first and last words of the passage, and its page.
       */
      locator?: {
        [k: string]: unknown | undefined;
      };
      /**
       * The parts of the field that it carries, dotted, where it carries no more.
       */
      parts?: string[];
      /**
       * What this source says instead.
       */
      says?: unknown;
      /**
       * A remark of the editors.
       */
      note?: string;
    }[];
  }[];
}

/**
 * The question, what was understood, the command that answers it, and that command's own output.
 */
export interface AskOutput {
  /**
   * The question as it was asked; its first 1,000 characters where it is not understood.
   */
  question: string;
  /**
   * Parts of the question that were recognized; null if it is not understood.
   */
  understood: {
    /**
     * Kind of question.
     */
    question: string;
    /**
     * References of the records that the question names or describes.
     */
    records: string[];
    /**
     * Coded values by filter.
     */
    values: {
      [k: string]: string[] | undefined;
    };
    /**
     * Persons who are named.
     */
    speakers?: string[];
    /**
     * Regions that are named.
     */
    regions?: string[];
    /**
     * First day, month or year.
     */
    since?: string;
    /**
     * Last day, month or year.
     */
    until?: string;
    /**
     * Single day, month or year.
     */
    period?: string;
    /**
     * Words that the command does not take into account.
     */
    unused?: string[];
  } | null;
  /**
   * The command line that answers the question; null if it is not understood.
   */
  command: string | null;
  /**
   * Output of that command, as its own schema describes it; null if the question is not understood.
   */
  answer: unknown;
  /**
   * Questions that are understood and nearest to one that is not.
   */
  suggestions?: string[];
}

/**
 * Every place where sources disagree.
 */
export type ConflictsOutput =
  | {
      /**
       * A record, as type/id.
       */
      ref: string;
      /**
       * The field, dotted.
       */
      field: string;
      /**
       * What is disputed: value, date, status, form, party, scope.
       */
      kind: string;
      sides: {
        /**
         * What this side says.
         */
        value: unknown;
        /**
         * Whether the record holds this value.
         */
        recorded: boolean;
        /**
         * Whether all its sources are newer than those of the others.
         */
        later: boolean;
        evidence: {
          /**
           * The source's id.
           */
          source: string;
          /**
           * The source's title.
           */
          title?: string;
          /**
           * Who published it.
           */
          publisher?: string;
          /**
           * A date of EDTF level 0.
           */
          published?: string;
          /**
           * The source's address, with a text fragment that opens it at the passage.
           */
          url: string;
          /**
           * Who asserts it.
           */
          by: string;
          /**
           * Language of the source, as an ISO 639-1 code.
           */
          language?: string;
          /**
           * The words of the source that support the value, verbatim.
           */
          quote?: string;
          /**
           * The first and last words of the passage, and its page.
           */
          locator?: {
            [k: string]: unknown | undefined;
          };
          /**
           * What this source says instead.
           */
          says?: unknown;
          /**
           * A remark of the editors.
           */
          note?: string;
        }[];
      }[];
      [k: string]: unknown | undefined;
    }[]
  | number;

/**
 * How thick the dataset is, by region, type and year.
 */
export type CoverageOutput = {
  /**
   * What is counted by.
   */
  by: string;
  /**
   * Of which.
   */
  of: string;
  /**
   * How many records.
   */
  records: number;
  [k: string]: unknown | undefined;
}[];

/**
 * What happened around a record, in order.
 */
export type TimelineOutput = {
  /**
   * A date of EDTF level 0.
   */
  date: string;
  /**
   * What happened: a step, a statement, a fact.
   */
  what: string;
  /**
   * A record, as type/id.
   */
  ref: string;
  /**
   * The record's name.
   */
  name?: string;
  [k: string]: unknown | undefined;
}[];

/**
 * Changes of the dataset that matter to readers, newest first.
 */
export type NewsOutput = {
  /**
   * Day of the newest change of the record in the dataset.
   */
  date: string;
  /**
   * Kind of news.
   */
  kind: 'new' | 'status' | 'conflict-opened' | 'conflict-settled' | 'withdrawn';
  /**
   * Reference of the record.
   */
  ref: string;
  /**
   * Name of the record.
   */
  name: string;
  /**
   * What is new.
   */
  text: string;
  /**
   * Ids of the sources.
   */
  sources: string[];
}[];

/**
 * Records of one type side by side.
 */
export interface CompareOutput {
  /**
   * Their type.
   */
  type: string;
  /**
   * Items: A record, as type/id.
   */
  records: string[];
  fields: {
    /**
     * The field.
     */
    field: string;
    /**
     * Its title.
     */
    title?: string;
    /**
     * By record.
     */
    values: {
      [k: string]: unknown | undefined;
    };
    /**
     * Of lists: what stands in all of them.
     */
    common?: unknown[];
    /**
     * Of lists, by record: what stands in its list alone, and in no other by a group or a member.
     */
    only?: {
      [k: string]: unknown | undefined;
    };
    /**
     * Of two editions of the same: what the later has more.
     */
    added?: unknown[];
    /**
     * Of two editions of the same: what the later has no longer.
     */
    removed?: unknown[];
    /**
     * Of lists: groups that stand in one where members of theirs stand in another.
     */
    inferred?: {
      group: string;
      members: unknown[];
      [k: string]: unknown | undefined;
    }[];
    [k: string]: unknown | undefined;
  }[];
  [k: string]: unknown | undefined;
}

/**
 * With whom a country has agreements.
 */
export type PartnersOutput = {
  /**
   * The partner's name.
   */
  name: string;
  /**
   * How many agreements.
   */
  records: number;
  /**
   * How many of them involve one of the two only through its organisations.
   */
  through?: number;
  /**
   * The partner, as type/id: a country or an organisation; null if it has no record.
   */
  ref?: string | null;
  /**
   * A date of EDTF level 0.
   */
  first?: string;
  /**
   * A date of EDTF level 0.
   */
  last?: string;
  /**
   * Number of agreements with two sides.
   */
  bilateral?: number;
  /**
   * Number of agreements with more than two sides.
   */
  groups?: number;
  /**
   * With several records: the agreements of the partner with each of them.
   */
  with?: {
    [k: string]: string[] | undefined;
  };
  [k: string]: unknown | undefined;
}[];

/**
 * Countries, and the agreements that tie them.
 */
export interface NetworkOutput {
  nodes: {
    /**
     * The node.
     */
    id: string;
    /**
     * Its name.
     */
    label: string;
    /**
     * How many agreements.
     */
    records?: number;
    [k: string]: unknown | undefined;
  }[];
  edges: {
    /**
     * A node.
     */
    from: string;
    /**
     * A node.
     */
    to: string;
    /**
     * How many agreements.
     */
    records?: number;
    /**
     * How many of them tie the two only through organisations that are at home there.
     */
    through?: number;
    /**
     * The earliest date of the agreements.
     */
    first?: string;
    /**
     * The latest date of the agreements.
     */
    last?: string;
    /**
     * The date on which the last of them ended, if all have ended.
     */
    ended?: string;
    /**
     * Items: A record, as type/id.
     */
    refs: string[];
    [k: string]: unknown | undefined;
  }[];
  [k: string]: unknown | undefined;
}

/**
 * Counts by the fields asked for.
 */
export type StatsOutput = {
  /**
   * How many records.
   */
  records: number;
  [k: string]: unknown | undefined;
}[];

/**
 * Official figures of the last date, each with its place among those that its table lists.
 */
export type RankOutput = {
  /**
   * What the table is about, as type/id.
   */
  of: string;
  /**
   * What is measured: production, mine.
   */
  series: string[];
  /**
   * A date of EDTF level 0.
   */
  at: string;
  /**
   * Whose figure it is, as type/id; null for the whole world.
   */
  subject: string | null;
  /**
   * Its name.
   */
  name: string | null;
  /**
   * Its place, from 1; null for the whole, and where only one is listed.
   */
  rank: number | null;
  /**
   * How many the table lists on the same basis.
   */
  among: number;
  /**
   * Its part of the whole; null where the table does not tell both, or only limits.
   */
  share: number | null;
  /**
   * The number, in the unit.
   */
  value: number;
  unit?: string;
  basis?: string;
  qualifier?: string;
  estimated?: boolean;
  note?: string;
  /**
   * The table, as type/id.
   */
  in: string;
  [k: string]: unknown | undefined;
}[];

/**
 * What each name in the file means.
 */
export type ResolveOutput = {
  /**
   * Number of the row in the file, from 1; a header counts, empty lines do not.
   */
  row: number;
  /**
   * The name in the file.
   */
  input: string;
  /**
   * exact: by id, code, name or alias; redirected: by a former id; corrected: probably a typo; ambiguous or unknown: no record; empty: no name.
   */
  match: 'exact' | 'redirected' | 'corrected' | 'ambiguous' | 'unknown' | 'empty';
  /**
   * Type of the record.
   */
  type: string | null;
  /**
   * Id of the record.
   */
  id: string | null;
  /**
   * Name of the record.
   */
  name: string | null;
  /**
   * Records that may be meant, at most ten.
   *
   * Items: A record, as type/id.
   */
  candidates: string[];
  /**
   * Says that a record has a new id, or was withdrawn.
   */
  note: string | null;
  [k: string]: unknown | undefined;
}[];

/**
 * CSL-JSON of the record and of its sources.
 */
export type CiteOutput = {
  /**
   * The citation key.
   */
  id: string;
  /**
   * The CSL type.
   */
  type: string;
  /**
   * The title.
   */
  title?: string;
  [k: string]: unknown | undefined;
}[];

/**
 * A briefing on a record: the record, the evidence of its fields, what names it, what happened around it, and its partners.
 */
export interface ReportOutput {
  /**
   * A record, as type/id.
   */
  ref: string;
  /**
   * Its name in the language asked for.
   */
  name: string;
  /**
   * The day of the briefing.
   */
  day: string;
  /**
   * The version of the dataset; null for another than the packaged one.
   */
  version: string | null;
  language: string;
  /**
   * The whole record.
   */
  record: {
    [k: string]: unknown | undefined;
  };
  fields: {
    /**
     * The field, dotted.
     */
    field: string;
    /**
     * What the record says.
     */
    value: unknown;
    /**
     * What carries it, and what says otherwise.
     */
    evidence: {
      /**
       * The source's id.
       */
      source: string;
      /**
       * The source's title.
       */
      title?: string;
      /**
       * Who published it.
       */
      publisher?: string;
      /**
       * A date of EDTF level 0.
       */
      published?: string;
      /**
       * The source's address, with a text fragment that opens it at the passage.
       */
      url: string;
      /**
       * Who asserts it.
       */
      by: string;
      /**
       * Language of the source, as an ISO 639-1 code.
       */
      language?: string;
      /**
       * The words of the source that support the value, verbatim.
       */
      quote?: string;
      /**
       * The first and last words of the passage, and its page.
       */
      locator?: {
        [k: string]: unknown | undefined;
      };
      /**
       * The parts of the field that it carries, dotted, where it carries no more.
       */
      parts?: string[];
      /**
       * What this source says instead.
       */
      says?: unknown;
      /**
       * A remark of the editors.
       */
      note?: string;
    }[];
  }[];
  /**
   * Every place in another record that names this one.
   */
  referenced_by: {
    /**
     * A record, as type/id.
     */
    ref: string;
    /**
     * The field that names it, dotted.
     */
    path: string;
  }[];
  /**
   * What happened around it, in order.
   */
  timeline: {
    /**
     * A date of EDTF level 0.
     */
    date: string;
    /**
     * What happened: a step, a statement, a fact.
     */
    what: string;
    /**
     * The name of the record that tells it.
     */
    name: string;
    /**
     * The type of that record, by its title.
     */
    of: string;
  }[];
  /**
   * To whom it is tied, those with most records first.
   */
  partners: {
    name: string;
    /**
     * How many records tie the two.
     */
    records: number;
  }[];
}

/**
 * The files that were written.
 */
export type ExportOutput = {
  /**
   * Name of the file in the folder.
   */
  file: string;
  /**
   * Its size.
   */
  bytes: number;
}[];

/**
 * Number of files that were written.
 */
export interface SiteOutput {
  /**
   * Number of files in the folder.
   */
  files: number;
}

/**
 * What changed in the facts between two revisions, and in the schemas.
 */
export interface DiffOutput {
  from: {
    /**
     * As it was asked for.
     */
    revision: string;
    /**
     * The commit.
     */
    commit?: string;
    [k: string]: unknown | undefined;
  };
  to: {
    /**
     * As it was asked for; null: the files as they are.
     */
    revision: string | null;
    /**
     * The commit; null: the files as they are.
     */
    commit?: string | null;
    [k: string]: unknown | undefined;
  };
  records: {
    /**
     * The record, as type/id.
     */
    ref: string;
    /**
     * Its name.
     */
    name?: string;
    /**
     * added, withdrawn, renamed or changed.
     */
    change: string;
    /**
     * What it says otherwise than before.
     */
    fields?: unknown[];
    /**
     * Passages added and removed.
     */
    evidence?: {
      [k: string]: unknown | undefined;
    };
    /**
     * Conflicts opened and settled.
     */
    conflicts?: {
      [k: string]: unknown | undefined;
    };
    [k: string]: unknown | undefined;
  }[];
  schemas: {
    /**
     * The schema.
     */
    file: string;
    /**
     * added, removed or changed.
     */
    change: string;
    [k: string]: unknown | undefined;
  }[];
  [k: string]: unknown | undefined;
}

/**
 * What is wrong, in the order of files and lines; the rules with --rules; counts of old findings with --debt.
 */
export type ValidateOutput =
  | {
      /**
       * Stable; minerals explain CODE tells more.
       */
      code: string;
      /**
       * How bad it is.
       */
      severity: 'error' | 'warning';
      /**
       * What is wrong.
       */
      message: string;
      /**
       * The file, as the person would name it.
       */
      file: string;
      /**
       * From 1.
       */
      line: number;
      /**
       * From 1.
       */
      column: number;
      /**
       * From 1.
       */
      end_line: number;
      /**
       * From 1, exclusive.
       */
      end_column: number;
      /**
       * JSON Pointer into the record; empty for the whole file.
       */
      path: string;
      /**
       * What to do.
       */
      hint?: string;
    }[]
  | {
      /**
       * The code.
       */
      code: string;
      /**
       * How bad it is.
       */
      severity: string;
      /**
       * What is wrong.
       */
      summary: string;
    }[]
  | {
      /**
       * The code.
       */
      code: string;
      /**
       * The type of the records.
       */
      type: string;
      /**
       * How many findings the baseline lets pass.
       */
      count: number;
      /**
       * What is wrong.
       */
      summary: string;
    }[];

/**
 * What became of each quote, locator and excerpt, in the order of the records, and how many of each status.
 */
export interface VerifyOutput {
  /**
   * One result for each item of evidence that has words.
   */
  results: {
    /**
     * The record, as type/id.
     */
    ref: string;
    /**
     * The position of the item in the record's evidence, from 0.
     */
    evidence: number;
    /**
     * The id of the source.
     */
    source: string;
    /**
     * The address of the source; null where it has none.
     */
    url: string | null;
    /**
     * found; found-apart: both ends of a locator, not in order or more than 2,000 characters apart; missing; gone: no such page; unreadable: the page cannot be read; skipped: no text at hand, or not in a text that is an extract.
     */
    status: 'found' | 'found-apart' | 'missing' | 'gone' | 'unreadable' | 'skipped';
    /**
     * What is missing, why the page cannot be read, or which copy was read.
     */
    note?: string;
  }[];
  /**
   * How many results of each status.
   */
  counts: {
    [k: string]: number | undefined;
  };
}

/**
 * What a diagnostic means; without a code all of them.
 */
export type ExplainOutput =
  | {
      /**
       * The code.
       */
      code: string;
      /**
       * How bad it is.
       */
      severity: string;
      /**
       * What is wrong.
       */
      summary: string;
    }[]
  | {
      /**
       * The code.
       */
      code: string;
      /**
       * How bad it is.
       */
      severity: string;
      /**
       * What is wrong.
       */
      summary: string;
      /**
       * Why it matters.
       */
      why: string;
      /**
       * What to do.
       */
      remedy: string;
      example?: {
        /**
         * The type of the record.
         */
        type: string;
        /**
         * A record that breaks the rule.
         */
        wrong: string;
        /**
         * The same, mended.
         */
        right: string;
      };
    };

/**
 * The record that was created.
 */
export interface NewOutput {
  /**
   * The record's type.
   */
  type: string;
  /**
   * The record's id.
   */
  id: string;
  /**
   * Path of its file, from the working folder if it is in it.
   */
  file: string;
}

/**
 * The files that were, or with --check are to be, written as all are.
 */
export type FmtOutput = string[];

/** The input of each operation. */
export interface Requests {
  readonly query: QueryRequest;
  readonly show: ShowRequest;
  readonly search: SearchRequest;
  readonly list: ListRequest;
  readonly why: WhyRequest;
  readonly ask: AskRequest;
  readonly conflicts: ConflictsRequest;
  readonly coverage: CoverageRequest;
  readonly timeline: TimelineRequest;
  readonly news: NewsRequest;
  readonly compare: CompareRequest;
  readonly partners: PartnersRequest;
  readonly network: NetworkRequest;
  readonly stats: StatsRequest;
  readonly rank: RankRequest;
  readonly resolve: ResolveRequest;
  readonly cite: CiteRequest;
  readonly report: ReportRequest;
  readonly export: ExportRequest;
  readonly site: SiteRequest;
  readonly diff: DiffRequest;
  readonly validate: ValidateRequest;
  readonly verify: VerifyRequest;
  readonly explain: ExplainRequest;
  readonly new: NewRequest;
  readonly fmt: FmtRequest;
}

/** The output of each operation. */
export interface Outputs {
  readonly query: QueryOutput;
  readonly show: ShowOutput;
  readonly search: SearchOutput;
  readonly list: ListOutput;
  readonly why: WhyOutput;
  readonly ask: AskOutput;
  readonly conflicts: ConflictsOutput;
  readonly coverage: CoverageOutput;
  readonly timeline: TimelineOutput;
  readonly news: NewsOutput;
  readonly compare: CompareOutput;
  readonly partners: PartnersOutput;
  readonly network: NetworkOutput;
  readonly stats: StatsOutput;
  readonly rank: RankOutput;
  readonly resolve: ResolveOutput;
  readonly cite: CiteOutput;
  readonly report: ReportOutput;
  readonly export: ExportOutput;
  readonly site: SiteOutput;
  readonly diff: DiffOutput;
  readonly validate: ValidateOutput;
  readonly verify: VerifyOutput;
  readonly explain: ExplainOutput;
  readonly new: NewOutput;
  readonly fmt: FmtOutput;
}
