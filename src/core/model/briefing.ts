/** A dated event in a briefing. The names of its fields are those of the JSON output. */
export interface BriefingEvent {
  readonly date: string;
  /** Kind of event: signed, in force, statement. */
  readonly what: string;
  readonly name: string;
  /** Title of the type of the record that reports the event. */
  readonly of: string;
}

/** A partner of the record that a briefing is about. */
export interface BriefingPartner {
  readonly name: string;
  /** Number of records that the two share. */
  readonly records: number;
}

/** Cover, timeline and partners of a briefing. */
export interface Briefing {
  readonly ref: string;
  readonly name: string;
  /** Day of the briefing, YYYY-MM-DD. */
  readonly day: string;
  readonly version: string | null;
  readonly language: string;
  readonly timeline: readonly BriefingEvent[];
  readonly partners: readonly BriefingPartner[];
}
