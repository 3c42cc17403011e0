// Generated from the schemas by `npm run generate`.

/**
 * The records by their type.
 */
export interface Records {
  agreement: Agreement;
  country: Country;
  mineral: Mineral;
  organisation: Organisation;
  statement: Statement;
  source: Source;
  event: Event;
  deposit: Deposit;
  list: List;
  statistic: Statistic;
  sweep: Sweep;
}
/**
 * What governments, or a government and organisations, agreed on critical minerals: binding or not, bilateral or a forum of many.
 */
export interface Agreement {
  /**
   * The type of the record.
   */
  type: 'agreement';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The name in English, German, Spanish and Portuguese, as usage in that language has it.
   */
  names?: {
    /**
     * The English name.
     */
    en?: string;
    /**
     * The German name.
     */
    de?: string;
    /**
     * The Spanish name.
     */
    es?: string;
    /**
     * The Portuguese name.
     */
    pt?: string;
  };
  /**
   * Every other name by which people look for the record: abbreviations, trade names, ores, official and former names, adjectives.
   *
   * Items: One line of text without control characters.
   */
  aliases?: string[];
  /**
   * The form of the agreement, as the document or the parties call it.
   */
  kind:
    | 'mou'
    | 'framework'
    | 'action-plan'
    | 'joint-statement'
    | 'declaration-of-intent'
    | 'forum'
    | 'strategic-partnership'
    | 'trade-agreement'
    | 'treaty'
    | 'fund'
    | 'contract'
    | 'other';
  /**
   * The countries that are party to it.
   *
   * Items: A country by its ISO 3166-1 alpha-2 code, or EU for the union.
   */
  parties?: string[];
  /**
   * Parties that are not countries: ASEAN, DFC, JOGMEC, a company.
   *
   * Items: An organisation by its id.
   */
  organisations?: string[];
  /**
   * Countries that are involved without being a party, such as the place of a mine. The home of an organisation is in its own record and not repeated here. Asserts nothing.
   *
   * Items: A country by its ISO 3166-1 alpha-2 code, or EU for the union.
   */
  countries?: string[];
  /**
   * When it was signed or adopted.
   */
  signed?: string;
  /**
   * Where it was signed or adopted.
   */
  place?: string;
  /**
   * The latest status that a source reports.
   */
  status:
    | 'announced'
    | 'negotiated'
    | 'signed'
    | 'provisionally-applied'
    | 'ratified'
    | 'in-force'
    | 'suspended'
    | 'expired'
    | 'terminated'
    | 'superseded';
  /**
   * Whether it creates legal obligations; true or false only where a source says so, absent where none does.
   */
  binding?: boolean;
  /**
   * The minerals or groups that the agreement, or a source about it, names. Not guessed.
   *
   * Items: A mineral, or a group of minerals, by its id.
   */
  minerals?: string[];
  /**
   * What the agreement is about, from a closed list.
   */
  topics?: (
    | 'batteries'
    | 'capacity-building'
    | 'deep-sea-mining'
    | 'defence'
    | 'environmental-standards'
    | 'exploration'
    | 'export-controls'
    | 'financing'
    | 'geological-mapping'
    | 'information-sharing'
    | 'infrastructure'
    | 'investment'
    | 'labour-and-communities'
    | 'logistics'
    | 'market-access'
    | 'mining'
    | 'offtake'
    | 'permitting'
    | 'price-floors'
    | 'processing'
    | 'project-planning'
    | 'recycling'
    | 'research'
    | 'stockpiling'
    | 'supply-chain-resilience'
    | 'technology-transfer'
    | 'traceability'
    | 'trade'
    | 'value-chains'
  )[];
  /**
   * The agreements that this one replaces or continues.
   */
  succeeds?: string[];
  /**
   * The event at which it was signed or announced.
   */
  event?: string;
  /**
   * The steps of its life, each with its date as far as known.
   */
  history?: {
    /**
     * When it was announced.
     */
    announced?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
    /**
     * When negotiations were concluded.
     */
    negotiated?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
    /**
     * When it was signed or adopted.
     */
    signed?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
    /**
     * Since when it is applied provisionally.
     */
    'provisionally-applied'?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
    /**
     * When it was ratified.
     */
    ratified?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
    /**
     * Since when it is in force.
     */
    'in-force'?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
    /**
     * When it was suspended.
     */
    suspended?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
    /**
     * When it expired.
     */
    expired?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
    /**
     * When it was terminated.
     */
    terminated?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
    /**
     * When another agreement took its place.
     */
    superseded?: {
      /**
       * When; absent where the step is reported without a date.
       */
      date?: string;
      /**
       * The party that took the step, where not all did.
       */
      party?: string;
    };
  };
  /**
   * How long it lasts: from when, until when, for how long, how it is renewed and ended.
   */
  term?: {
    /**
     * The first day of the term.
     */
    from?: string;
    /**
     * The last day of the term.
     */
    until?: string;
    /**
     * How long it lasts (ISO 8601): P5Y is five years.
     */
    duration?: string;
    /**
     * How it is renewed, in our own words.
     */
    renewal?: string;
    /**
     * The notice with which a party can end it (ISO 8601): P30D is thirty days.
     */
    notice?: string;
  };
  /**
   * What it says, in our own words.
   */
  summary?: string;
  /**
   * What it provides for, point by point, where a source goes into detail.
   */
  provisions?: {
    /**
     * One provision: what kind of clause it is, and what it says in our own words.
     */
    [k: string]:
      | {
          /**
           * What kind of clause it is.
           */
          clause?:
            | 'obligation'
            | 'offtake'
            | 'right-of-first-offer'
            | 'price-floor'
            | 'exclusivity'
            | 'local-processing'
            | 'financing'
            | 'equity'
            | 'tax-and-royalty'
            | 'export-restriction'
            | 'investment-screening'
            | 'information-sharing'
            | 'geological-mapping'
            | 'permitting'
            | 'standards'
            | 'stockpiling'
            | 'recycling'
            | 'workforce'
            | 'technology-transfer'
            | 'governance'
            | 'confidentiality'
            | 'dispute-settlement'
            | 'term'
            | 'termination'
            | 'non-binding'
            | 'other';
          /**
           * The provision in our own words.
           */
          summary: string;
          /**
           * Since when it holds, or when it was so.
           */
          date?: string;
          /**
           * By when it has to be done.
           */
          due?: string;
          /**
           * The minerals that the provision is about, where it is about some only.
           *
           * Items: A mineral, or a group of minerals, by its id.
           */
          minerals?: string[];
        }
      | undefined;
  };
  /**
   * Numbers that sources give, each under a slug of its own.
   */
  figures?: {
    [k: string]: Figure | undefined;
  };
  /**
   * The day on which somebody last looked for later events.
   */
  checked?: string;
  /**
   * Identifiers of the same thing in other registers.
   */
  ids?: {
    /**
     * The item in Wikidata.
     */
    wikidata?: string;
    /**
     * The area code of the United Nations.
     */
    m49?: string;
    /**
     * The CAS registry number.
     */
    cas?: string;
    /**
     * The heading of the Harmonized System.
     */
    hs?: string;
    /**
     * The registration number in the United Nations Treaty Series.
     */
    unts?: string;
    /**
     * The number in the database of international investment agreements.
     */
    iia?: string;
    /**
     * The digital object identifier.
     */
    doi?: string;
  };
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
  /**
   * Why no quote carries a core field: the reason, by field. No text of the source was available.
   */
  quote_missing?: {
    /**
     * Why there is no quote.
     */
    [k: string]: string | undefined;
  };
  /**
   * Where each asserted field stands in a source.
   */
  evidence?: Passage[];
}
/**
 * A number that a source gives, with what it measures.
 */
