import { defineConfig } from 'vitest/config';

/** Tests of the built program. All others run the sources, without a build. */
const BUILT = ['bundles', 'code-cache', 'completion', 'killed', 'library', 'package', 'sinks', 'site'].map(
  (name) => `test/${name}.test.ts`,
);

export default defineConfig({
  test: {
    setupFiles: ['test/table-widths.ts'],
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: 'sources', include: ['test/**/*.test.ts'], exclude: BUILT } },
      { extends: true, test: { name: 'built', include: BUILT, globalSetup: ['test/build-once.ts'] } },
    ],
    // The checks of a push take the counts from the report.
    ...(process.env['CI'] ? { reporters: ['default', ['json', { outputFile: 'reports/tests.json' }]] } : {}),
  },
});
