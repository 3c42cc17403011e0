// Lists the packages whose code is in the bundles, with their licences, for those who receive the bundles.
import { readdirSync, readFileSync } from 'node:fs';

/** Folder of the package that a bundled file belongs to: the innermost one in node_modules. */
const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)/i;

const INTRODUCTION = `The bundles of minerals contain code of the packages below, which their authors
license as stated. minerals itself is under the licences in LICENSE and LICENSE-DATA.
`;

/** Notices of code that packages bring in their own bundles. */
const EMBEDDED = {
  unpdf:
    'It contains PDF.js (pdfjs-dist), Copyright Mozilla Foundation, under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0',
};

/** Formats the notices of the packages in some results of esbuild, built with a metafile. */
export const formatNotices = (bundles, root) => {
  const files = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = new Set(files.flatMap((file) => PACKAGE_FOLDER.exec(file)?.[0] ?? []));
  const notices = Array.from(folders, (folder) => describePackage(`${root}${folder}`));
  // A package may be there twice, in the same version.
  const sections = [...new Set(notices)].toSorted((a, b) => (a < b ? -1 : 1));
  return [INTRODUCTION, ...sections].join(`\n${'-'.repeat(80)}\n\n`);
};

const describePackage = (folder) => {
  const { name, version, license, author } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  if (typeof license !== 'string') throw new Error(`${folder}/package.json names no licence`);
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .toSorted()
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim());
  const authorName = typeof author === 'string' ? author : author?.name;
  // Some packages name their licence, but do not bring its text.
  if (texts.length === 0) texts.push(`Copyright: ${authorName ?? `the authors of ${name}`}`);
  if (EMBEDDED[name] !== undefined) texts.push(EMBEDDED[name]);
  return `${name} ${version}\nLicence: ${license}\n\n${texts.join('\n\n')}\n`;
};
