import { defineConfig } from 'vitest/config';

/** The tests that can notice a change of the rules and the questions: those that look at files, or at what is built, cannot. */
export default defineConfig({
  test: {
    include: [
      'test/{bar,cite,desk,diagnostic-formats,diff,documents,examples,graph,hostile,new,output}.test.ts',
      'test/{properties,recall,report,rules,tidy,validity,vanished,widths}.test.ts',
    ],
    testTimeout: 60_000,
  },
});
