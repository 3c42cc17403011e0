import type { Command } from './command.ts';
import { createAskCommand } from './ask-question.ts';
import { compareCommand } from './compare.ts';
import { conflictsCommand } from './conflicts.ts';
import { coverageCommand } from './coverage.ts';
import { citeCommand } from './cite.ts';
import { newCommand } from './new.ts';
import { diffCommand } from './diff.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { fmtCommand } from './fmt.ts';
import { listCommand } from './list.ts';
import { newsCommand } from './news.ts';
import { networkCommand } from './network.ts';
import { partnersCommand } from './partners.ts';
import { queryCommand } from './query.ts';
import { rankCommand } from './rank.ts';
import { reportCommand } from './report.ts';
import { resolveCommand } from './resolve.ts';
import { searchCommand } from './search.ts';
import { showCommand } from './show.ts';
import { siteCommand } from './site.ts';
import { statsCommand } from './stats.ts';
import { timelineCommand } from './timeline.ts';
import { validateCommand } from './validate.ts';
import { verifyCommand } from './verify.ts';
import { whyCommand } from './why.ts';

/** The commands, in the order of the help. */
export const commands: readonly Command[] = [
  queryCommand,
  showCommand,
  searchCommand,
  listCommand,
  whyCommand,
  createAskCommand(() => commands),
  conflictsCommand,
  coverageCommand,
  timelineCommand,
  newsCommand,
  compareCommand,
  partnersCommand,
  networkCommand,
  statsCommand,
  rankCommand,
  resolveCommand,
  citeCommand,
  reportCommand,
  exportCommand,
  siteCommand,
  diffCommand,
  validateCommand,
  verifyCommand,
  explainCommand,
  newCommand,
  fmtCommand,
];
