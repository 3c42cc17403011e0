import type { ArgumentDeclaration } from '../operations/input.ts';
import type { Example } from '../operations/operation.ts';
import { quoteForShell } from '../core/model/text.ts';
import { UserError } from '../core/model/errors.ts';
import { closestMatch, suggestOr } from '../core/model/fuzzy.ts';

/** Properties of a command that explain usage errors. */
export interface CommandInfo {
  readonly name: string;
  readonly arguments: readonly ArgumentDeclaration[];
  readonly examples: readonly Example[];
}

/** A command line, and the names it could have used. */
export interface UsageAttempt {
  /** The requested command; undefined if it does not exist. */
  readonly command: CommandInfo | undefined;
  /** Words after the command, without its known options. */
  readonly words: readonly string[];
  readonly commandNames: readonly string[];
  /** The long options of a command. */
  readonly optionsOf: (command: string) => readonly string[];
}

/** Rewords an error of commander: the problem, and either the corrected command or where to find help. */
export const explainUsageError = (
  error: { readonly code: string; readonly message: string },
  attempt: UsageAttempt,
): UserError => {
  const { command, words } = attempt;
  const quotedName = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownCommand':
      return unknownCommand(words[0] ?? quotedName, attempt.commandNames);
    case 'commander.unknownOption':
      return unknownOption(quotedName, attempt);
    case 'commander.excessArguments':
      return excessArguments(attempt);
    case 'commander.missingArgument':
      return new UserError(`${command?.name} needs a ${quotedName}`, exampleHint(command));
    case 'commander.optionMissingArgument':
      return new UserError(`${quotedName.split(' ')[0]} needs a value`, `see ${helpCommandFor(command)}`);
    default:
      return new UserError(error.message.replace(/^error: /, '').replaceAll(/\n+/g, ' '), helpCommandFor(command));
  }
};

/** Flags that commander provides for every command. */
const BUILT_IN_FLAGS: ReadonlySet<string> = new Set(['--help', '--version']);

const helpCommandFor = (command: CommandInfo | undefined): string =>
  ['minerals', ...(command ? [command.name] : []), '--help'].join(' ');

const exampleHint = (command: CommandInfo | undefined): string | undefined => {
  const examples = command?.examples.map((example) => example.command) ?? [];
  // Prefers an example with an argument.
  const example = examples.find((line) => / [^ ]+ [^-]/.test(line)) ?? examples[0];
  return example && `for example: ${example}`;
};

const unknownCommand = (name: string, commandNames: readonly string[]): UserError => {
  const suggestion = closestMatch(name, commandNames);
  return new UserError(
    `unknown command "${name}"`,
    suggestOr(
      suggestion && `minerals ${suggestion}`,
      'list the commands: minerals --help; search for words: minerals search',
    ),
  );
};

const unknownOption = (word: string, { command, commandNames, optionsOf }: UsageAttempt): UserError => {
  const flag = word.replace(/=.*/s, '');
  const isKnown = BUILT_IN_FLAGS.has(flag) || (command !== undefined && optionsOf(command.name).includes(flag));
  if (word !== flag && isKnown) return new UserError(`${flag} takes no value`, `leave out ${word.slice(flag.length)}`);
  const otherCommand = commandNames.find((name) => optionsOf(name).includes(flag));
  if (!command) {
    const message = `minerals has no option ${flag} without a command`;
    if (otherCommand === undefined) return new UserError(message, `see ${helpCommandFor(command)}`);
    return new UserError(message, `options follow the command: minerals ${otherCommand} ${flag}`);
  }
  const suggestion = closestMatch(flag, optionsOf(command.name));
  const message = `${command.name} has no option ${flag}`;
  if (otherCommand !== undefined)
    return new UserError(message, `minerals ${otherCommand} has it; see ${helpCommandFor(command)}`);
  return new UserError(message, suggestOr(suggestion, `see ${helpCommandFor(command)}`));
};

/** Too many words: most likely an unquoted name with spaces. */
const excessArguments = ({ command, words }: UsageAttempt): UserError => {
  const declared = command?.arguments ?? [];
  const extraCount = words.length - declared.length;
  const joinedWords = [words.slice(0, extraCount + 1).join(' '), ...words.slice(extraCount + 1)];
  const corrected = `minerals ${command?.name} ${joinedWords.map(quoteForShell).join(' ')}`;
  return new UserError(
    `${command?.name} accepts ${declared.map(({ usage }) => usage).join(' ')}, but got ${words.length} words`,
    declared[0]?.allowsSpaces === true ? `put names with spaces in quotes: ${corrected}` : exampleHint(command),
  );
};
