import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSchemaErrors } from './output-schemas.ts';
import { createRepository } from './repository.ts';
import { BOOKSHOP, run } from './run.ts';

/** The bookshop with two states in git, and a third that is not committed. */
const history = () => {
  const { folder, commit, git } = createRepository();
  const path = (file: string): string => join(folder, 'dataset', file);
  const edit = (file: string, from: string, to: string): void => {
    const text = readFileSync(path(file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
    writeFileSync(path(file), text.replace(from, to));
  };
  const first = commit('2026-02-01');
  const diff = async (...args: string[]) => run(['diff', ...args], { root: folder, workingFolder: folder });
  return { folder, path, edit, commit, git, diff, first };
};

describe('diff', () => {
  it('tells in words what the working tree changes', async () => {
    const { path, edit, diff } = history();
    edit('books/solaris.yaml', 'form: novel', 'form: play');
    edit('books/cyberiad.yaml', 'genres: [', 'genres: [fiction, ');
    renameSync(path('books/essays.yaml'), path('books/essays-undated.yaml'));
    rmSync(path('shelves/front.yaml'));
    writeFileSync(path('genres/poetry.yaml'), 'name: Poetry\n');
    const { out, err, status } = await diff();
    expect([err, status]).toEqual(['', 0]);
    expect(out).toMatchInlineSnapshot(`
      "ADDED (1)

        • genre/poetry: Poetry

      CHANGED (2)

        • book/cyberiad: The Cyberiad
          • genres: + fiction (gazette)
        • book/solaris: Solaris
          • form: novel → play (almanac)

      RENAMED (1)

        • book/essays-undated: Undated essays, renamed from book/essays

      WITHDRAWN (1)

        • shelf/front: The front shelf
      "
    `);
    const json = await diff('HEAD', '--json');
    expect(findSchemaErrors('diff', json.out)).toEqual([]);
    expect((await diff('HEAD', '--json')).out).toBe(json.out);
    expect((await diff('HEAD', '--format', 'markdown')).out).toMatchInlineSnapshot(`
      "## Added (1)

      - **genre/poetry**: Poetry

      ## Changed (2)

      - **book/cyberiad**: The Cyberiad
        - genres: + fiction (gazette)
      - **book/solaris**: Solaris
        - form: novel → play (almanac)

      ## Renamed (1)

      - **book/essays-undated**: Undated essays, renamed from book/essays

      ## Withdrawn (1)

      - **shelf/front**: The front shelf
      "
    `);
  });

  it('tells conflicts from evidence', async () => {
    const { edit, commit, diff } = history();
    edit('books/solaris.yaml', 'evidence:\n', 'evidence:\n  - {source: gazette, supports: [form], says: play}\n');
    commit('2026-02-02');
    const opened = JSON.parse((await diff('HEAD~1..HEAD', '--json')).out) as { records: unknown };
    expect(opened.records).toMatchInlineSnapshot(`
      [
        {
          "change": "changed",
          "conflicts": {
            "opened": [
              {
                "field": "form",
                "says": "play",
                "source": "gazette",
              },
            ],
            "settled": [],
          },
          "evidence": {
            "added": [],
            "changed": [],
            "removed": [],
          },
          "fields": [],
          "name": "Solaris",
          "ref": "book/solaris",
        },
      ]
    `);
    const settled = await diff('HEAD..HEAD~1');
    expect(settled.out).toContain('conflict settled: source gives form as play');
  });

  it('tells schemas apart, and nothing where nothing changed', async () => {
    const { folder, diff, first } = history();
    expect(JSON.parse((await diff('--json')).out)).toEqual({
      from: { revision: 'HEAD', commit: first },
      to: { revision: null, commit: null },
      records: [],
      schemas: [],
    });
    expect((await diff()).out).toBe('no facts changed\n');
    const schema = join(folder, 'schemas/genre.schema.json');
    const text = readFileSync(schema, 'utf8');
    writeFileSync(schema, JSON.stringify(JSON.parse(text)));
    expect((await diff()).out).toBe('no facts changed\n');
    writeFileSync(schema, text.replace('"title"', '"$comment": "x", "title"'));
    expect((await diff('--json')).out).toContain('"file": "genre.schema.json"');
  });

  it('says what it could not read', async () => {
    const { path, diff } = history();
    writeFileSync(path('books/solaris.yaml'), 'name: "\n');
    const { out, err } = await diff();
    expect(out).toBe('no facts changed\n');
    expect(err).toBe('note: skipped, not readable: book/solaris\n');
  });

  it.each([
    ['nowhere', 'no revision is called "nowhere"'],
    ['--ext-diff=x', 'diff has no option --ext-diff'],
    ['a...b', 'has three dots'],
    ['..nowhere', 'no revision is called "nowhere"'],
    ['^HEAD', 'no revision is called "^HEAD"'],
  ])('refuses %s in a sentence', async (revisions, message) => {
    const { diff } = history();
    const { err, status, out } = await diff(revisions);
    expect([out, status]).toEqual(['', 2]);
    expect(err).toContain(message);
  });

  it('compares another dataset, without schemas', async () => {
    const { folder, edit } = history();
    edit('books/solaris.yaml', 'form: novel', 'form: play');
    const { out } = await run(['diff', '--json', '--dataset', join(folder, 'dataset')]);
    expect(JSON.parse(out)).toMatchObject({
      records: [{ ref: 'book/solaris', fields: [{ field: 'form', from: 'novel', to: 'play', sources: ['almanac'] }] }],
      schemas: [],
    });
    const { err, status } = await run(['diff', 'HEAD..HEAD', '--dataset', join(folder, 'schemas')]);
    expect([err.split('\n')[0], status]).toEqual([`error: HEAD has no records in ${folder}/schemas`, 2]);
  });

  it('tells a passage that carries the same by other words once, and that a dataset is new', async () => {
    const { folder, path, edit, commit, diff } = history();
    edit('books/solaris.yaml', '"Solaris, a novel"', '"A novel"');
    const { out } = await diff();
    expect(out).toContain('evidence changed: form, authors');
    expect(out).not.toMatch(/evidence (?:added|removed)/);
    rmSync(join(folder, 'dataset'), { recursive: true });
    commit('2026-02-02');
    cpSync(join(BOOKSHOP, 'dataset/genres'), path('genres'), { recursive: true });
    const all = await diff();
    expect([all.out, all.err]).toEqual([
      expect.stringMatching(/ADDED \(\d\)[^]*genre\/satire: Satire/),
      'note: HEAD has no records in this folder, so all records are new\n',
    ]);
  });

  it('needs a folder', async () => {
    const { folder } = history();
    const { err, status } = await run(['diff', '--dataset', join(folder, 'nowhere')], { workingFolder: folder });
    expect([status, err]).toEqual([3, expect.stringContaining('it does not exist')]);
  });

  it('needs a repository', async () => {
    const { folder, diff } = history();
    rmSync(join(folder, '.git'), { recursive: true });
    const { err, status } = await diff();
    expect(status).toBe(2);
    expect(err).toContain('is not in a git repository');
  });
});
