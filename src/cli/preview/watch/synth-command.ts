import { spawn, type ChildProcess } from 'node:child_process';
import { HAS_GROUPS, killGroup } from '../../../preview/edge/kill-group';
import { ChangesOfRuns } from '../../../preview/watch/changes-of-runs';

/** Editors save several files one after the other. */
const DEBOUNCE_MS = 150;

/** What runs of the command call. */
export interface SynthRuns {
  began(): void;
  printed(text: string): void;
  /** `code` is null if a signal ended it. */
  ended(code: number | null): void;
}

/** Runs the user's command when files change, one run at a time. */
export class SynthCommand {
  private readonly changes = new ChangesOfRuns();
  private timer: NodeJS.Timeout | undefined;
  private child: ChildProcess | undefined;

  constructor(private readonly command: string, private readonly runs: SynthRuns) {}

  fileChanged(file: string): void {
    if (this.changes.change(file)) this.soon();
  }

  soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), DEBOUNCE_MS);
  }

  close(): void {
    clearTimeout(this.timer);
    const { child } = this;
    this.child = undefined;
    if (child?.pid === undefined) return;
    killGroup(child.pid);
    child.kill('SIGKILL');
  }

  private run(): void {
    if (this.child !== undefined) return;
    this.changes.begin();
    this.runs.began();
    const child = spawn(this.command, { shell: true, detached: HAS_GROUPS, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.runs.printed(text.replace(/\r?\n$/, '')));
    }
    child.once('close', (code) => {
      if (this.child !== child) return;
      this.child = undefined;
      this.runs.ended(code);
      if (this.changes.end()) this.soon();
    });
  }
}
