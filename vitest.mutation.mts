import { defineConfig } from 'vitest/config';

/**
 * The tests that can notice a change of the rules and the questions. Those that look at files or at what is built cannot;
 * those that read the whole dataset for each change would take hours.
 */
export default defineConfig({
  test: {
    include: [
      'test/{bar,check-cached,cite,diagnostic-formats,diff,documents,file-removed,format-files,graph,hostile,new}.test.ts',
      'test/{properties,report,rules,validate-options,validity,widths}.test.ts',
    ],
    testNamePattern: /^(?!examples |README|[A-Z]+\.md|docs\/|dataset\/)/,
    setupFiles: ['test/preload.ts'],
    testTimeout: 15_000,
  },
});
