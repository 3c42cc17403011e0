import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFromCommit } from '../../src/node/open.ts';
import { resolveCommit, findCommitBefore } from '../../src/node/git.ts';
import { readCatalog } from '../../src/node/read-catalog.ts';
import { createRepository } from '../repository.ts';

describe('revisions', () => {
  it('open the dataset as it stood', async () => {
    const { folder, commit } = createRepository();
    const first = commit('2026-02-01');
    rmSync(join(folder, 'dataset/books/essays.yaml'));
    writeFileSync(join(folder, 'dataset/books/kindred.yaml'), 'name: Another name\n');
    const second = commit('2026-02-03');
    writeFileSync(join(folder, 'dataset/books/kindred.yaml'), 'name: Not committed\n');
    const place = { folder: join(folder, 'dataset'), schemas: join(folder, 'schemas') };
    const catalog = readCatalog(place.schemas);
    const before = await openFromCommit(catalog, place, await resolveCommit(place.folder, 'HEAD~1'));
    const after = await openFromCommit(catalog, place, await resolveCommit(place.folder, 'main'));
    const nameIn = (dataset: typeof before): unknown => {
      const entry = dataset.find('book/kindred');
      return entry && dataset.record(entry).data['name'];
    };
    expect([nameIn(before), nameIn(after)]).toEqual(['Kindred', 'Another name']);
    expect([before, after].map((dataset) => dataset.find('book/essays')?.id)).toEqual(['essays', undefined]);
    expect(await findCommitBefore(place.folder, '2026-02-02')).toBe(first);
    expect(await findCommitBefore(place.folder, '2026-02-03')).toBe(second);
    await expect(findCommitBefore(place.folder, '2026-01-31')).rejects.toThrow('no commit from 2026-01-31 or before');
  });

  it('are refused in a sentence where there are none', async () => {
    const { folder, commit } = createRepository();
    commit('2026-02-01');
    await expect(resolveCommit(folder, 'nowhere')).rejects.toThrow('no revision is called "nowhere"');
    const bare = mkdtempSync(join(tmpdir(), 'minerals-'));
    onTestFinished(() => rmSync(bare, { recursive: true }));
    await expect(resolveCommit(bare, 'HEAD')).rejects.toThrow('is not in a git repository');
  });

  it('that look like options are only names', async () => {
    const { folder, commit } = createRepository();
    commit('2026-02-01');
    const file = join(folder, 'written');
    for (const name of [`--output=${file}`, '--all', '-h', '', 'HEAD --all', '$(touch x)'])
      await expect(resolveCommit(folder, name)).rejects.toThrow('no revision is called');
    expect(existsSync(file)).toBe(false);
  });

  it('that a shallow clone lacks are named as such', async () => {
    const { folder, commit, git } = createRepository();
    commit('2026-02-01');
    commit('2026-02-02');
    git('clone', '--quiet', '--depth=1', `file://${folder}`, join(folder, 'shallow'));
    await expect(resolveCommit(join(folder, 'shallow'), 'HEAD~1')).rejects.toMatchObject({
      hint: expect.stringContaining('--unshallow') as string,
    });
  });
});
