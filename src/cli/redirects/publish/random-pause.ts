const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/** Waits a random time, which may be twice as long with each attempt: two processes do not collide again and again. */
export async function randomPause(attempt: number): Promise<void> {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * most));
}
