import { autocompleteMultiselect, isCancel, select, text } from '@clack/prompts';
import type { AskPrompt, Prompt } from '../commands/ask.ts';
import { UserError } from '../model/errors.ts';
import type { Terminal } from './streams.ts';

/** Asks on a terminal. */
export const promptOnTerminal =
  (terminal: Terminal): AskPrompt =>
  async (question) => {
    let isAnswered = false;
    const given = posed(question, terminal).finally(() => {
      isAnswered = true;
    });
    const answer = await Promise.race([given, left(terminal, () => isAnswered)]);
    if (isCancel(answer)) throw new UserError('given up; nothing was written');
    const said = Array.isArray(answer) ? answer.join(', ') : (answer ?? '').trim();
    return said === '' ? undefined : said;
  };

/** Rejected when the terminal is no longer read though nothing was answered: at Ctrl-D, of which the prompts say nothing. */
const left = ({ input, output }: Terminal, isAnswered: () => boolean): Promise<never> =>
  new Promise((_, reject) => {
    input.once('pause', () =>
      // At an answer too the prompt stops reading, a moment before it gives it.
      setTimeout(() => {
        if (isAnswered()) return;
        output.write('\u001b[?25h\n');
        reject(new UserError('given up; nothing was written'));
      }, 50),
    );
  });

const LEFT_OUT = { value: '', label: '(leave out)' };

const posed = ({ message, hint, choices, many, optional, proposed, check }: Prompt, terminal: Terminal) => {
  const asked = hint ? `${message}: ${hint}` : message;
  const options = (choices ?? []).map((value) => ({ value, label: value }));
  if (choices && many) return autocompleteMultiselect({ ...terminal, message: asked, options, required: !optional });
  if (choices) return select({ ...terminal, message: asked, options: optional ? [LEFT_OUT, ...options] : options });
  return text({
    ...terminal,
    message: asked,
    ...(proposed ? { initialValue: proposed } : {}),
    ...(optional ? { placeholder: 'Enter leaves it out' } : {}),
    validate: (answer = '') => {
      if (answer.trim() === '') return optional ? undefined : 'this is needed';
      return check(answer.trim());
    },
  });
};
