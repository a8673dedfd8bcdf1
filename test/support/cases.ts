/** The share of generated cases, by `TEST_CASES`. */
const SHARES: Readonly<Record<string, number>> = { all: 1, few: 1 / 50 };

/**
 * How many generated cases a property is tried with: all of them in `npm test` and the gate, a fifth for a developer
 * who waits for `npx jest`, and few where each of a thousand runs tries them.
 */
export function cases(all: number): number {
  return Math.ceil(all * (SHARES[process.env.TEST_CASES ?? ''] ?? 1 / 5));
}
