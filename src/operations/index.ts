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

/** The operations, in the order of the help. */
export const operations: readonly Operation[] = [
  queryOperation,
  showOperation,
  searchOperation,
  listOperation,
  whyOperation,
  createAskOperation(() => operations),
  conflictsOperation,
  coverageOperation,
  timelineOperation,
  newsOperation,
  compareOperation,
  partnersOperation,
  networkOperation,
  statsOperation,
  rankOperation,
  resolveOperation,
  citeOperation,
  reportOperation,
  exportOperation,
  siteOperation,
  diffOperation,
  validateOperation,
  verifyOperation,
  explainOperation,
  newOperation,
  fmtOperation,
];