export interface Figure {
  /**
   * What was counted or measured.
   */
  measure: string;
  /**
   * The number.
   */
  value: number;
  /**
   * The unit of the value (t, kt, Mt, kg, USD, %), absent where things are counted.
   */
  unit?: string;
  /**
   * The date for which the number holds.
   */
  as_of?: string;
  /**
   * The record out of whose entries the value counts: ten of list/us-2025.
   */
  of?: string;
  /**
   * A limit the source puts on the value.
   */
  qualifier?: 'about' | 'more than' | 'at least' | 'less than' | 'up to';
}
/**
 * One place in one source, and the fields of this record that it carries.
 */
export interface Passage {
  /**
   * The source, by its id.
   */
  source: string;
  /**
   * The fields that the passage carries; a fact in a map as map.slug, a part of it as map.slug.part.
   */
  supports: string[];
  /**
   * The words of the source that carry the value: contiguous, verbatim, without an ellipsis, at most 240 characters.
   */
  quote?: string;
  /**
   * The first and last words of a passage that is longer than a quote, as they stand in the source.
   */
  locator?: {
    /**
     * The first words of the passage.
     */
    from: string;
    /**
     * The last words of the passage; absent where `from` is the whole of it.
     */
    to?: string;
    /**
     * The page of a paginated source, from 1.
     */
    page?: number;
  };
  /**
   * Who asserts it, where that is not plain from the source.
   */
  by?: string;
  /**
   * What this source says instead: a value of the type of the one field that `supports` names. Both stand.
   */
  says?: unknown;
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
}
/**
 * A country, or the European Union: its names, what it holds, regulates and pursues.
 */
