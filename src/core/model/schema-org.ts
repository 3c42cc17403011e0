import { DATASET_TITLE, LICENCE } from './dataset-title.ts';
import type { JsonValue } from './record.ts';

/** A file in which the dataset, or a part of it, can be had. */
export interface Download {
  readonly title: string;
  readonly description: string;
  readonly mediaType: string;
  readonly url: string;
}

/** Description of the built-in dataset for search engines: a Dataset of schema.org in JSON-LD. */
export const describeDataset = (
  version: string,
  today: string | undefined,
  downloads: readonly Download[],
): JsonValue => ({
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
  ...(today !== undefined && { sdDatePublished: today }),
  distribution: downloads.map(({ title, description, mediaType, url }) => ({
    '@type': 'DataDownload',
    name: title,
    description,
    encodingFormat: mediaType,
    contentUrl: url,
  })),
});
