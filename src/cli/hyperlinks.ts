import type { Streams } from './streams.ts';
import { ownValue } from '../model/own.ts';

/** Terminals that open links hidden behind text (OSC 8), each since a version, as supports-hyperlinks knows them. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'iTerm.app': '3.1',
  WezTerm: '20200620',
  vscode: '1.72',
  ghostty: '0',
  zed: '0',
  WarpTerminal: '0',
};
const KINDS: ReadonlySet<string> = new Set(['alacritty', 'xterm-kitty']);
/** The library that many terminals are made with; its version is written in four digits. */
const VTE = 5001;

/** Whether links may be hidden behind text: on a terminal with colours that opens them, or as FORCE_HYPERLINK says. */
export const wantsHyperlinks = ({ env, outIsTerminal }: Streams, isColoured: boolean): boolean => {
  if (!outIsTerminal || !isColoured) return false;
  const told = env['FORCE_HYPERLINK'];
  if (told) return Number.parseInt(told, 10) !== 0;
  if (env['WT_SESSION']) return true;
  if (env['CI'] || env['TEAMCITY_VERSION']) return false;
  const since = ownValue(PROGRAMS, env['TERM_PROGRAM'] ?? '');
  if (since !== undefined) return isSince(env['TERM_PROGRAM_VERSION'] ?? '0', since);
  return Number(env['VTE_VERSION'] ?? 0) >= VTE || KINDS.has(env['TERM'] ?? '');
};

const isSince = (version: string, since: string): boolean => {
  const [own, least] = [version, since].map((text) => text.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0));
  const [major = 0, minor = 0] = own ?? [];
  const [first = 0, second = 0] = least ?? [];
  return major > first || (major === first && minor >= second);
};