export interface Country {
  /**
   * The type of the record.
   */
  type: 'country';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The name in English, German, Spanish and Portuguese, as usage in that language has it.
   */
  names?: {
    /**
     * The English name.
     */
    en?: string;
    /**
     * The German name.
     */
    de?: string;
    /**
     * The Spanish name.
     */
    es?: string;
    /**
     * The Portuguese name.
     */
    pt?: string;
  };
  /**
   * Every other name by which people look for the record: abbreviations, trade names, ores, official and former names, adjectives.
   *
   * Items: One line of text without control characters.
   */
  aliases?: string[];
  /**
   * The three-letter code.
   */
  iso3?: string;
  /**
   * The part of the world, by the regions of the United Nations' M49 standard; groups records, asserts nothing.
   */
  region?:
    | 'Northern Africa'
    | 'Sub-Saharan Africa'
    | 'Northern America'
    | 'Central America'
    | 'Caribbean'
    | 'South America'
    | 'Central Asia'
    | 'Eastern Asia'
    | 'South-eastern Asia'
    | 'Southern Asia'
    | 'Western Asia'
    | 'Eastern Europe'
    | 'Northern Europe'
    | 'Southern Europe'
    | 'Western Europe'
    | 'Oceania'
    | 'European Union';
  /**
   * The minerals that the country is reported to have, by mineral id.
   */
  holdings?: {
    /**
     * What a source reports of the mineral in this country.
     */
    [k: string]:
      | {
          /**
           * What is reported, in our own words.
           */
          summary?: string;
          /**
           * As of when.
           */
          date?: string;
        }
      | undefined;
  };
  /**
   * What the country pursues, or is said to pursue, regarding critical minerals.
   */
  positions?: {
    [k: string]: Fact | undefined;
  };
  /**
   * How the country regulates critical minerals, the absence of rules included.
   */
  regulation?: {
    [k: string]: Fact | undefined;
  };
  /**
   * What sources report of mining in or by the country: impacts, conflicts, capacity.
   */
  circumstances?: {
    [k: string]: Fact | undefined;
  };
  /**
   * Numbers that sources give, each under a slug of its own.
   */
  figures?: {
    [k: string]: Figure | undefined;
  };
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
  /**
   * Identifiers of the same thing in other registers.
   */
  ids?: {
    /**
     * The item in Wikidata.
     */
    wikidata?: string;
    /**
     * The area code of the United Nations.
     */
    m49?: string;
    /**
     * The CAS registry number.
     */
    cas?: string;
    /**
     * The heading of the Harmonized System.
     */
    hs?: string;
    /**
     * The registration number in the United Nations Treaty Series.
     */
    unts?: string;
    /**
     * The number in the database of international investment agreements.
     */
    iia?: string;
    /**
     * The digital object identifier.
     */
    doi?: string;
  };
  /**
   * Where each asserted field stands in a source.
   */
  evidence?: Passage[];
}
/**
 * One fact in our own words, with what it is about and since when.
 */
export interface Fact {
  /**
   * The fact in our own words.
   */
  summary: string;
  /**
   * Since when it holds, or when it was so.
   */
  date?: string;
  /**
   * The minerals that the fact is about, where it is about some only.
   *
   * Items: A mineral, or a group of minerals, by its id.
   */
  minerals?: string[];
}
/**
 * A mineral, an element or a group of them, as official lists and agreements name it.
 */
export interface Mineral {
  /**
   * The type of the record.
   */
  type: 'mineral';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The name in English, German, Spanish and Portuguese, as usage in that language has it.
   */
  names?: {
    /**
     * The English name.
     */
    en?: string;
    /**
     * The German name.
     */
    de?: string;
    /**
     * The Spanish name.
     */
    es?: string;
    /**
     * The Portuguese name.
     */
    pt?: string;
  };
  /**
   * Every other name by which people look for the record: abbreviations, trade names, ores, official and former names, adjectives.
   *
   * Items: One line of text without control characters.
   */
  aliases?: string[];
  /**
   * The chemical symbol, of elements only.
   */
  symbol?: string;
  /**
   * What it is: an element by its nature, an industrial mineral, a fuel, or a group.
   */
  category?: 'metal' | 'metalloid' | 'nonmetal' | 'gas' | 'industrial-mineral' | 'fuel' | 'group';
  /**
   * The groups it belongs to, the wide and the narrow.
   *
   * Items: A mineral, or a group of minerals, by its id.
   */
  part_of?: string[];
  /**
   * What it is used for, each use under a slug of its own.
   */
  uses?: {
    [k: string]: Fact | undefined;
  };
  /**
   * Numbers that sources give, each under a slug of its own.
   */
  figures?: {
    [k: string]: Figure | undefined;
  };
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
  /**
   * Identifiers of the same thing in other registers.
   */
  ids?: {
    /**
     * The item in Wikidata.
     */
    wikidata?: string;
    /**
     * The area code of the United Nations.
     */
    m49?: string;
    /**
     * The CAS registry number.
     */
    cas?: string;
    /**
     * The heading of the Harmonized System.
     */
    hs?: string;
    /**
     * The registration number in the United Nations Treaty Series.
     */
    unts?: string;
    /**
     * The number in the database of international investment agreements.
     */
    iia?: string;
    /**
     * The digital object identifier.
     */
    doi?: string;
  };
  /**
   * Where each asserted field stands in a source.
   */
  evidence?: Passage[];
}
/**
 * A body that is no country: a company, an agency, a bank, a province, an international body, an association.
 */
