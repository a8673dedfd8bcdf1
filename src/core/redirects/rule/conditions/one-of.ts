import { words } from './cells';
import type { AtomNumbers, Condition, EdgeTest, WhenCondition } from './condition';

type Shared = 'count' | 'describe' | 'isImpliedBy' | 'requires' | 'offers' | 'intersect' | 'choices';

interface ListFormat<T> extends Pick<WhenCondition, 'readCell'> {
  writeJson(list: readonly T[]): unknown;
  writeCell(list: readonly T[]): string;
}

/** The shared members of conditions whose value is a list that means "one of these". */
export function oneOf<T extends string | number>(label: string): Pick<Condition<readonly T[]>, Shared> & ListFormat<T> {
  return {
    count: () => 1,
    describe: (list) => [`${label} ${[...new Set(list)].join(', ')}`],
    // A longer list is weaker.
    isImpliedBy: (list, other) => other.every((value) => list.includes(value)),
    requires: (list) => [list.map((value) => `${label} ${value}`)],
    offers: (list) => [`${label} ${list[0]}`],
    intersect: (a, b) => intersectLists(a, b),
    choices: (list) => list.length,
    readCell: words,
    writeJson: (list) => (list.length === 1 ? list[0] : list),
    writeCell: (list) => list.join(' '),
  };
}

/** The values of either list that are in the other, or are a kind of a value there, as `de-ch` is of `de`. */
export function intersectLists<T>(
  a: readonly T[],
  b: readonly T[],
  isKindOf: (one: T, other: T) => boolean = () => false,
): readonly T[] | undefined {
  const on =
    (list: readonly T[]) =>
      (value: T): boolean =>
        list.some((other) => value === other || isKindOf(value, other));
  const both = [...a.filter(on(b)), ...b.filter(on(a))];
  return both.length === 0 ? undefined : both;
}

/** The value of a list for a probe. */
export function chosen<T>(list: readonly T[], choice: number): T {
  return list[Math.min(choice, list.length - 1)];
}

/** The test that a channel has one of the values. */
export function anyAtom(channel: number, values: readonly (string | number)[], atoms: AtomNumbers): EdgeTest {
  return { channel, atoms: [...new Set(values)].map((value) => atoms.name(channel, String(value)).atom) };
}
