import { autocompleteMultiselect, isCancel, select, text } from '@clack/prompts';
import type { Ask, Question } from '../commands/ask.ts';
import { UserError } from '../model/errors.ts';
import type { Terminal } from './streams.ts';

/** Asks on a terminal. */
export const askOn =
  (terminal: Terminal): Ask =>
  async (question) => {
    const answer = await posed(question, terminal);
    if (isCancel(answer)) throw new UserError('given up; nothing was written');
    const said = Array.isArray(answer) ? answer.join(', ') : (answer ?? '').trim();
    return said === '' ? undefined : said;
  };

const LEFT_OUT = { value: '', label: '(leave out)' };

const posed = ({ message, hint, choices, many, optional, proposed, check }: Question, terminal: Terminal) => {
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
