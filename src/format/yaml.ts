import { stringify } from 'yaml';
import type { Formatter } from './formatter.ts';

/** YAML 1.2, dates in quotation marks as in the dataset. */
export const yaml: Formatter = ({ data }) => stringify(data, { lineWidth: 100, aliasDuplicateObjects: false });
