/** A usage error: one sentence and a hint with valid or similar values. Exit status 2. */
export class UserError extends Error {
  // The build renames classes, so the name is set explicitly.
  static override readonly name: string = 'UserError';
  override readonly name: string = 'UserError';
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Several things have the name; `candidates` are their references. For users of the library a UserError. Exit status 2. */
export class AmbiguousNameError extends UserError {
  readonly candidates: readonly string[];
  constructor(message: string, hint: string, candidates: readonly string[]) {
    super(message, hint);
    this.candidates = candidates;
  }
}

/** The named thing does not exist; `candidates` are the references of what may be meant. Exit status 1. */
export class NotFoundError extends UserError {
  static override readonly name = 'NotFoundError';
  override readonly name = 'NotFoundError';
  readonly candidates: readonly string[];
  constructor(message: string, hint?: string, candidates: readonly string[] = []) {
    super(message, hint);
    this.candidates = candidates;
  }
}

/** The dataset cannot be read. Exit status 3. */
export class DatasetError extends Error {
  static override readonly name = 'DatasetError';
  override readonly name: string = 'DatasetError';
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
