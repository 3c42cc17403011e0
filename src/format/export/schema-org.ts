import type { Relation } from '../../core/model/relation.ts';
import { DATASET_TITLE, LICENCE } from './dataset-title.ts';
import type { ExportContent } from './exporter.ts';

/** Description of the built-in dataset for search engines: a Dataset of schema.org in JSON-LD. */
export const describeDataset = (relations: readonly Relation[], { version, today }: ExportContent): string => {
  const description = {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    name: DATASET_TITLE,
    description:
      'Agreements on critical minerals and those who make them: who agreed what with whom, over which minerals, who said what about it, and the passage of the source that each fact rests on.',
    version,
    license: LICENCE.path,
    isAccessibleForFree: true,
    keywords: ['critical minerals', 'rare earths', 'diplomacy', 'agreements', 'evidence'],
    creator: { '@type': 'Organization', name: 'the minerals contributors' },
    sdDatePublished: today,
    distribution: relations.map(({ name, title, description: content }) => ({
      '@type': 'DataDownload',
      name: title,
      description: content,
      encodingFormat: 'text/csv',
      contentUrl: `${name}.csv`,
    })),
  };
  return `${JSON.stringify(description, null, 2)}\n`;
};
