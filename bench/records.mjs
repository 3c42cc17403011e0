// Generates a valid dataset of any size: typical agreements, and the few records that they refer to.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LETTERS = Array.from('ABCDEFGHIJ');
const MINERALS = ['lithium', 'copper', 'nickel', 'cobalt', 'graphite', 'tungsten', 'gallium', 'antimony'];
const TOPICS = ['project-planning', 'financing', 'value-chains', 'exploration', 'recycling', 'research'];

/** Writes `count` agreements into `folder`. Returns the folder of the agreements. */
export const writeRecords = (folder, count) => {
  const countries = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const writeRecord = (type, id, text) => writeFileSync(join(folder, type, `${id}.yaml`), text);
  for (const type of ['agreements', 'countries', 'minerals', 'sources'])
    mkdirSync(join(folder, type), { recursive: true });
  for (const id of countries) writeRecord('countries', id, `name: Country ${id}\niso3: ${id}X\n`);
  for (const id of MINERALS) writeRecord('minerals', id, `name: ${id}\n`);
  for (let index = 0; index < 20; index += 1)
    writeRecord(
      'sources',
      `paper-${index}`,
      `name: Paper ${index}\ntitle: Paper ${index}\nurl: https://www.example.org/${index}\nlanguage: en\n`,
    );
  for (let index = 0; index < count; index += 1)
    writeRecord('agreements', `agreement-${index}`, createAgreement(index, countries));
  return join(folder, 'agreements');
};

const createAgreement = (index, countries) => {
  const pick = (list, step) => list[(index * step + step) % list.length];
  const day = `${2000 + (index % 25)}-${padDay(1 + (index % 12))}-${padDay(1 + (Math.floor(index / 300) % 28))}`;
  const party = countries[index % 50];
  const otherParty = countries[50 + (Math.floor(index / 50) % 50)];
  return `# yaml-language-server: $schema=../../schemas/agreement.schema.json
name: ${party}–${otherParty} memorandum of understanding on critical minerals, no. ${index}
kind: ${['mou', 'framework', 'treaty', 'action-plan'][Math.floor(index / 2500) % 4]}
parties: [${party}, ${otherParty}]
signed: "${day}"
status: signed
binding: ${index % 2 === 0}
minerals: [${pick(MINERALS, 3)}]
topics:
  [${[...new Set([pick(TOPICS, 1), pick(TOPICS, 5)])].join(', ')}]
history:
  signed: {date: "${day}"}
summary: >-
  The two countries plan priority projects together, ease access to finance and technology for them, and
  build up production chains (no. ${index}) that are tied to the world market.
provisions:
  joint-projects:
    summary: Both sides pick priority projects together.
  skills:
    summary: Exchange of information and expertise in exploration, processing and recycling.
evidence:
  - source: paper-${index % 20}
    supports: [parties, kind, signed, status, history.signed]
    locator: {from: "signed eleven", to: "and Uzbekistan"}
  - source: paper-${(index + 7) % 20}
    supports: [topics, summary, binding, minerals, provisions]
    locator: {from: "El documento no genera obligaciones", to: "sus recursos minerales"}
    by: 'Ministry of Foreign Affairs'
`;
};

const padDay = (number) => String(number).padStart(2, '0');
