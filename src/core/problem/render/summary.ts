import { sentence } from './line';
import type { Problem } from '../problem';

/** What has problems, by the name that its user knows it by: the path of a construct. */
export interface Afflicted {
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** A heading for each with its problems below: the text of an error. */
export function summary(all: readonly Afflicted[]): string {
  return all.flatMap(({ name, problems }) => [
    `${name}: ${problems.length === 1 ? '1 problem' : `${problems.length} problems`}`,
    ...problems.map((problem) => `  ${sentence(problem)}`),
  ]).join('\n');
}

/** How many places one report names: a file of thousands of rules must not drown the rest of the output. */
const SHOWN = 3;

/** Problems of one code, the first places of it. */
export function digest(problems: readonly Problem[]): string {
  const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
  return [...problems.slice(0, SHOWN).map(sentence), ...more].join('\n');
}
