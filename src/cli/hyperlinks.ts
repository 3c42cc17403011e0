import type { Streams } from './streams.ts';
import { ownValue } from '../core/model/own.ts';

/** Terminal programs that support hyperlinks (OSC 8), with the first version; the list follows supports-hyperlinks. */
const FIRST_VERSIONS: Readonly<Record<string, string>> = {
  'iTerm.app': '3.1',
  WezTerm: '20200620',
  vscode: '1.72',
  ghostty: '0',
  zed: '0',
  WarpTerminal: '0',
};
/** Values of TERM for terminals that support hyperlinks. */
const TERMINAL_TYPES: ReadonlySet<string> = new Set(['alacritty', 'xterm-kitty']);
/** First version of VTE, a library of many terminals, that supports hyperlinks. */
const FIRST_VTE_VERSION = 5001;

/** Decides if text may be hyperlinked: on a coloured terminal that supports it, or if FORCE_HYPERLINK is set. */
export const wantsHyperlinks = ({ env, outIsTerminal }: Streams, isColoured: boolean): boolean => {
  if (!outIsTerminal || !isColoured) return false;
  const forced = env['FORCE_HYPERLINK'];
  if (forced) return Number.parseInt(forced, 10) !== 0;
  if (env['WT_SESSION']) return true;
  if (env['CI'] || env['TEAMCITY_VERSION']) return false;
  const firstVersion = ownValue(FIRST_VERSIONS, env['TERM_PROGRAM'] ?? '');
  if (firstVersion !== undefined) return isAtLeast(env['TERM_PROGRAM_VERSION'] ?? '0', firstVersion);
  return Number(env['VTE_VERSION'] ?? 0) >= FIRST_VTE_VERSION || TERMINAL_TYPES.has(env['TERM'] ?? '');
};

const isAtLeast = (version: string, minimum: string): boolean => {
  const [major = 0, minor = 0] = parseVersion(version);
  const [minMajor = 0, minMinor = 0] = parseVersion(minimum);
  return major > minMajor || (major === minMajor && minor >= minMinor);
};

const parseVersion = (version: string): number[] => version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
