import { NotFoundError } from '../core/model/errors.ts';
import { closestValues, suggestOr } from '../core/model/fuzzy.ts';
import type { Block } from '../core/model/block.ts';
import { type Rule } from '../rules/rule.ts';
import { completeCodes } from './completions.ts';
import { optionalText } from './input.ts';
import { defineFileOperation } from './operation.ts';

export const explainOperation = defineFileOperation({
  name: 'explain',
  arguments: {
    code: optionalText({ description: 'error code of validate (default: list all codes)', completer: completeCodes }),
  },
  summary: 'Explain an error code and how to fix it',
  options: {},
  examples: [
    { command: 'minerals explain REF001', description: 'the meaning of REF001, with an example' },
    { command: 'minerals explain', description: 'all codes' },
  ],
  run: async (_, { code }): Promise<ExplainAnswer> => {
    if (code === undefined) return { output: await listRules() };
    const { rules } = await import('../rules/index.ts');
    const upperCase = code.toUpperCase();
    const rule = rules.find((candidate) => candidate.code === upperCase);
    if (!rule) {
      const codes = rules.map((candidate) => candidate.code);
      const [suggestion] = closestValues(upperCase, codes, 2);
      throw new NotFoundError(`unknown code "${code}"`, suggestOr(suggestion, 'list all codes: minerals explain'));
    }
    return { output: rule };
  },
  view: ({ output }) => ('why' in output ? ruleBlocks(output) : viewRules(output)),
});

interface ExplainAnswer {
  readonly output: Rule | readonly RuleSummary[];
}

/** A rule in a list. */
export type RuleSummary = Pick<Rule, 'code' | 'severity' | 'summary'>;

/** Lists all rules. */
export const listRules = async (): Promise<readonly RuleSummary[]> => {
  const { rules } = await import('../rules/index.ts');
  return rules.map(({ code, severity, summary }) => ({ code, severity, summary }));
};

/** A list of rules for people. */
export const viewRules = (rules: readonly RuleSummary[]): readonly Block[] => {
  const columns = ['code', 'severity', 'summary'] as const;
  return [
    {
      table: {
        columns: columns.map((name) => ({ name, title: name })),
        rows: rules.map((rule) => columns.map((name) => rule[name])),
      },
    },
  ];
};

const ruleBlocks = ({ code, severity, summary, why, remedy, example }: Rule): Block[] => {
  const blocks: Block[] = [
    { heading: `${code}: ${summary}`, level: 1 },
    {
      fields: [
        ['Severity', severity],
        ['Why', why],
        ['Fix', remedy],
      ],
    },
  ];
  if (example)
    blocks.push(
      { heading: 'Wrong', level: 2 },
      { code: example.wrong, language: 'yaml' },
      { heading: 'Right', level: 2 },
      { code: example.right, language: 'yaml' },
    );
  return blocks;
};