export interface Organisation {
  /**
   * The type of the record.
   */
  type: 'organisation';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The name in English, German, Spanish and Portuguese, as usage in that language has it.
   */
  names?: {
    /**
     * The English name.
     */
    en?: string;
    /**
     * The German name.
     */
    de?: string;
    /**
     * The Spanish name.
     */
    es?: string;
    /**
     * The Portuguese name.
     */
    pt?: string;
  };
  /**
   * Every other name by which people look for the record: abbreviations, trade names, ores, official and former names, adjectives.
   *
   * Items: One line of text without control characters.
   */
  aliases?: string[];
  /**
   * The kind of body. A classification; asserts nothing.
   */
  kind:
    | 'company'
    | 'state-company'
    | 'agency'
    | 'bank'
    | 'fund'
    | 'subnational'
    | 'international'
    | 'association'
    | 'research'
    | 'indigenous'
    | 'ngo'
    | 'union'
    | 'media'
    | 'other';
  /**
   * Its home country, where a source or its own name gives it; absent for international bodies. Asserts nothing.
   */
  country?: string;
  /**
   * The countries that are members of an international body.
   *
   * Items: A country by its ISO 3166-1 alpha-2 code, or EU for the union.
   */
  members?: string[];
  /**
   * The organisations to which it belongs as a part or a subsidiary.
   *
   * Items: An organisation by its id.
   */
  part_of?: string[];
  /**
   * Identifiers of the same thing in other registers.
   */
  ids?: {
    /**
     * The item in Wikidata.
     */
    wikidata?: string;
    /**
     * The area code of the United Nations.
     */
    m49?: string;
    /**
     * The CAS registry number.
     */
    cas?: string;
    /**
     * The heading of the Harmonized System.
     */
    hs?: string;
    /**
     * The registration number in the United Nations Treaty Series.
     */
    unts?: string;
    /**
     * The number in the database of international investment agreements.
     */
    iia?: string;
    /**
     * The digital object identifier.
     */
    doi?: string;
  };
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
  /**
   * Where each asserted field stands in a source.
   */
  evidence?: Passage[];
}
/**
 * What somebody said or wrote about agreements and minerals, on whatever side, paraphrased.
 */
export interface Statement {
  /**
   * The type of the record.
   */
  type: 'statement';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * Who speaks.
   */
  speaker: {
    /**
     * The person or the body.
     */
    name: string;
    /**
     * The speaker's office at the time.
     */
    role?: string;
    /**
     * The country whose government speaks, or the organisation spoken for.
     */
    on_behalf_of?: string;
    /**
     * The speaker's country, where nobody is spoken for.
     */
    country?: string;
  };
  /**
   * On whose side the speaker stands.
   */
  side?:
    | 'government'
    | 'legislature'
    | 'opposition'
    | 'international'
    | 'company'
    | 'industry'
    | 'indigenous'
    | 'community'
    | 'ngo'
    | 'union'
    | 'research'
    | 'media';
  /**
   * When it was said or published.
   */
  date?: string;
  /**
   * The records that the statement is about: agreements, countries, minerals, events, deposits, lists.
   *
   * Items: A record of any type, as type/id.
   */
  about?: string[];
  /**
   * What was said, in our own words.
   */
  paraphrase: string;
  /**
   * A few words of the original, marked with their language.
   */
  excerpt?: {
    /**
     * The words as they stand in the source; at most 240 characters.
     */
    text: string;
    /**
     * The language of the words.
     */
    language: string;
  };
  /**
   * The event at which it was said.
   */
  event?: string;
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
  /**
   * Where each asserted field stands in a source.
   */
  evidence?: Passage[];
}
/**
 * A text that carries facts: an official page, a treaty, a report, an article. A translation is a source of its own.
 */
