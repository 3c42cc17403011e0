/** What the tests use of citation.js, which has no types of its own. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(text: string, options: { forceType: string; generateGraph: boolean });
    readonly data: Partial<import('../src/model/citation.ts').Citation>[];
  }
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
