import type { CommandArgument, CommandExample } from '../commands/command.ts';
import { UserError } from '../model/errors.ts';
import { closestMatch } from '../model/fuzzy.ts';

/** What of a command bears on how it can be asked wrongly. */
export interface CommandInfo {
  readonly name: string;
  readonly arguments: readonly CommandArgument[];
  readonly examples: readonly CommandExample[];
}

/** What was typed, and what could have been. */
export interface UsageLine {
  /** The command that was asked for; undefined where there is none such. */
  readonly asked: CommandInfo | undefined;
  /** What stands behind it, without the options that it knows. */
  readonly words: readonly string[];
  readonly commands: readonly string[];
  /** The long options of a command. */
  readonly optionsOf: (command: string) => readonly string[];
}

/** What commander finds wrong with a line, in our words: what it is, and the line mended or where help is found. */
export const explainUsageError = (
  found: { readonly code: string; readonly message: string },
  line: UsageLine,
): UserError => {
  const named = /'([^']*)'/.exec(found.message)?.[1] ?? '';
  switch (found.code) {
    case 'commander.unknownCommand':
      return noCommand(line.words[0] ?? named, line.commands);
    case 'commander.unknownOption':
      return noOption(named.replace(/=.*/s, ''), line);
    case 'commander.excessArguments':
      return tooMany(line);
    case 'commander.missingArgument':
      return new UserError(`${line.asked?.name} needs a ${named}`, forExample(line.asked));
    case 'commander.optionMissingArgument':
      return new UserError(`${named.split(' ')[0]} needs a value`, `${helpOf(line.asked)} shows what it takes`);
    default:
      return new UserError(found.message.replace(/^error: /, '').replaceAll(/\n+/g, ' '), helpOf(line.asked));
  }
};

const helpOf = (asked: CommandInfo | undefined): string => `minerals ${asked ? `${asked.name} ` : ''}--help`;

const forExample = (asked: CommandInfo | undefined): string | undefined => {
  const lines = asked?.examples.map(({ command }) => command) ?? [];
  const [example] = [...lines.filter((line) => / [^ ]+ [^-]/.test(line)), ...lines];
  return example && `for example: ${example}`;
};

const noCommand = (name: string, commands: readonly string[]): UserError => {
  const near = closestMatch(name, commands);
  return new UserError(
    `there is no command "${name}"`,
    near ? `did you mean minerals ${near}?` : 'minerals --help shows the commands; minerals search looks for words',
  );
};

const noOption = (flag: string, { asked, commands, optionsOf }: UsageLine): UserError => {
  const others = commands.filter((command) => optionsOf(command).includes(flag));
  if (!asked)
    return new UserError(
      `minerals without a command has no option ${flag}`,
      others.length > 0 ? `options stand behind the command: minerals ${others[0]} ${flag}` : helpOf(asked),
    );
  const near = closestMatch(flag, optionsOf(asked.name));
  const elsewhere = others.length > 0 ? `minerals ${others[0]} has it; ` : '';
  return new UserError(
    `${asked.name} has no option ${flag}`,
    near && others.length === 0 ? `did you mean ${near}?` : `${elsewhere}${helpOf(asked)} shows what there is`,
  );
};

/** A name with blanks, most likely, that a shell took for several words. */
const tooMany = ({ asked, words }: UsageLine): UserError => {
  const takes = asked?.arguments ?? [];
  const extra = words.length - takes.length;
  const isName = takes[0]?.allowsSpaces === true;
  const mended = [words.slice(0, extra + 1).join(' '), ...words.slice(extra + 1)].map(quoted).join(' ');
  return new UserError(
    `${asked?.name} takes ${takes.map(({ name }) => name).join(' ')} only, but was given ${words.length} words`,
    isName ? `a name with blanks stands in quotation marks: minerals ${asked?.name} ${mended}` : forExample(asked),
  );
};

const quoted = (word: string): string => {
  if (/^[\p{L}\p{N}@%+=:,./_-]+$/u.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`;
};
