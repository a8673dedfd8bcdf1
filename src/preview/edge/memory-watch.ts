/** Often enough that a function cannot take much more than it has; a look costs a hundredth of a millisecond. */
const INTERVAL_MS = 10;

/**
 * Calls `exceeded` once this process has grown by more than the function's memory since now: the heap, buffers,
 * whatever native code takes, in every thread. What the runtime itself needs was there before and is not counted.
 */
export function watchMemory(memoryMb: number, exceeded: () => void): void {
  const limit = process.memoryUsage.rss() + memoryMb * 1024 * 1024;
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() <= limit) return;
    clearInterval(watch);
    exceeded();
  }, INTERVAL_MS);
  watch.unref();
}
