import { resolve } from 'node:path';
import { requiredText } from './input.ts';
import { defineOperation } from './operation.ts';

export const siteOperation = defineOperation({
  name: 'site',
  arguments: {
    folder: requiredText({ description: 'new or empty folder, or an earlier site', allowsSpaces: true }),
  },
  summary: 'Write the dataset as web pages that need no server',
  options: {},
  examples: [{ command: 'minerals site pages', description: 'then open pages/index.html' }],
  run: async ({ dataset, version, today, workingFolder }, { folder }) => {
    const { buildSite, SITE_MARKER } = await import('../site/build.ts');
    const files = await buildSite(dataset, { version, today });
    return {
      output: { files: files.size },
      written: {
        folder: resolve(workingFolder, folder),
        displayName: folder,
        files,
        replace: false,
        marker: SITE_MARKER,
      },
    };
  },
  view: ({ output, written }) => [{ prose: `${output.files} files written to ${written.displayName}` }],
  files: ({ written }) => written,
});
