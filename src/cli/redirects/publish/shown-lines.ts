import type { Job } from './job';
import { plural } from '../plural';

/** A URL, and how it was and is answered; absent if by no rule. */
export interface ShownAnswer {
  readonly from: string;
  readonly when?: string;
  readonly before?: string;
  readonly after?: string;
}

const MOST_SHOWN = 50;

/** Prints answers as `diff` prints rules, the first ones only: `--json` has all. */
export function printAnswers(answers: readonly ShownAnswer[], job: Job): void {
  for (const answer of answers.slice(0, MOST_SHOWN)) job.print(lineOf(answer));
  if (answers.length > MOST_SHOWN) job.print(`  … and ${plural(answers.length - MOST_SHOWN, 'more URL')}`);
}

function lineOf({ from, when, before, after }: ShownAnswer): string {
  const source = when === undefined ? from : `${from} [${when}]`;
  if (after === undefined) return `- ${source}  (was ${before})`;
  return before === undefined ? `+ ${source} → ${after}` : `~ ${source} → ${after}  (was ${before})`;
}
