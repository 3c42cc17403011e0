import { autocompleteMultiselect, isCancel, select, text } from '@clack/prompts';
import type { AskPrompt, Prompt } from '../operations/prompt.ts';
import { definedOnly } from '../core/model/defined-only.ts';
import { UserError } from '../core/model/errors.ts';
import type { Terminal } from './streams.ts';

/** Prompts on a terminal. */
export const promptOnTerminal =
  (terminal: Terminal): AskPrompt =>
  async (prompt) => {
    let isAnswered = false;
    const pendingAnswer = showPrompt(prompt, terminal).finally(() => {
      isAnswered = true;
    });
    const answer = await Promise.race([pendingAnswer, rejectOnClose(terminal, () => isAnswered)]);
    if (isCancel(answer)) throw cancelError();
    const text = Array.isArray(answer) ? answer.join(', ') : (answer ?? '').trim();
    return text || undefined;
  };

const cancelError = (): UserError => new UserError('cancelled; nothing was written');

/** Rejects if the terminal is closed before an answer: the prompt library does not report Ctrl-D. */
const rejectOnClose = ({ input, output }: Terminal, isAnswered: () => boolean): Promise<never> =>
  new Promise((_, reject) => {
    input.once('pause', () =>
      // The prompt also stops reading after an answer, a moment before it resolves.
      setTimeout(() => {
        if (isAnswered()) return;
        output.write('\u001b[?25h\n');
        reject(cancelError());
      }, 50),
    );
  });

const SKIP_CHOICE = { value: '', label: '(skip)' };

const showPrompt = (prompt: Prompt, terminal: Terminal) => {
  const { hint, choices, isMultiple, isOptional, initialValue, findProblem } = prompt;
  const message = [prompt.message, hint].filter(Boolean).join(': ');
  const options = (choices ?? []).map((value) => ({ value, label: value }));
  if (choices && isMultiple) return autocompleteMultiselect({ ...terminal, message, options, required: !isOptional });
  if (choices) return select({ ...terminal, message, options: isOptional ? [SKIP_CHOICE, ...options] : options });
  return text({
    ...terminal,
    message,
    ...definedOnly({ initialValue, placeholder: isOptional ? 'press Enter to skip' : undefined }),
    validate: (answer = '') => {
      if (answer.trim() !== '') return findProblem(answer.trim());
      if (!isOptional) return 'required';
      return undefined;
    },
  });
};
