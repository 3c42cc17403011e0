import { isPathPrefix, readEvidence } from '../core/schema/assertions.ts';
import { coreFields } from './quotes/core-values.ts';
import type { CodedFinding, RuleSet, RuleContext, RecordUnderTest } from './rule.ts';
import { readRewritingHosts } from './word-lists.ts';

/** Addresses that a reader can go to and find what was read there. */
export const addressRules: RuleSet = {
  rules: [
    {
      code: 'URL001',
      severity: 'error',
      summary: 'an address that changes under the reader',
      why: 'A front page or a list of articles shows something else next week.',
      remedy: 'Write the address of the article itself.',
      example: {
        type: 'source',
        wrong: 'name: A page\ntitle: A page\nurl: https://www.example.org/tag/lithium/\n',
        right: 'name: A page\ntitle: A page\nurl: https://www.example.org/2026/lithium-agreement\n',
      },
    },
    {
      code: 'URL002',
      severity: 'error',
      summary: 'a core field that rests only on a site that rewrites others by machine',
      why: 'Such texts swap names, dates and verbs; the error is copied with them.',
      remedy: 'Cite the text that was rewritten. The sites are in schemas/rewriting-sites.yaml.',
    },
  ],
  createCheck: (library) => {
    const hosts = readRewritingHosts(library.catalog);
    return function* (record): Iterable<CodedFinding> {
      const { type, data } = record;
      if (type.schema.properties?.['url'] && typeof data['url'] === 'string' && isChanging(data['url']))
        yield {
          code: 'URL001',
          pointer: '/url',
          message: 'this address shows something else from time to time',
          hint: 'write the address of the article itself',
        };
      if (hosts.size > 0) yield* rewrittenOnly(record, library, hosts);
    };
  },
};

const LISTING =
  /\/(?:tag|tags|author|authors|category|categories|topic|topics|etiqueta|etiquetas|categoria|autor|schlagwort|rubrik)\/[^/]+\/?$/i;

const isChanging = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { pathname, search } = new URL(address);
  return LISTING.test(pathname) || (/^\/(?:index\.\w+|home\/?|[a-z]{2}\/?)?$/i.test(pathname) && search === '');
};

function* rewrittenOnly(
  { type, data }: RecordUnderTest,
  { findRecord: find }: RuleContext,
  hosts: ReadonlySet<string>,
): Iterable<CodedFinding> {
  const passages = readEvidence(data).filter(({ says }) => says === undefined);
  for (const field of coreFields(type.schema)) {
    const sources = passages
      .filter(({ supports }) => supports.some((each) => isPathPrefix(field, each) || isPathPrefix(each, field)))
      .map(({ source }) => hostOf(find(`source/${source}`)?.data['url']));
    if (sources.length === 0 || !sources.every((host) => host !== undefined && hosts.has(host))) continue;
    yield {
      code: 'URL002',
      pointer: `/${field}`,
      atKey: true,
      message: `${field} rests only on ${sources[0]}, which rewrites the texts of others by machine`,
      hint: 'cite the text that was rewritten',
    };
  }
}

const hostOf = (address: unknown): string | undefined =>
  typeof address === 'string' && URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : undefined;
