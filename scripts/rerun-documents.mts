// Reruns the commands of the documents that ask the real dataset, and writes their outputs anew. With --check, lists the
// documents that are out of date instead.
import '../test/table-widths.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realDocuments, rerunDocument } from '../test/real-documents.ts';
import { REPOSITORY } from '../test/run.ts';

const isCheck = process.argv.includes('--check');
for (const file of realDocuments()) {
  const document = await rerunDocument(file);
  if (document === readFileSync(join(REPOSITORY, file), 'utf8')) continue;
  if (isCheck) process.stdout.write(`warning: ${file} is out of date; npm run docs writes it anew\n`);
  else writeFileSync(join(REPOSITORY, file), document);
}
