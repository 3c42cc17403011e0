import { escapeMarkup } from '../core/model/markup.ts';
import { isWebAddress } from '../core/model/text.ts';

/** Markup that is safe to insert as it is. */
export interface Markup {
  readonly markup: string;
}

type Content = string | number | undefined | Markup | readonly Content[];

/** Builds markup from a template; every inserted text is escaped. */
export const html = (texts: TemplateStringsArray, ...contents: readonly Content[]): Markup => ({
  markup: texts.map((text, index) => text + toMarkup(contents[index])).join(''),
});

const toMarkup = (content: Content): string => {
  if (content === undefined) return '';
  if (Array.isArray(content)) return content.map(toMarkup).join('');
  if (typeof content === 'string' || typeof content === 'number') return escapeMarkup(String(content));
  return 'markup' in content ? content.markup : '';
};

/** A link to a web address; only its text if the address is anything else. */
export const webLink = (address: string, text: string): Markup => {
  if (!isWebAddress(address)) return html`${text}`;
  return html`<a href="${address}" rel="noreferrer">${text}</a>`;
};
