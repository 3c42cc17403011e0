/** A dated happening of a briefing. */
export interface BriefingEvent {
  readonly date: string;
  /** What it was: signed, in force, statement. */
  readonly what: string;
  readonly name: string;
  /** The type of the record that tells it, by its title. */
  readonly of: string;
}

/** Somebody tied to the record of a briefing. */
export interface BriefingPartner {
  readonly name: string;
  /** How many records tie the two. */
  readonly records: number;
}

/** What is drawn in a briefing, and what stands on its cover. */
export interface Briefing {
  readonly ref: string;
  readonly name: string;
  /** The day of the briefing, YYYY-MM-DD. */
  readonly day: string;
  readonly version: string | null;
  readonly language: string;
  readonly timeline: readonly BriefingEvent[];
  readonly partners: readonly BriefingPartner[];
}
