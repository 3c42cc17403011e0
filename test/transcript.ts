import { run, type Surroundings, words } from './run.ts';

const BLOCK = /^```(?:console|yaml (\S+))\n([\s\S]*?)^```$/gm;
const COMMAND = /^\$ (?:COLUMNS=(\d+) )?(?:npx )?minerals(?: (.*))?$/;

/** The same, and where files that a document holds are put. */
type Around = Surroundings & { readonly write?: (file: string, text: string) => void };

/**
 * A Markdown document with the outputs of its console blocks as they are now. A block holds commands, each `$ minerals …`
 * and below it what it prints: stdout, then stderr, then `# exit 1` where the status is not 0. A line `# first 12 lines`
 * after a command keeps the first twelve; `COLUMNS=80` before it is a terminal so wide, without colours. Blocks that hold other commands stay as they are. A block of YAML that names a
 * file is given to `write` before what follows is run.
 */
export const retold = async (document: string, more: Around = {}): Promise<string> => {
  let told = '';
  let end = 0;
  for (const block of document.matchAll(BLOCK)) {
    const [, file, body = ''] = block;
    if (file !== undefined) more.write?.(file, body);
    told +=
      document.slice(end, block.index) + (file === undefined ? await blockRetold(block[0], body, more) : block[0]);
    end = block.index + block[0].length;
  }
  return told + document.slice(end);
};

const blockRetold = async (whole: string, body: string, more: Around): Promise<string> => {
  const commands = body.split(/^(?=\$ )/m).filter(Boolean);
  if (!commands.every((command) => COMMAND.test(command.split('\n')[0] ?? ''))) return whole;
  let told = '';
  for (const command of commands) {
    const [line = '', second = ''] = command.split('\n');
    const kept = /^# first (\d+) lines$/.exec(second);
    const [, columns, asked = ''] = COMMAND.exec(line) ?? [];
    const { out, err, status } = await run(words(asked), { ...more, ...terminal(columns) });
    const text = out + err + (status === 0 ? '' : `# exit ${status}\n`);
    told += `${line}\n${kept ? `${second}\n${firstLines(text, Number(kept[1]))}` : text}`;
    if (!told.endsWith('\n')) told += '\n';
  }
  return `\`\`\`console\n${told}\`\`\``;
};

const terminal = (columns: string | undefined): Surroundings =>
  columns === undefined
    ? {}
    : { outIsTerminal: true, width: Number(columns), env: { NO_COLOR: '1', MINERALS_NOW: '2026-11-22' } };

const firstLines = (text: string, count: number): string => {
  const lines = text.split('\n').filter((line, index, all) => index < all.length - 1 || line !== '');
  return lines.length <= count ? text : `${lines.slice(0, count).join('\n')}\n# … ${lines.length - count} more lines\n`;
};
