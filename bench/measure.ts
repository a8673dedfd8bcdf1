/** Returns the location for a URL. */
export type Lookup = (url: string) => string | undefined;

/** Lookups that are timed together: all of these URLs are redirected, or none is. */
export interface Trial {
  readonly lookup: Lookup;
  readonly urls: readonly string[];
  readonly hits: boolean;
}

const ROUNDS = 41;

/**
 * Nanoseconds for one lookup of each trial, round by round. The trials take turns, so that a change in the speed of the
 * machine affects all of them; two trials are compared within a round.
 */
export function inTurn(trials: readonly Trial[]): number[][] {
  const sizes = trials.map(batchSize);
  const times: number[][] = trials.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    trials.forEach((trial, i) => times[i].push(batch(trial, sizes[i], round)));
  }
  return times;
}

/** The same for groups of trials, whose times are returned group by group. */
export function inGroups(groups: readonly (readonly Trial[])[]): number[][][] {
  const times = inTurn(groups.flat());
  return groups.map((group) => times.splice(0, group.length));
}

/** Times lookups of URLs that are new strings each time, as at the edge: V8 has not computed their hashes yet. */
function batch({ lookup, urls, hits }: Trial, size: number, round: number): number {
  const fresh = Array.from({ length: size }, (_, i) => copy(urls[(round * size + i * 7919) % urls.length]));
  let found = 0;
  const time = stopwatch();
  for (const url of fresh) if (lookup(url) !== undefined) found++;
  const passed = time();
  if (found !== (hits ? size : 0)) {
    throw new Error(`${found} of ${size} lookups of URLs like ${fresh[0]} found a location`);
  }
  return passed / size;
}

/** Nanoseconds of processor time, which on a busy machine is less than the elapsed time. */
export function stopwatch(): () => number {
  const start = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return Math.min(Number(process.hrtime.bigint() - start), (user + system) * 1000);
  };
}

/** As many lookups as fit into 15 milliseconds, after a warm-up of 60. */
function batchSize({ lookup, urls }: Trial): number {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 60) lookup(copy(urls[count++ % urls.length]));
  return Math.max(3, Math.min(20_000, Math.floor(count / 4)));
}

function copy(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The ratios of two trials, round by round: their median, and the range of nine of ten rounds. */
export function ratios(
  of: readonly number[],
  to: readonly number[],
): { readonly median: number; readonly low: number; readonly high: number } {
  const all = of.map((value, round) => value / to[round]);
  return { median: median(all), low: quantile(all, 0.05), high: quantile(all, 0.95) };
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];
}

export function shown(ns: number): string {
  if (ns < 1000) return `${ns.toFixed(0)} ns`;
  return ns < 1_000_000 ? `${(ns / 1000).toFixed(ns < 10_000 ? 2 : 1)} µs` : `${(ns / 1_000_000).toFixed(1)} ms`;
}
