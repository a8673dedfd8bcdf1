import { spawn, type ChildProcess } from 'node:child_process';
import { HAS_GROUPS, killGroup } from '../../../preview/edge/kill-group';

/** Servers close what they have open, such as containers, on SIGTERM. */
const GRACE_MS = 2000;

/** A command of the user and the processes that it starts. All of them end with this process, even if it is killed. */
export class ProcessGroup {
  readonly leader: ChildProcess;
  private readonly guard: ChildProcess | undefined;
  private end: string | undefined;
  private isClosed = false;

  constructor(command: string, env: NodeJS.ProcessEnv) {
    const leader = spawn(command, { shell: true, env, detached: HAS_GROUPS, stdio: ['ignore', 'pipe', 'pipe'] });
    leader.once('error', (error) => { this.end ??= error.message; });
    leader.once('exit', (code, signal) => { this.end ??= String(code ?? signal); });
    leader.once('close', () => { this.isClosed = true; });
    this.leader = leader;
    this.guard = guardOf(leader.pid);
  }

  /** What its command ended with, as soon as it did. */
  get ended(): string | undefined {
    return this.end;
  }

  async stop(): Promise<void> {
    const { leader, guard } = this;
    this.terminate();
    // Not whether the group is empty: in a container, nothing may collect the processes of it that have ended.
    for (const until = Date.now() + GRACE_MS; !this.isClosed && Date.now() < until;) await sleep(20);
    if (leader.pid !== undefined) killGroup(leader.pid);
    leader.kill('SIGKILL');
    guard?.kill('SIGKILL');
    // A process that left the group would keep them open, and this process with them.
    for (const stream of [leader.stdout, leader.stderr, guard?.stdin]) stream?.destroy();
    for (const child of [leader, guard]) child?.unref();
  }

  private terminate(): void {
    const { pid } = this.leader;
    if (pid === undefined) return;
    try {
      process.kill(HAS_GROUPS ? -pid : pid, 'SIGTERM');
    } catch {
      // It has ended.
    }
  }
}

/** Its input ends with this process, however that ends; then it kills the group. */
function guardOf(pid: number | undefined): ChildProcess | undefined {
  if (!HAS_GROUPS || pid === undefined) return undefined;
  const script = 'read -r line; kill -s KILL -- "-$0"';
  const guard = spawn('/bin/sh', ['-c', script, String(pid)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  // Without a shell, only a preview that is killed leaves processes behind.
  guard.once('error', () => undefined);
  guard.stdin.once('error', () => undefined);
  return guard;
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
