/** The person asked wrongly: one sentence, and a hint that lists what exists or is near. Exit status 2. */
export class UserError extends Error {
  // The build gives classes other names.
  static override readonly name: string = 'UserError';
  override readonly name: string = 'UserError';
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** The answer is no: what was asked for by name does not exist. Exit status 1. */
export class NotFoundError extends UserError {
  static override readonly name = 'NotFoundError';
  override readonly name = 'NotFoundError';
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
