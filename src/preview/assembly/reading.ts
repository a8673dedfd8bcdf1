import type { Evaluation } from './evaluation';
import type { Problem } from '../../core/problem';

/** What the readers of a template share: how to evaluate it, and where to say what they could not use. */
export interface Reading {
  readonly here: Evaluation;
  readonly problems: Problem[];
}
