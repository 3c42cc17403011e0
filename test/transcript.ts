import { run, type RunOptions, splitWords } from './run.ts';

const BLOCK = /^```(?:console|yaml (\S+))\n([\s\S]*?)^```$/gm;
const COMMAND = /^\$ (?:COLUMNS=(\d+) )?(?:npx )?minerals(?: (.*))?$/;

type TranscriptOptions = RunOptions & {
  /** Writes a file that the document contains. */
  readonly writeFile?: (path: string, text: string) => void;
};

/**
 * Reruns the commands of a Markdown document and returns the document with their current outputs. A console block has
 * commands, each `$ minerals …` followed by its output: stdout, then stderr, then `# exit 1` for a status other than 0. A
 * line `# first 12 lines` after a command keeps the first twelve; `COLUMNS=80` before it runs it in a terminal of that width,
 * without colours. Blocks with other commands stay as they are. A YAML block with a file name is given to `writeFile` first.
 */
export const rerunTranscript = async (document: string, options: TranscriptOptions = {}): Promise<string> => {
  let transcript = '';
  let copiedTo = 0;
  for (const match of document.matchAll(BLOCK)) {
    const [block, path, body = ''] = match;
    if (path !== undefined) options.writeFile?.(path, body);
    const newBlock = path === undefined ? await rerunBlock(block, body, options) : block;
    transcript += document.slice(copiedTo, match.index) + newBlock;
    copiedTo = match.index + block.length;
  }
  return transcript + document.slice(copiedTo);
};

const rerunBlock = async (block: string, body: string, options: TranscriptOptions): Promise<string> => {
  const commands = body.split(/^(?=\$ )/m).filter(Boolean);
  if (!commands.every((command) => COMMAND.test(command.split('\n')[0] ?? ''))) return block;
  let newBody = '';
  for (const command of commands) {
    const [commandLine = '', secondLine = ''] = command.split('\n');
    const limit = /^# first (\d+) lines$/.exec(secondLine);
    const [, columns, commandArguments = ''] = COMMAND.exec(commandLine) ?? [];
    const { out, err, status } = await run(splitWords(commandArguments), { ...options, ...terminal(columns) });
    const text = out + err + (status === 0 ? '' : `# exit ${status}\n`);
    newBody += `${commandLine}\n${limit ? `${secondLine}\n${firstLines(text, Number(limit[1]))}` : text}`;
    if (!newBody.endsWith('\n')) newBody += '\n';
  }
  return `\`\`\`console\n${newBody}\`\`\``;
};

const terminal = (columns: string | undefined): RunOptions =>
  columns === undefined
    ? {}
    : { outIsTerminal: true, width: Number(columns), env: { NO_COLOR: '1', MINERALS_NOW: '2026-11-22' } };

const firstLines = (text: string, count: number): string => {
  const lines = text.split('\n').filter((line, index, all) => index < all.length - 1 || line !== '');
  return lines.length <= count ? text : `${lines.slice(0, count).join('\n')}\n# … ${lines.length - count} more lines\n`;
};

/** The part of a command's output that stays when records change. */
export interface OutputShape {
  readonly command: string;
  /** The line that says the exit status, if it is not 0. */
  readonly exit: string | undefined;
  readonly isJson: boolean;
  /** Titles of the columns of a table. */
  readonly columns: readonly string[] | undefined;
  readonly hasRows: boolean;
}

/** The shapes of all outputs in a document, in order. */
export const outputShapes = (document: string): OutputShape[] =>
  Array.from(document.matchAll(BLOCK), ([, path, body = '']) => (path === undefined ? body : ''))
    .flatMap((body) => body.split(/^(?=\$ )/m))
    .filter((command) => COMMAND.test(command.split('\n')[0] ?? ''))
    .map(outputShape);

const outputShape = (text: string): OutputShape => {
  const [command = '', ...allLines] = text.trimEnd().split('\n');
  const lines = allLines.filter((line) => !/^# (?:first|…)/.test(line));
  const [firstLine = ''] = lines;
  const isTable = /^[A-Z][A-Z ()/%-]*$/.test(firstLine) && !command.startsWith('$ COLUMNS');
  return {
    command,
    exit: lines.find((line) => line.startsWith('# exit ')),
    isJson: /^[[{]/.test(firstLine),
    columns: isTable ? firstLine.split(/ {2,}/) : undefined,
    hasRows: firstLine !== '[]' && lines.length > Number(isTable),
  };
};
