import { resolve } from 'node:path';
import type { Command } from './command.ts';

export const siteCommand: Command = {
  name: 'site',
  arguments: [{ name: '<folder>', description: 'new or empty folder, or an earlier site', allowsSpaces: true }],
  summary: 'Write the dataset as web pages that need no server',
  options: () => [],
  examples: [{ command: 'minerals site pages', description: 'then open pages/index.html' }],
  run: async (context, [folderName = '']) => {
    const { buildSite, SITE_MARKER } = await import('../site/build.ts');
    const files = buildSite(await context.dataset(), context.version);
    return {
      files: {
        folder: resolve(context.workingFolder, folderName),
        displayName: folderName,
        files,
        replace: false,
        marker: SITE_MARKER,
      },
      data: { files: files.size },
      view: [{ prose: `${files.size} files written to ${folderName}` }],
    };
  },
};
