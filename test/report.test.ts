import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatHtmlReport } from '../src/format/report/html.ts';
import type { Briefing } from '../src/core/model/briefing.ts';
import { BOOKSHOP, REPOSITORY, run } from './run.ts';
import { present } from './presentation.ts';

/** Tags and texts of a page by an independent parser. Throws if the page is not well formed. */
const parsed = (page: string): { tags: string[]; text: string; links: string[] } => {
  const parser = new SaxesParser();
  const tags: string[] = [];
  const links: string[] = [];
  let text = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    tags.push(name);
    if (attributes['href'] !== undefined) links.push(String(attributes['href']));
  });
  parser.on('text', (part) => {
    text += part;
  });
  parser.write(page).close();
  return { tags, text, links };
};

const HOSTILE = `</title><script>alert("1")</script> & 'quoted' [1] [99] ]]> <!--`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'minerals-'));
  cpSync(join(BOOKSHOP, 'dataset'), join(folder, 'dataset'), { recursive: true });
  const evidence = [{ source: 'almanac', supports: ['summary', 'form'], locator: { from: '"><script>' } }];
  const book = { name: HOSTILE, form: 'essay', authors: ['lem'], summary: HOSTILE, published: '1999', evidence };
  writeFileSync(join(folder, 'dataset', 'books', 'hostile.yaml'), JSON.stringify(book));
  writeFileSync(
    join(folder, 'dataset', 'sources', 'almanac.yaml'),
    JSON.stringify({ name: HOSTILE, title: HOSTILE, url: 'javascript:alert(1)' }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a briefing in HTML', () => {
  it.each(['book/hostile', 'author/lem', 'source/almanac'])('shows what %s says, and obeys none of it', async (ref) => {
    const { out } = await run(['report', ref, '--format', 'html', '--dataset', join(folder, 'dataset')]);
    const { tags, text, links } = parsed(out);
    expect(tags).not.toContain('script');
    expect(text).toContain(HOSTILE.slice(0, 40));
    expect(links.filter((link) => !/^(?:#(?:s\d+|section-[a-z0-9-]+)$|https?:)/.test(link))).toEqual([]);
  });

  it('leads each mark to a source, and each source to its passage', async () => {
    const { out } = await run(['report', 'country/PE', '--format', 'html'], { root: REPOSITORY });
    const { tags, links } = parsed(out);
    const marks = links.filter((link) => link.startsWith('#s') && !link.startsWith('#section-'));
    expect(marks.length).toBeGreaterThan(20);
    for (const mark of new Set(marks)) expect(out).toContain(`<li id="${mark.slice(1)}">`);
    for (const link of links.filter((target) => target.startsWith('#section-')))
      expect(out).toContain(`<h2 id="${link.slice(1)}">`);
    expect(links.filter((link) => link.includes(':~:text=')).length).toBeGreaterThan(20);
    expect(tags.filter((tag) => tag === 'svg')).toHaveLength(2);
    // The page loads nothing: URLs occur only in links.
    expect(out.replaceAll(/<a href="[^"]*"/g, '')).not.toMatch(/(?:src|href|url\()[="']*https?:/);
  });

  it.each(['markdown', 'html'])('has no marks but those of its evidence, in %s', async (format) => {
    const { out } = await run(['report', 'book/hostile', '--format', format, '--dataset', join(folder, 'dataset')]);
    const isMarkdown = format === 'markdown';
    // The text contains [1] and [99]; its only source is the first.
    expect(out).not.toMatch(isMarkdown ? /\[\^99\]/ : /#s99/);
    expect(out).toContain(isMarkdown ? String.raw`\[1\] \[99\]` : '[1] [99]');
    expect(out).toMatch(isMarkdown ? /\[\^1\]/ : /<sup><a href="#s1">1<\/a><\/sup>/);
  });

  it('is short if it is brief: few items, no details, and only the sources of these', async () => {
    const [full, brief] = [
      await run(['report', 'country/PE', '--format', 'markdown'], { root: REPOSITORY }),
      await run(['report', 'country/PE', '--format', 'markdown', '--brief'], { root: REPOSITORY }),
    ];
    expect(brief.out).toContain('## At a glance');
    expect(brief.out.split('\n').length).toBeLessThan(110);
    expect(full.out.split('\n').length).toBeGreaterThan(300);
    const cited = new Set(Array.from(brief.out.matchAll(/\[\^(\d+)\](?!:)/g), ([, number]) => number));
    const listed = Array.from(brief.out.matchAll(/^\[\^(\d+)\]:/gm), ([, number]) => number);
    expect(listed).toEqual([...cited].toSorted((a, b) => Number(a) - Number(b)));
  });

  it('draws any number of happenings and partners', () => {
    const many = (count: number): Briefing => ({
      ref: 'a/b',
      name: HOSTILE,
      day: '2026-11-22',
      version: null,
      language: 'en',
      timeline: Array.from({ length: count }, (_, index) => ({
        date: String(1900 + (index % 127)),
        what: HOSTILE,
        name: HOSTILE,
        of: HOSTILE,
      })),
      partners: Array.from({ length: count }, (_, index) => ({ name: HOSTILE, records: index + 1 })),
    });
    for (const count of [0, 1, 2, 25, 3000]) {
      const briefing = many(count);
      const page = formatHtmlReport(present(briefing, [{ heading: 'x', level: 1 }]), {
        colour: false,
        hyperlinks: false,
        width: undefined,
      });
      expect(parsed(page).tags.filter((tag) => tag === 'svg')).toHaveLength(count === 0 ? 0 : 2);
      expect(page).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('goes into a file, whole or not at all', async () => {
    const file = join(folder, 'page.html');
    const { out } = await run(['report', 'solaris', '--format', 'html', '--output', file]);
    expect(out).toBe('');
    expect(readFileSync(file, 'utf8')).toBe((await run(['report', 'solaris', '--format', 'html'])).out);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