export interface Source {
  /**
   * The type of the record.
   */
  type: 'source';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The title as it stands in the source. Absent only where the source itself was not seen.
   */
  title?: string;
  /**
   * Who published it.
   */
  publisher?: string;
  /**
   * What sort of source it is.
   */
  kind?:
    'official' | 'agreement-text' | 'law' | 'data' | 'press' | 'research' | 'organisation' | 'company' | 'reference';
  /**
   * Who wrote it.
   */
  author?: string;
  /**
   * Who translated it.
   */
  translator?: string;
  /**
   * The source of which this is a translation.
   */
  translation_of?: string;
  /**
   * The place in the dateline.
   */
  place?: string;
  /**
   * Where it stands. Absent only where the source itself was not seen, but is known through another.
   */
  url?: string;
  /**
   * The language it is written in.
   */
  language?: string;
  /**
   * When it was published.
   */
  published?: string;
  /**
   * When its text was last seen by us.
   */
  accessed?: string;
  /**
   * Whether it is a text of the body that it is about: a government on its own agreement.
   */
  official?: boolean;
  /**
   * An archived copy of the page.
   */
  archived?: {
    /**
     * The address of the copy.
     */
    url: string;
    /**
     * When the copy was made.
     */
    date?: string;
  };
  /**
   * Where a public repository holds the text that was read.
   */
  copy?: {
    /**
     * The repository, owner/name on GitHub.
     */
    repository: string;
    /**
     * The path of the file in the repository.
     */
    path: string;
    /**
     * The commit, 40 hexadecimal digits.
     */
    commit?: string;
  };
  /**
   * Identifiers of the same thing in other registers.
   */
  ids?: {
    /**
     * The item in Wikidata.
     */
    wikidata?: string;
    /**
     * The area code of the United Nations.
     */
    m49?: string;
    /**
     * The CAS registry number.
     */
    cas?: string;
    /**
     * The heading of the Harmonized System.
     */
    hs?: string;
    /**
     * The registration number in the United Nations Treaty Series.
     */
    unts?: string;
    /**
     * The number in the database of international investment agreements.
     */
    iia?: string;
    /**
     * The digital object identifier.
     */
    doi?: string;
  };
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
}
/**
 * A meeting, a summit or an occurrence at which agreements were made or that statements refer to.
 */
export interface Event {
  /**
   * The type of the record.
   */
  type: 'event';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The name in English, German, Spanish and Portuguese, as usage in that language has it.
   */
  names?: {
    /**
     * The English name.
     */
    en?: string;
    /**
     * The German name.
     */
    de?: string;
    /**
     * The Spanish name.
     */
    es?: string;
    /**
     * The Portuguese name.
     */
    pt?: string;
  };
  /**
   * Every other name by which people look for the record: abbreviations, trade names, ores, official and former names, adjectives.
   *
   * Items: One line of text without control characters.
   */
  aliases?: string[];
  /**
   * When it was, or when it began.
   */
  date?: string;
  /**
   * When it ended, where it took more than a day.
   */
  end?: string;
  /**
   * Where it was.
   */
  place?: string;
  /**
   * The country where it was.
   */
  country?: string;
  /**
   * The countries that took part, where a source lists them.
   *
   * Items: A country by its ISO 3166-1 alpha-2 code, or EU for the union.
   */
  participants?: string[];
  /**
   * What happened, in our own words.
   */
  summary?: string;
  /**
   * What was decided or announced, point by point.
   */
  outcomes?: {
    [k: string]: Fact | undefined;
  };
  /**
   * Numbers that sources give, each under a slug of its own.
   */
  figures?: {
    [k: string]: Figure | undefined;
  };
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
  /**
   * Identifiers of the same thing in other registers.
   */
  ids?: {
    /**
     * The item in Wikidata.
     */
    wikidata?: string;
    /**
     * The area code of the United Nations.
     */
    m49?: string;
    /**
     * The CAS registry number.
     */
    cas?: string;
    /**
     * The heading of the Harmonized System.
     */
    hs?: string;
    /**
     * The registration number in the United Nations Treaty Series.
     */
    unts?: string;
    /**
     * The number in the database of international investment agreements.
     */
    iia?: string;
    /**
     * The digital object identifier.
     */
    doi?: string;
  };
  /**
   * Where each asserted field stands in a source.
   */
  evidence?: Passage[];
}
/**
 * A place where minerals are found or mined: a deposit, a project, a mine, or a district of them.
 */
