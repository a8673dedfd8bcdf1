/**
 * How many generated cases a property is tried with: all of them in `npm test` and the gate, a fifth where somebody
 * waits for `npx jest`.
 */
export function cases(all: number): number {
  return process.env.TEST_CASES === 'all' ? all : Math.ceil(all / 5);
}
