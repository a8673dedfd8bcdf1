import type { Candidate } from './candidate';
import { partByTime, Times } from './times';
import { COOKIE } from '../../rule/channels';

/** Rules of one place, partitioned by what they test. */
export interface Choice {
  readonly rest: readonly Candidate[];
  /** The rules that do not apply without an atom. */
  readonly members: ReadonlyMap<number, readonly Candidate[]>;
  /** The rules that differ only by their dates, with the best of them. */
  readonly times?: Times & { readonly best: number };
}

/** So many rules take less time to match one after the other than to partition. */
export const MOST_TOGETHER = 8;

/**
 * Partitions a list by atoms: each rule is filed under the one of its atoms that the fewest others share, or under each
 * of its alternatives. An atom that all rules share is tested first. Returns undefined if nothing is partitioned;
 * `known` are atoms that hold already.
 */
export function part(list: readonly Candidate[], known: ReadonlySet<number>): Choice | undefined {
  if (list.length <= MOST_TOGETHER) return undefined;
  const counts = new Map<number, number>();
  for (const { tests } of list) {
    // Once for a rule: `/*/a/*/a/*` tests one atom twice, which is not an atom of two rules.
    const own = tests.length === 1 ? tests[0].atoms : new Set(tests.flatMap(({ atoms }) => atoms));
    for (const atom of own) counts.set(atom, (counts.get(atom) ?? 0) + 1);
  }
  const shared = known.size > 0 || list.some(({ guard }) => guard !== undefined) ? undefined
    : list[0].tests.find(({ atoms }) => atoms.length === 1 && counts.get(atoms[0]) === list.length);
  const rest: Candidate[] = [];
  const members = new Map<number, Candidate[]>();
  for (const candidate of list) {
    const access = shared?.atoms ?? accessOf(candidate, known, counts);
    if (access === undefined) rest.push(candidate);
    for (const atom of access ?? []) {
      const member = members.get(atom);
      if (member === undefined) members.set(atom, [candidate]);
      else member.push(candidate);
    }
  }
  const isDated = ({ guard, start, end }: Candidate): boolean =>
    guard === undefined && (start !== undefined || end !== undefined);
  const isMet = ({ tests }: Candidate): boolean => tests.every(({ atoms }) => atoms.some((atom) => known.has(atom)));
  const dated = rest
    .filter(isDated)
    .map((candidate) => (isMet(candidate) ? candidate : { ...candidate, closes: undefined }));
  const times = dated.length > MOST_TOGETHER ? partByTime(dated) : undefined;
  if (times !== undefined) {
    return { rest: rest.filter((candidate) => !isDated(candidate)), members, times: { ...times, best: dated[0].rule } };
  }
  return members.size > 0 ? { rest, members } : undefined;
}

/** A request can have more cookies than anything else. */
const OTHERS_FIRST = 0.5;

/** Atoms of which one must hold for a rule to be matched; undefined if it must always be matched. */
function accessOf(
  { tests, guard }: Candidate,
  known: ReadonlySet<number>,
  counts: ReadonlyMap<number, number>,
): readonly number[] | undefined {
  if (guard !== undefined && (guard === 0 || known.has(guard))) return undefined;
  let best: readonly number[] | undefined;
  let fewest = Infinity;
  for (const { channel, atoms } of tests) {
    // Below the first choice, alternatives would multiply the number of lists.
    if (atoms.some((atom) => known.has(atom)) || (known.size > 0 && atoms.length > 1)) continue;
    const count = atoms.reduce((sum, atom) => sum + counts.get(atom)!, channel === COOKIE ? OTHERS_FIRST : 0);
    if (count < fewest) [best, fewest] = [atoms, count];
  }
  return best === undefined || guard === undefined ? best : [...new Set([...best, guard])];
}
