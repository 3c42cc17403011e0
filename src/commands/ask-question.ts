import { definedItems } from '../core/model/defined-only.ts';
import { quoteForShell } from '../core/model/text.ts';
import type { JsonObject } from '../core/model/record.ts';
import type { Result } from '../core/model/result.ts';
import { matchQuestion, nearestQuestions, type QuestionMatch } from '../core/query/ask/match-question.ts';
import { type Question, readQuestion } from '../core/query/ask/read-question.ts';
import type { Command, CommandContext } from './command.ts';

const MAX_SUGGESTIONS = 3;

/** Creates the command `ask`, which answers by one of the other commands. */
export const createAskCommand = (otherCommands: () => readonly Command[]): Command => ({
  name: 'ask',
  arguments: [{ name: '<question...>', description: 'a question in English, German or Spanish', allowsSpaces: true }],
  summary: 'Answer a question: show the command that it stands for, and run it',
  options: () => [],
  examples: [
    { command: 'minerals ask "is Peru’s MoU with the US binding?"', description: 'who says that it is not' },
    { command: 'minerals ask "¿Quién produce más litio?"', description: 'in Spanish' },
    { command: 'minerals ask "Welche Abkommen hat Chile seit 2024?"', description: 'in German' },
    {
      command: 'minerals ask "What changed for Argentina since 2024?" --json',
      description: 'with what was understood',
    },
  ],
  run: async (context, words) => {
    const text = words.join(' ');
    const dataset = await context.dataset();
    const question = await readQuestion(dataset, text, context.today);
    const commands = otherCommands();
    const findCommand = (name: string): Command | undefined => commands.find((command) => command.name === name);
    const hasOption = (name: string, flag: string): boolean =>
      (findCommand(name)?.options(() => context.catalog) ?? []).some(({ flags }) =>
        flags.split(/[ ,=[]+/).includes(flag),
      );
    const match = question && matchQuestion(dataset, question, hasOption);
    const command = findCommand(match?.words[0] ?? '');
    if (!question || !match || !command) return notUnderstood(text);
    return answerQuestion(context, text, question, match, command);
  },
});

const answerQuestion = async (
  context: CommandContext,
  text: string,
  question: Question,
  match: QuestionMatch,
  command: Command,
): Promise<Result> => {
  const { args, options } = context.parseWords(command, match.words.slice(1));
  const answer = await command.run(context, args, { ...options, lang: context.language });
  const commandLine = `minerals ${match.words.map(formatWord).join(' ')}`;
  const notes = definedItems([
    ...question.notes,
    match.unused.length > 0 ? `not taken into account: ${match.unused.join(', ')}` : undefined,
    ...(answer.notes ?? []),
  ]);
  return {
    data: { question: text, understood: describeParts(question, match), command: commandLine, answer: answer.data },
    get view() {
      return [{ prose: `Ran: ${commandLine}` }, ...answer.view];
    },
    get flatTable() {
      return answer.flatTable;
    },
    notes,
    exitCode: answer.exitCode ?? 0,
  } as Result;
};

/** Parts of a question that were recognized. */
const describeParts = (question: Question, { pattern, unused }: QuestionMatch): JsonObject => {
  const { mentions, described, values, speakers, regions, dates } = question;
  return {
    question: pattern.name,
    records: [...described, ...mentions.map(({ entry }) => entry)].map(({ type, id }) => `${type}/${id}`),
    values: Object.fromEntries(values),
    ...(speakers.length > 0 && { speakers }),
    ...(regions.length > 0 && { regions }),
    ...(dates.since !== undefined && { since: dates.since }),
    ...(dates.until !== undefined && { until: dates.until }),
    ...(dates.period !== undefined && { period: dates.period }),
    ...(unused.length > 0 && { unused }),
  };
};

const notUnderstood = (text: string): Result => {
  const suggestions = nearestQuestions(text, MAX_SUGGESTIONS);
  return {
    data: { question: text.slice(0, 1000), understood: null, command: null, answer: null, suggestions },
    view: [
      { prose: 'This question is not understood. These are:' },
      { items: suggestions.map((suggestion) => ({ text: `minerals ask ${quoteForShell(suggestion)}` })) },
    ],
    exitCode: 1,
    notes: ['for words in names and texts: minerals search <words>'],
  };
};

/** A word of the command line that a question stands for: an option with its value as two words. */
const formatWord = (word: string): string => {
  const [, flag = '', value] = /^(--[\w-]+)=([^]*)$/.exec(word) ?? [];
  if (value === undefined) return quoteForShell(word);
  return `${flag} ${quoteForShell(value)}`;
};
