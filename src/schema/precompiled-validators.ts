/** Validators that were compiled from schemas beforehand, by `fingerprint`: the build puts them here, sources have none. */
export const precompiledValidators: Readonly<Record<string, unknown>> = {};
