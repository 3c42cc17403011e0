/** A question to the person at the terminal. */
export interface Prompt {
  readonly message: string;
  /** What is meant, where the message alone does not tell. */
  readonly hint?: string;
  /** The only answers that it takes. */
  readonly choices?: readonly string[];
  /** Whether several of the choices may be given. */
  readonly many?: boolean;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** The answer that is proposed. */
  readonly proposed?: string;
  /** What is wrong with an answer, in words; undefined where it will do. */
  readonly check: (answer: string) => string | undefined;
}

/** Asks until the answer will do; undefined where it was left out. Throws UserError where the person gives up. */
export type AskPrompt = (question: Prompt) => Promise<string | undefined>;