export interface Deposit {
  /**
   * The type of the record.
   */
  type: 'deposit';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The name in English, German, Spanish and Portuguese, as usage in that language has it.
   */
  names?: {
    /**
     * The English name.
     */
    en?: string;
    /**
     * The German name.
     */
    de?: string;
    /**
     * The Spanish name.
     */
    es?: string;
    /**
     * The Portuguese name.
     */
    pt?: string;
  };
  /**
   * Every other name by which people look for the record: abbreviations, trade names, ores, official and former names, adjectives.
   *
   * Items: One line of text without control characters.
   */
  aliases?: string[];
  /**
   * The countries in which it lies.
   *
   * Items: A country by its ISO 3166-1 alpha-2 code, or EU for the union.
   */
  countries: string[];
  /**
   * The region, province, state or department in which it lies, by name.
   */
  region?: string;
  /**
   * Where it lies, in decimal degrees (WGS 84), where a source gives it.
   */
  coordinates?: {
    /**
     * Degrees north; south is negative.
     */
    lat: number;
    /**
     * Degrees east; west is negative.
     */
    lon: number;
  };
  /**
   * The minerals that a source names for it.
   *
   * Items: A mineral, or a group of minerals, by its id.
   */
  minerals?: string[];
  /**
   * How far it is developed, as the newest source says.
   */
  stage?:
    | 'district'
    | 'prospect'
    | 'exploration'
    | 'feasibility'
    | 'permitting'
    | 'construction'
    | 'production'
    | 'suspended'
    | 'closed';
  /**
   * The organisations that own or work it; a state that owns it directly is country/XX.
   *
   * Items: An organisation by its id, or a country as country/XX.
   */
  operators?: string[];
  /**
   * What is reported of it, in our own words.
   */
  summary?: string;
  /**
   * Numbers that sources give, each under a slug of its own.
   */
  figures?: {
    [k: string]: Figure | undefined;
  };
  /**
   * The day on which somebody last looked for later events.
   */
  checked?: string;
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
  /**
   * Identifiers of the same thing in other registers.
   */
  ids?: {
    /**
     * The item in Wikidata.
     */
    wikidata?: string;
    /**
     * The area code of the United Nations.
     */
    m49?: string;
    /**
     * The CAS registry number.
     */
    cas?: string;
    /**
     * The heading of the Harmonized System.
     */
    hs?: string;
    /**
     * The registration number in the United Nations Treaty Series.
     */
    unts?: string;
    /**
     * The number in the database of international investment agreements.
     */
    iia?: string;
    /**
     * The digital object identifier.
     */
    doi?: string;
  };
  /**
   * Why no quote carries a core field: the reason, by field. No text of the source was available.
   */
  quote_missing?: {
    /**
     * Why there is no quote.
     */
    [k: string]: string | undefined;
  };
  /**
   * Where each asserted field stands in a source.
   */
  evidence?: Passage[];
}
/**
 * An official list of critical or strategic minerals, whole and dated: criticality is a relation to such a list.
 */
export interface List {
  /**
   * The type of the record.
   */
  type: 'list';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The name in English, German, Spanish and Portuguese, as usage in that language has it.
   */
  names?: {
    /**
     * The English name.
     */
    en?: string;
    /**
     * The German name.
     */
    de?: string;
    /**
     * The Spanish name.
     */
    es?: string;
    /**
     * The Portuguese name.
     */
    pt?: string;
  };
  /**
   * Every other name by which people look for the record: abbreviations, trade names, ores, official and former names, adjectives.
   *
   * Items: One line of text without control characters.
   */
  aliases?: string[];
  /**
   * The country or organisation that issued it.
   */
  issuer: string;
  /**
   * The ministry or agency that issued it.
   */
  authority?: string;
  /**
   * When it was published.
   */
  published?: string;
  /**
   * One mineral for each entry of the official text, at its granularity.
   *
   * Items: A mineral, or a group of minerals, by its id.
   */
  minerals: string[];
  /**
   * The lists that this one replaces.
   */
  succeeds?: string[];
  /**
   * What the list is for and how it was made, in our own words.
   */
  summary?: string;
  /**
   * Numbers that sources give, each under a slug of its own.
   */
  figures?: {
    [k: string]: Figure | undefined;
  };
  /**
   * The day on which somebody last looked for later events.
   */
  checked?: string;
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
  /**
   * Identifiers of the same thing in other registers.
   */
  ids?: {
    /**
     * The item in Wikidata.
     */
    wikidata?: string;
    /**
     * The area code of the United Nations.
     */
    m49?: string;
    /**
     * The CAS registry number.
     */
    cas?: string;
    /**
     * The heading of the Harmonized System.
     */
    hs?: string;
    /**
     * The registration number in the United Nations Treaty Series.
     */
    unts?: string;
    /**
     * The number in the database of international investment agreements.
     */
    iia?: string;
    /**
     * The digital object identifier.
     */
    doi?: string;
  };
  /**
   * Why no quote carries a core field: the reason, by field. No text of the source was available.
   */
  quote_missing?: {
    /**
     * Why there is no quote.
     */
    [k: string]: string | undefined;
  };
  /**
   * Where each asserted field stands in a source.
   */
  evidence?: Passage[];
}
/**
 * An official table of figures for one mineral: production and reserves by country and year.
 */
