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
