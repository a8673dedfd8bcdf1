import type { Evaluation } from './evaluation';
import type { Problem } from '../../core/problem';

/** Shared by the readers of a template: the evaluation, and the list to which they add problems. */
export interface Reading {
  readonly here: Evaluation;
  readonly problems: Problem[];
}
