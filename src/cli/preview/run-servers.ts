import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import { error } from '../../core/problem';
import { HAS_GROUPS, killGroup } from '../../preview/edge/kill-group';
import { PreviewError } from '../../preview/errors';
import type { Terminal } from '../frame/terminal';

/** A server that does not listen by then is not one, or needs another port than the environment variable says. */
const PATIENCE_MS = 30_000;

/** Servers that stand for origins, such as the code behind a function URL or an HTTP API. */
export class RunServers {
  private readonly children: ChildProcess[] = [];

  constructor(private readonly terminal: Terminal) {}

  /** Starts a command for each origin, with a free port in `PORT`. Returns their URLs when all of them listen. */
  async start(commands: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const started = await Promise.allSettled(Object.entries(commands).map(async ([id, command]) => (
      [id, await this.run(id, command)] as const)));
    const failed = started.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    if (failed.length > 0) {
      this.stop();
      const problems = failed.filter((each) => each instanceof PreviewError).flatMap((each) => each.problems);
      throw problems.length === 0 ? failed[0] : new PreviewError(problems);
    }
    return Object.fromEntries(started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
  }

  stop(): void {
    for (const child of this.children.splice(0)) {
      if (child.pid !== undefined) killGroup(child.pid);
      child.kill('SIGKILL');
    }
  }

  private async run(id: string, command: string): Promise<string> {
    const port = await freePort();
    const env = { ...process.env, PORT: String(port) };
    const child = spawn(command, { shell: true, env, detached: HAS_GROUPS, stdio: ['ignore', 'pipe', 'pipe'] });
    this.children.push(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.terminal.error(`${id}: ${text.trimEnd()}`));
    }
    const problem = (what: string) => new PreviewError([error('EDGE_PREVIEW_RUN', `${JSON.stringify(command)} ${what}; `
      + 'it has to listen on 127.0.0.1 at the port in the environment variable PORT', `--run ${id}`)]);
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
      if (await listens(port)) return `http://127.0.0.1:${port}`;
      if (child.exitCode !== null || child.signalCode !== null) {
        throw problem(`ended with ${child.exitCode ?? child.signalCode}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw problem(`does not listen on port ${port}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });
}
