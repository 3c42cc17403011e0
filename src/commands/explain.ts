import { NotFoundError } from '../model/errors.ts';
import { closestValues } from '../model/fuzzy.ts';
import type { Block, Result } from '../model/result.ts';
import { type Rule } from '../rules/rule.ts';
import type { Command } from './command.ts';
import { completeCodes } from './completions.ts';

export const explainCommand: Command = {
  name: 'explain',
  arguments: [
    { name: '[code]', description: 'the code of a diagnostic; without one all of them', completes: completeCodes },
  ],
  summary: 'Tell what a diagnostic means and how to mend it',
  options: () => [],
  examples: [
    { command: 'minerals explain REF001', description: 'what REF001 means, with an example' },
    { command: 'minerals explain', description: 'all codes' },
  ],
  usesNoDataset: true,
  run: async (_, [code]) => {
    if (code === undefined) return rulesResult();
    const { rules } = await import('../rules/index.ts');
    const rule = rules.find((each) => each.code === code.toUpperCase());
    if (!rule) {
      const [near] = closestValues(
        code.toUpperCase(),
        rules.map((each) => each.code),
        2,
      );
      throw new NotFoundError(
        `there is no diagnostic "${code}"`,
        near ? `did you mean ${near}?` : 'see: minerals explain',
      );
    }
    return { data: { ...rule, ...(rule.example ? { example: { ...rule.example } } : {}) }, view: page(rule) };
  },
};

/** All rules, a line each. */
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

const page = ({ code, severity, summary, why, remedy, example }: Rule): Block[] => [
  { heading: `${code}: ${summary}`, level: 1 },
  {
    fields: [
      ['Severity', severity],
      ['Why', why],
      ['Remedy', remedy],
    ],
  },
  ...(example
    ? [
        { heading: 'Wrong', level: 2 } as const,
        { code: example.wrong, language: 'yaml' },
        { heading: 'Right', level: 2 } as const,
        { code: example.right, language: 'yaml' },
      ]
    : []),
];
