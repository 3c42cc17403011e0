import type { Outputs } from '../operation-types.ts';
import type { Immutable } from './immutable.ts';
import type { Operation } from './operation.ts';
import { createAskOperation } from './ask-question.ts';
import { compareOperation } from './compare.ts';
import { conflictsOperation } from './conflicts.ts';
import { coverageOperation } from './coverage.ts';
import { citeOperation } from './cite.ts';
import { newOperation } from './new.ts';
import { diffOperation } from './diff.ts';
import { explainOperation } from './explain.ts';
import { exportOperation } from './export.ts';
import { fmtOperation } from './fmt.ts';
import { listOperation } from './list.ts';
import { newsOperation } from './news.ts';
import { networkOperation } from './network.ts';
import { partnersOperation } from './partners.ts';
import { queryOperation } from './query.ts';
import { rankOperation } from './rank.ts';
import { reportOperation } from './report.ts';
import { resolveOperation } from './resolve.ts';
import { searchOperation } from './search.ts';
import { showOperation } from './show.ts';
import { siteOperation } from './site.ts';
import { statsOperation } from './stats.ts';
import { timelineOperation } from './timeline.ts';
import { validateOperation } from './validate.ts';
import { verifyOperation } from './verify.ts';
import { whyOperation } from './why.ts';

/** The operations by name, in the order of the help, each with the output that its schema describes. */
const operationsByName = {
  query: queryOperation,
  show: showOperation,
  search: searchOperation,
  list: listOperation,
  why: whyOperation,
  ask: createAskOperation(() => operations),
  conflicts: conflictsOperation,
  coverage: coverageOperation,
  timeline: timelineOperation,
  news: newsOperation,
  compare: compareOperation,
  partners: partnersOperation,
  network: networkOperation,
  stats: statsOperation,
  rank: rankOperation,
  resolve: resolveOperation,
  cite: citeOperation,
  report: reportOperation,
  export: exportOperation,
  site: siteOperation,
  diff: diffOperation,
  validate: validateOperation,
  verify: verifyOperation,
  explain: explainOperation,
  new: newOperation,
  fmt: fmtOperation,
} satisfies { readonly [Name in keyof Outputs]: Operation<Immutable<Outputs[Name]>> };

export const operations: readonly Operation[] = Object.values<Operation>(operationsByName);
