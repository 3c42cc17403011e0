import type { Command } from './command.ts';
import { compare } from './compare.ts';
import { conflicts } from './conflicts.ts';
import { coverage } from './coverage.ts';
import { cite } from './cite.ts';
import { create } from './create.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { take } from './export.ts';
import { fmt } from './fmt.ts';
import { list } from './list.ts';
import { network } from './network.ts';
import { partners } from './partners.ts';
import { query } from './query.ts';
import { rank } from './rank.ts';
import { report } from './report.ts';
import { search } from './search.ts';
import { show } from './show.ts';
import { stats } from './stats.ts';
import { timeline } from './timeline.ts';
import { validate } from './validate.ts';
import { verify } from './verify.ts';
import { why } from './why.ts';

/** The commands, in the order of the help. */
export const commands: readonly Command[] = [
  query,
  show,
  search,
  list,
  why,
  conflicts,
  coverage,
  timeline,
  compare,
  partners,
  network,
  stats,
  rank,
  cite,
  report,
  take,
  diff,
  validate,
  verify,
  explain,
  create,
  fmt,
];
