import { Chalk, type ChalkInstance } from 'chalk';
import type { Style } from './formatter.ts';

/** Functions that colour text: `paint.bold(text)`. */
export type Paint = ChalkInstance;

/** Creates functions that colour text only if the style allows it. */
export const createPaint = ({ colour }: Style): Paint => new Chalk({ level: colour ? 1 : 0 });
