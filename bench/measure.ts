/** Takes an address as text and says where it leads. */
export type Lookup = (url: string) => string | undefined;

export interface Timing {
  /** Nanoseconds for one lookup: the fastest batch, and the one in the middle. */
  readonly best: number;
  readonly median: number;
}

const BATCHES = 21;

/** Times lookups of addresses that are new strings each time, as at an edge: their hashes are not known yet. */
export function measure(lookup: Lookup, urls: readonly string[], hits: boolean): Timing {
  const size = batchSize(lookup, urls);
  const times: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const fresh = Array.from({ length: size }, (_, i) => copy(urls[(batch * size + i * 7919) % urls.length]));
    let found = 0;
    const time = stopwatch();
    for (const url of fresh) if (lookup(url) !== undefined) found++;
    times.push(time() / size);
    if (found !== (hits ? size : 0)) throw new Error(`${found} of ${size} lookups of addresses like ${fresh[0]} led somewhere`);
  }
  times.sort((a, b) => a - b);
  return { best: times[0], median: times[Math.floor(BATCHES / 2)] };
}

/** Nanoseconds that this process has worked, which on a busy machine is less than the time that has passed. */
export function stopwatch(): () => number {
  const start = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return Math.min(Number(process.hrtime.bigint() - start), (user + system) * 1000);
  };
}

/** As many as fit into 15 milliseconds, after a warm-up of the same length. */
function batchSize(lookup: Lookup, urls: readonly string[]): number {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 60) lookup(copy(urls[count++ % urls.length]));
  return Math.max(3, Math.min(20_000, Math.floor(count / 4)));
}

function copy(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

export function shown(ns: number): string {
  if (ns < 1000) return `${ns.toFixed(0)} ns`;
  return ns < 1_000_000 ? `${(ns / 1000).toFixed(1)} µs` : `${(ns / 1_000_000).toFixed(1)} ms`;
}
