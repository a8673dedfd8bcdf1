/** Windows has no groups of processes, and would open a window for the head of one. */
export const HAS_GROUPS = process.platform !== 'win32';

/**
 * Ends a process that heads a group of its own, with whatever it has started. Of one that is over, what is left of its
 * group.
 */
export function killGroup(pid: number): void {
  if (!HAS_GROUPS) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}
