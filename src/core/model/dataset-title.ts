/** Title and licence of the built-in dataset. */
export const DATASET_TITLE = 'minerals: a dataset of critical-mineral diplomacy';
export const LICENCE = { name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' };
