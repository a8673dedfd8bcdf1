/** Windows has no process groups, and opens a console window for a detached process. */
export const HAS_GROUPS = process.platform !== 'win32';

/**
 * Kills a process group by its leader's id: the leader, and the processes that it has started. If the leader has
 * exited, the others are killed.
 */
export function killGroup(pid: number): void {
  if (!HAS_GROUPS) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is empty.
  }
}
