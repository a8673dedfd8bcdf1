import { failingProbes, satisfyingProbes } from '../checks/loops/viewers';
import { Witness, witnessWith } from '../overlap/intersect-requests';
import type { RedirectRule } from '../rule/model';

/** A third rule may have several conditions, and there may be several such rules. */
const MOST_SAMPLES = 48;

/**
 * Tries a sample for two rules, and while a third rule applies to it instead, samples of other viewers who meet the
 * conditions of the two but not those of the third: `/a` for GET hides from the first sample that two others have
 * changed places. Returns how many others were tried.
 */
export function tryVisible(
  sample: Witness,
  now: number,
  thirdsOf: (sample: Witness) => readonly RedirectRule[],
): number {
  const queue = [sample];
  const known = new Set([keyOf(sample)]);
  for (let next = 0; next < queue.length; next++) {
    const tried = queue[next];
    for (const third of thirdsOf(tried)) {
      for (const other of withoutThird(tried, third, now)) {
        if (queue.length >= MOST_SAMPLES) break;
        if (known.has(keyOf(other))) continue;
        known.add(keyOf(other));
        queue.push(other);
      }
    }
  }
  return queue.length - 1;
}

function* withoutThird({ request, probe, meets }: Witness, third: RedirectRule, now: number): Generator<Witness> {
  for (const failing of failingProbes(probe, third, request, now)) {
    for (const other of satisfyingProbes(failing, meets, failing)) yield witnessWith(other, meets);
  }
}

function keyOf({ probe }: Witness): string {
  return JSON.stringify(probe);
}
