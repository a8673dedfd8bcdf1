import { sentence } from './line';
import type { Problem } from '../problem';

/** Something with problems, by a name that the user knows: the path of a construct. */
export interface Afflicted {
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** The text of an error: a heading for each name, followed by its problems. */
export function summary(all: readonly Afflicted[]): string {
  return all.flatMap(({ name, problems }) => [
    `${name}: ${problems.length === 1 ? '1 problem' : `${problems.length} problems`}`,
    ...problems.map((problem) => `  ${sentence(problem)}`),
  ]).join('\n');
}

/** How many places one annotation lists: a file with thousands of rules must not flood the output. */
const SHOWN = 3;

/** Problems with the same code: the first places, and how many more there are. */
export function digest(problems: readonly Problem[]): string {
  const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
  return [...problems.slice(0, SHOWN).map(sentence), ...more].join('\n');
}
