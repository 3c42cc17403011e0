/** Validators by schema fingerprint. The build replaces this file with compiled ones; there are none in the sources. */
export const precompiledValidators: Readonly<Record<string, unknown>> = {};
