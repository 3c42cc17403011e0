import { NotFoundError } from '../core/model/errors.ts';
import { closestValues, suggestOr } from '../core/model/fuzzy.ts';
import type { Block, Result } from '../core/model/result.ts';
import { type Rule } from '../rules/rule.ts';
import type { Command } from './command.ts';
import { completeCodes } from './completions.ts';

export const explainCommand: Command = {
  name: 'explain',
  arguments: [
    { name: '[code]', description: 'error code of validate (default: list all codes)', completer: completeCodes },
  ],
  summary: 'Explain an error code and how to fix it',
  options: () => [],
  examples: [
    { command: 'minerals explain REF001', description: 'the meaning of REF001, with an example' },
    { command: 'minerals explain', description: 'all codes' },
  ],
  usesNoDataset: true,
  run: async (_, [code]) => {
    if (code === undefined) return rulesResult();
    const { rules } = await import('../rules/index.ts');
    const upperCase = code.toUpperCase();
    const rule = rules.find((candidate) => candidate.code === upperCase);
    if (!rule) {
      const codes = rules.map((candidate) => candidate.code);
      const [suggestion] = closestValues(upperCase, codes, 2);
      throw new NotFoundError(`unknown code "${code}"`, suggestOr(suggestion, 'list all codes: minerals explain'));
    }
    const { example, ...description } = rule;
    return {
      data: { ...description, ...(example && { example: { ...example } }) },
      view: ruleBlocks(rule),
    };
  },
};

/** Lists all rules. */
export const rulesResult = async (): Promise<Result> => {
  const { rules } = await import('../rules/index.ts');
  const columns = ['code', 'severity', 'summary'] as const;
  return {
    data: rules.map(({ code, severity, summary }) => ({ code, severity, summary })),
    view: [
      {
        table: {
          columns: columns.map((name) => ({ name, title: name })),
          rows: rules.map((rule) => columns.map((name) => rule[name])),
        },
      },
    ],
  };
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
