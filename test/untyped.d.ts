/** Types for the parts of untyped packages that the tests use. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(text: string, options: { forceType: string; generateGraph: boolean });
    readonly data: Partial<import('../src/core/model/citation.ts').Citation>[];
  }
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
declare module 'sql.js' {
  export default function initSqlJs(): Promise<{
    readonly Database: new (file?: Uint8Array) => {
      run(sql: string): void;
      exec(sql: string): { columns: string[]; values: unknown[][] }[];
    };
  }>;
}
declare module 'js-yaml' {
  export const safeLoad: (text: string) => unknown;
}
