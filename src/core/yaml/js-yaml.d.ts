/** Types for the part of js-yaml that is used. */
declare module 'js-yaml-4' {
  export const CORE_SCHEMA: object;
  /** Throws YAMLException for invalid YAML. */
  export const load: (text: string, options: { readonly schema: object }) => unknown;
}
