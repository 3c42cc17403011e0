import { pageText } from './page-text.ts';
import type { TextFolder } from './text-folder.ts';
import type { OneText, SourceText, TextProvider } from './verify-evidence.ts';

/** Texts of sources from a folder. What is HTML there is read as HTML. */
export const createStoredTexts =
  (folder: TextFolder): TextProvider =>
  async ({ address, archived, copy }): Promise<SourceText> => {
    const named = [...folder.textsOf(address), ...(archived === undefined ? [] : folder.textsOf(archived))];
    const stored = named.length > 0 || !copy ? named : folder.copiesOf(copy.repository, copy.path);
    if (stored.length === 0) return { kind: 'skipped', note: 'no text at hand' };
    const texts: OneText[] = [];
    const problems: string[] = [];
    for (const { path, isExtract, read } of new Set(stored)) {
      const text = read();
      if (typeof text !== 'string') problems.push(`${path}: ${text.problem}`);
      else texts.push({ text: await plainText(text), isExtract, isWall: false });
    }
    if (texts.length === 0) return { kind: 'unreadable', note: problems.join('; ') };
    return { kind: 'text', texts };
  };

const plainText = async (text: string): Promise<string> =>
  /^\s*(?:<!doctype html|<html)/i.test(text)
    ? (await pageText(Buffer.from(text), 'text/html; charset=utf-8')).text
    : text;