export interface Statistic {
  /**
   * The type of the record.
   */
  type: 'statistic';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The mineral that the table is about.
   */
  mineral: string;
  /**
   * The year of the publication.
   */
  edition?: string;
  /**
   * The figures, one for each country, measure and year.
   *
   * Items: One figure.
   */
  rows: {
    /**
     * The country; absent for the world.
     */
    country?: string;
    /**
     * What is measured.
     */
    measure: 'production' | 'reserves' | 'capacity' | 'resources' | 'import-reliance';
    /**
     * Where in the chain: mine, smelter, refinery; absent where the table does not tell.
     */
    stage?: string;
    /**
     * The year for which it holds.
     */
    year: string;
    /**
     * The number, in the unit.
     */
    value: number;
    /**
     * Tonnes, thousand tonnes, million tonnes, kilograms, carats, cubic metres, or percent.
     */
    unit: 't' | 'kt' | 'Mt' | 'kg' | 'thousand carats' | 'million carats' | 'million m³' | '%';
    /**
     * Of what: contained metal, gross weight, oxide equivalent.
     */
    basis?: string;
    /**
     * A limit the source puts on the value.
     */
    qualifier?: 'about' | 'more than' | 'at least' | 'less than' | 'up to';
    /**
     * Whether the source marks the value as an estimate.
     */
    estimated?: boolean;
    /**
     * What the value leaves out or includes.
     */
    note?: string;
  }[];
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
  /**
   * Where each asserted field stands in a source.
   */
  evidence?: Passage[];
}
/**
 * What was searched, when and in which languages, so that finding nothing means something.
 */
export interface Sweep {
  /**
   * The type of the record.
   */
  type: 'sweep';
  /**
   * The id of the record, unique in its type.
   */
  id: string;
  /**
   * What to call the record in English, in one line.
   */
  name: string;
  /**
   * The countries, minerals or events for which was searched.
   *
   * Items: A record of any type, as type/id.
   */
  about: string[];
  /**
   * When the search was made.
   */
  date: string;
  /**
   * The languages of the search words.
   *
   * Items: A language by its ISO 639-1 code.
   */
  languages?: string[];
  /**
   * Where was searched: official sites, registers, news, archives.
   *
   * Items: One line of text without control characters.
   */
  where?: string[];
  /**
   * The words that were searched for.
   *
   * Items: One line of text without control characters.
   */
  queries?: string[];
  /**
   * What came of it, in a sentence; nothing is an answer.
   */
  found?: string;
  /**
   * A remark of the editors for readers of the record. Asserts nothing.
   */
  note?: string;
}

/** The name of a type: `agreement`. */
export type TypeName = keyof Records;

/** One of some values, or several joined by plus signs. */
export type Joined<Value extends string> = Value | `${Value}+${string}`;

