import { definedOnly } from '../core/model/defined-only.ts';
import { quoteForShell } from '../core/model/text.ts';
import type { Note } from '../core/model/note.ts';
import type { Block } from '../core/model/block.ts';
import { matchQuestion, nearestQuestions, type QuestionMatch } from '../core/query/ask/match-question.ts';
import { type Question, readQuestion } from '../core/query/ask/read-question.ts';
import type { Presentation } from '../format/formatter.ts';
import { severalTexts } from './input.ts';
import { type DatasetContext, defineOperation, type Operation } from './operation.ts';

const MAX_SUGGESTIONS = 3;

/** Creates the operation `ask`, which answers by one of the others. */
export const createAskOperation = (otherOperations: () => readonly Operation[]) =>
  defineOperation({
    name: 'ask',
    arguments: {
      question: severalTexts({ description: 'a question in English, German or Spanish', allowsSpaces: true }),
    },
    summary: 'Answer a question: show the command that it stands for, and run it',
    options: {},
    examples: [
      { command: 'minerals ask "is Peru’s MoU with the US binding?"', description: 'who says that it is not' },
      { command: 'minerals ask "¿Quién produce más litio?"', description: 'in Spanish' },
      { command: 'minerals ask "Welche Abkommen hat Chile seit 2024?"', description: 'in German' },
      {
        command: 'minerals ask "What changed for Argentina since 2024?" --json',
        description: 'with what was understood',
      },
    ],
    run: async (context, { question: words }): Promise<AskAnswer> => {
      const text = words.join(' ');
      const { dataset, catalog, today } = context;
      const question = await readQuestion(dataset, text, today);
      const operations = otherOperations();
      const findOperation = (name: string): Operation | undefined =>
        operations.find((operation) => operation.name === name);
      const hasOption = (name: string, flag: string): boolean =>
        (findOperation(name)?.options(() => catalog) ?? []).some(({ flags }) => flags.split(/[ ,=[]+/).includes(flag));
      const match = question && matchQuestion(dataset, question, hasOption);
      const operation = findOperation(match?.words[0] ?? '');
      if (!question || !match || !operation) return notUnderstood(text);
      return answerQuestion(context, text, question, match, operation);
    },
    view: (answer) => {
      if (answer.presentation) return [{ prose: `Ran: ${answer.output.command}` }, ...answer.presentation.blocks];
      return suggestionBlocks(answer.output.suggestions ?? []);
    },
    table: ({ presentation }) => presentation?.table,
  });

interface AskAnswer {
  readonly output: {
    readonly question: string;
    readonly understood: ReturnType<typeof describeParts> | null;
    readonly command: string | null;
    readonly answer: unknown;
    readonly suggestions?: readonly string[];
  };
  readonly notes: readonly Note[];
  readonly exitCode: number;
  /** The answer of the operation that ran; undefined if the question was not understood. */
  readonly presentation?: Presentation;
}

const answerQuestion = async (
  context: DatasetContext,
  text: string,
  question: Question,
  match: QuestionMatch,
  operation: Operation,
): Promise<AskAnswer> => {
  const values = context.parseWords(operation, match.words.slice(1));
  const { dataset } = context;
  const outcome = await operation.run({ ...context, dataset: () => Promise.resolve(dataset) }, values);
  const commandLine = `minerals ${match.words.map(formatWord).join(' ')}`;
  // Other records that fit a description matter only where the command is about the one described.
  const isUsed = question.described.some(({ id }) => match.words.includes(id));
  const notes = question.notes.filter(({ code }) => isUsed || code !== 'other-candidates');
  if (question.fitting !== undefined)
    notes.push({
      code: 'other-candidates',
      message: `${question.fitting} agreements fit the description; name one by its id to ask about it`,
      count: question.fitting,
    });
  for (const word of match.searched)
    notes.push({
      code: 'searched-words',
      message: `looked for "${word}" in names and texts`,
    });
  if (match.unused.length > 0)
    notes.push({ code: 'not-understood', message: `not taken into account: ${match.unused.join(', ')}` });
  return {
    output: {
      question: text,
      understood: describeParts(question, match),
      command: commandLine,
      answer: outcome.output,
    },
    notes: [...notes, ...outcome.notes],
    exitCode: outcome.exitCode,
    presentation: outcome.presentation,
  };
};

/** Parts of a question that were recognized. */
const describeParts = (question: Question, { pattern, unused }: QuestionMatch) => {
  const { mentions, described, values, speakers, regions, dates } = question;
  return {
    question: pattern.name,
    records: [...described, ...mentions.map(({ entry }) => entry)].map(({ type, id }) => `${type}/${id}`),
    values: Object.fromEntries(values),
    ...(speakers.length > 0 && { speakers }),
    ...(regions.length > 0 && { regions }),
    ...definedOnly({ since: dates.since, until: dates.until, period: dates.period }),
    ...(unused.length > 0 && { unused }),
  };
};

const notUnderstood = (text: string): AskAnswer => ({
  output: {
    question: text.slice(0, 1000),
    understood: null,
    command: null,
    answer: null,
    suggestions: nearestQuestions(text, MAX_SUGGESTIONS),
  },
  exitCode: 1,
  notes: [{ code: 'try-search', message: 'for words in names and texts: minerals search <words>' }],
});

const suggestionBlocks = (suggestions: readonly string[]): Block[] => [
  { prose: 'This question is not understood. These are:' },
  { items: suggestions.map((suggestion) => ({ text: `minerals ask ${quoteForShell(suggestion)}` })) },
];

/** A word of the command line that a question stands for: an option with its value as two words. */
const formatWord = (word: string): string => {
  const [, flag = '', value] = /^(--[\w-]+)=([^]*)$/.exec(word) ?? [];
  if (value === undefined) return quoteForShell(word);
  return `${flag} ${quoteForShell(value)}`;
};
