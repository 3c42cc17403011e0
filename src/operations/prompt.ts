/** A question to the person at the terminal. */
export interface Prompt {
  readonly message: string;
  /** Explanation shown after the message. */
  readonly hint?: string;
  /** The only accepted answers. */
  readonly choices?: readonly string[];
  /** Several of the choices may be selected. */
  readonly isMultiple?: boolean;
  readonly isOptional: boolean;
  /** The answer that is filled in at first. */
  readonly initialValue?: string;
  /** Describes the problem with an answer; undefined if the answer is valid. */
  readonly findProblem: (answer: string) => string | undefined;
}

/** Asks until the answer is valid; undefined if it was skipped. Throws UserError if the person cancels. */
export type AskPrompt = (prompt: Prompt) => Promise<string | undefined>;
