import { run, type Surroundings, words } from './run.ts';

const BLOCK = /^```console\n([\s\S]*?)^```$/gm;
const COMMAND = /^\$ (?:npx )?minerals(?: (.*))?$/;

/**
 * A Markdown document with the outputs of its console blocks as they are now. A block holds commands, each `$ minerals …`
 * and below it what it prints: stdout, then stderr, then `# exit 1` where the status is not 0. A line `# first 12 lines`
 * after a command keeps the first twelve. Blocks that hold other commands stay as they are.
 */
export const retold = async (document: string, more: Surroundings = {}): Promise<string> => {
  let told = '';
  let end = 0;
  for (const block of document.matchAll(BLOCK)) {
    told += document.slice(end, block.index) + (await blockRetold(block[0], block[1] ?? '', more));
    end = block.index + block[0].length;
  }
  return told + document.slice(end);
};

const blockRetold = async (whole: string, body: string, more: Surroundings): Promise<string> => {
  const commands = body.split(/^(?=\$ )/m).filter(Boolean);
  if (!commands.every((command) => COMMAND.test(command.split('\n')[0] ?? ''))) return whole;
  let told = '';
  for (const command of commands) {
    const [line = '', second = ''] = command.split('\n');
    const kept = /^# first (\d+) lines$/.exec(second);
    const { out, err, status } = await run(words(COMMAND.exec(line)?.[1] ?? ''), more);
    const text = out + err + (status === 0 ? '' : `# exit ${status}\n`);
    told += `${line}\n${kept ? `${second}\n${firstLines(text, Number(kept[1]))}` : text}`;
    if (!told.endsWith('\n')) told += '\n';
  }
  return `\`\`\`console\n${told}\`\`\``;
};

const firstLines = (text: string, count: number): string => {
  const lines = text.split('\n').filter((line, index, all) => index < all.length - 1 || line !== '');
  return lines.length <= count ? text : `${lines.slice(0, count).join('\n')}\n# … ${lines.length - count} more lines\n`;
};