/** Filters of `query`. Several values match any of them; values joined by a plus sign must all match. */
export interface Filters {
  /** Only records of this form. */
  kind?:
    | Joined<
        | 'mou'
        | 'framework'
        | 'action-plan'
        | 'joint-statement'
        | 'declaration-of-intent'
        | 'forum'
        | 'strategic-partnership'
        | 'trade-agreement'
        | 'treaty'
        | 'fund'
        | 'contract'
        | 'other'
      >
    | readonly Joined<
        | 'mou'
        | 'framework'
        | 'action-plan'
        | 'joint-statement'
        | 'declaration-of-intent'
        | 'forum'
        | 'strategic-partnership'
        | 'trade-agreement'
        | 'treaty'
        | 'fund'
        | 'contract'
        | 'other'
      >[];
  /** Only records involving this country in any way: as party, holder, speaker, subject or place, or through its organisations. */
  country?: string | readonly string[];
  /** Only records signed by this country or organisation; ASEAN:members means any member of ASEAN. */
  party?: string | readonly string[];
  /** Only records involving this organisation: as party, operator, speaker, issuer or subject. */
  organisation?: string | readonly string[];
  /** Only records with this latest status. */
  status?:
    | Joined<
        | 'announced'
        | 'negotiated'
        | 'signed'
        | 'provisionally-applied'
        | 'ratified'
        | 'in-force'
        | 'suspended'
        | 'expired'
        | 'terminated'
        | 'superseded'
      >
    | readonly Joined<
        | 'announced'
        | 'negotiated'
        | 'signed'
        | 'provisionally-applied'
        | 'ratified'
        | 'in-force'
        | 'suspended'
        | 'expired'
        | 'terminated'
        | 'superseded'
      >[];
  /** Only records that create legal obligations. */
  binding?: boolean | 'yes' | 'no' | 'unknown';
  /** Only records about this mineral; groups and their members are found too and marked as inferred. */
  mineral?: string | readonly string[];
  /** Only records about this topic. */
  topic?:
    | Joined<
        | 'batteries'
        | 'capacity-building'
        | 'deep-sea-mining'
        | 'defence'
        | 'environmental-standards'
        | 'exploration'
        | 'export-controls'
        | 'financing'
        | 'geological-mapping'
        | 'information-sharing'
        | 'infrastructure'
        | 'investment'
        | 'labour-and-communities'
        | 'logistics'
        | 'market-access'
        | 'mining'
        | 'offtake'
        | 'permitting'
        | 'price-floors'
        | 'processing'
        | 'project-planning'
        | 'recycling'
        | 'research'
        | 'stockpiling'
        | 'supply-chain-resilience'
        | 'technology-transfer'
        | 'traceability'
        | 'trade'
        | 'value-chains'
      >
    | readonly Joined<
        | 'batteries'
        | 'capacity-building'
        | 'deep-sea-mining'
        | 'defence'
        | 'environmental-standards'
        | 'exploration'
        | 'export-controls'
        | 'financing'
        | 'geological-mapping'
        | 'information-sharing'
        | 'infrastructure'
        | 'investment'
        | 'labour-and-communities'
        | 'logistics'
        | 'market-access'
        | 'mining'
        | 'offtake'
        | 'permitting'
        | 'price-floors'
        | 'processing'
        | 'project-planning'
        | 'recycling'
        | 'research'
        | 'stockpiling'
        | 'supply-chain-resilience'
        | 'technology-transfer'
        | 'traceability'
        | 'trade'
        | 'value-chains'
      >[];
  /** Only records made, said or announced at this event. */
  event?: string | readonly string[];
  /** Only records with a provision of this kind. */
  clause?:
    | Joined<
        | 'obligation'
        | 'offtake'
        | 'right-of-first-offer'
        | 'price-floor'
        | 'exclusivity'
        | 'local-processing'
        | 'financing'
        | 'equity'
        | 'tax-and-royalty'
        | 'export-restriction'
        | 'investment-screening'
        | 'information-sharing'
        | 'geological-mapping'
        | 'permitting'
        | 'standards'
        | 'stockpiling'
        | 'recycling'
        | 'workforce'
        | 'technology-transfer'
        | 'governance'
        | 'confidentiality'
        | 'dispute-settlement'
        | 'term'
        | 'termination'
        | 'non-binding'
        | 'other'
      >
    | readonly Joined<
        | 'obligation'
        | 'offtake'
        | 'right-of-first-offer'
        | 'price-floor'
        | 'exclusivity'
        | 'local-processing'
        | 'financing'
        | 'equity'
        | 'tax-and-royalty'
        | 'export-restriction'
        | 'investment-screening'
        | 'information-sharing'
        | 'geological-mapping'
        | 'permitting'
        | 'standards'
        | 'stockpiling'
        | 'recycling'
        | 'workforce'
        | 'technology-transfer'
        | 'governance'
        | 'confidentiality'
        | 'dispute-settlement'
        | 'term'
        | 'termination'
        | 'non-binding'
        | 'other'
      >[];
  /** Only records about the minerals on this official list. */
  list?: string | readonly string[];
  /** Only records with evidence from this source. */
  source?: string | readonly string[];
  /** Only records that concern a country of this part of the world. */
  region?:
    | Joined<
        | 'Northern Africa'
        | 'Sub-Saharan Africa'
        | 'Northern America'
        | 'Central America'
        | 'Caribbean'
        | 'South America'
        | 'Central Asia'
        | 'Eastern Asia'
        | 'South-eastern Asia'
        | 'Southern Asia'
        | 'Western Asia'
        | 'Eastern Europe'
        | 'Northern Europe'
        | 'Southern Europe'
        | 'Western Europe'
        | 'Oceania'
        | 'European Union'
      >
    | readonly Joined<
        | 'Northern Africa'
        | 'Sub-Saharan Africa'
        | 'Northern America'
        | 'Central America'
        | 'Caribbean'
        | 'South America'
        | 'Central Asia'
        | 'Eastern Asia'
        | 'South-eastern Asia'
        | 'Southern Asia'
        | 'Western Asia'
        | 'Eastern Europe'
        | 'Northern Europe'
        | 'Southern Europe'
        | 'Western Europe'
        | 'Oceania'
        | 'European Union'
      >[];
  /** Only records said by, or on behalf of, this person, body or country. */
  speaker?: string | readonly string[];
  /** Only records said from this side: government, company, indigenous, …. */
  side?:
    | Joined<
        | 'government'
        | 'legislature'
        | 'opposition'
        | 'international'
        | 'company'
        | 'industry'
        | 'indigenous'
        | 'community'
        | 'ngo'
        | 'union'
        | 'research'
        | 'media'
      >
    | readonly Joined<
        | 'government'
        | 'legislature'
        | 'opposition'
        | 'international'
        | 'company'
        | 'industry'
        | 'indigenous'
        | 'community'
        | 'ngo'
        | 'union'
        | 'research'
        | 'media'
      >[];
  /** Only records at this stage of development. */
  stage?:
    | Joined<
        | 'district'
        | 'prospect'
        | 'exploration'
        | 'feasibility'
        | 'permitting'
        | 'construction'
        | 'production'
        | 'suspended'
        | 'closed'
      >
    | readonly Joined<
        | 'district'
        | 'prospect'
        | 'exploration'
        | 'feasibility'
        | 'permitting'
        | 'construction'
        | 'production'
        | 'suspended'
        | 'closed'
      >[];
}
