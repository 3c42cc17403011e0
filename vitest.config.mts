import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    setupFiles: ['test/table-widths.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // The checks of a push take the counts from the report.
    ...(process.env['CI'] ? { reporters: ['default', ['json', { outputFile: 'reports/tests.json' }]] } : {}),
  },
});
