import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { freePorts } from './free-ports';
import { ProcessGroup, sleep } from './process-group';
import { error, type Problem } from '../../../core/problem';
import { PreviewError } from '../../../preview/errors';
import type { Terminal } from '../../frame/terminal';

export interface RunServer {
  readonly id: string;
  readonly command: string;
  readonly port: number;
}

export async function withPorts(commands: Readonly<Record<string, string>>): Promise<RunServer[]> {
  const ports = await freePorts(Object.keys(commands).length);
  return Object.entries(commands).map(([id, command], i) => ({ id, command, port: ports[i]! }));
}

/** Servers that stand for origins, such as the code behind a function URL or an HTTP API. */
export class RunServers {
  private readonly groups: ProcessGroup[] = [];
  private isStopping = false;

  /** A server that does not listen within `patience` is not one, or uses another port than the one it is given. */
  constructor(
    private readonly servers: readonly RunServer[], private readonly terminal: Terminal,
    private readonly patience = 30_000,
  ) {}

  /** Their URLs, by what `--run` calls the origins. */
  get origins(): Record<string, string> {
    return Object.fromEntries(this.servers.map(({ id, port }) => [id, `http://127.0.0.1:${port}`]));
  }

  /** Resolves when all of them listen. Throws one `PreviewError` for those that do not. */
  async start(): Promise<void> {
    const problems = await Promise.all(this.servers.map((server) => this.run(server)));
    const found = problems.filter((each) => each !== undefined);
    if (found.length > 0) throw new PreviewError(found);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.groups.map((group) => group.stop()));
  }

  private async run({ id, command, port }: RunServer): Promise<Problem | undefined> {
    const group = new ProcessGroup(command, { ...process.env, PORT: String(port) });
    this.groups.push(group);
    const { leader } = group;
    for (const stream of [leader.stdout!, leader.stderr!]) {
      createInterface(stream).on('line', (line) => this.terminal.error(`${id}: ${line}`));
    }
    const closed = once(leader, 'close').catch(() => undefined);
    for (const end = Date.now() + this.patience; Date.now() < end && !this.isStopping;) {
      // After a failure, what listens there is another program.
      if (await listens(port) && !hasFailed(group)) {
        void closed.then(() => this.ended(id, command, group));
        return undefined;
      }
      if (group.ended !== undefined) {
        // What it printed comes before the problem. A process in the background may keep the output open.
        await Promise.race([closed, sleep(500)]);
        return problem(id, command, `ended with ${group.ended}`);
      }
      await sleep(50);
    }
    return problem(id, command, `did not listen on port ${port} within ${this.patience / 1000} s`);
  }

  private ended(id: string, command: string, group: ProcessGroup): void {
    if (this.isStopping) return;
    this.terminal.error(`${id}: ${JSON.stringify(command)} ended with ${group.ended}; requests to it get 502.`);
  }
}

function problem(id: string, command: string, what: string): Problem {
  return error('EDGE_PREVIEW_RUN', `${JSON.stringify(command)} ${what}; it has to listen on 127.0.0.1 at the port in `
    + 'the environment variable PORT, until the preview ends it', `--run ${id}`);
}

/** A server that goes on in the background ends with 0 in the foreground. */
function hasFailed({ ended }: ProcessGroup): boolean {
  return ended !== undefined && ended !== '0';
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false)).once('connect', () => {
      // The system may choose the same port for this end of the connection, which is then one with itself.
      const isOwn = socket.localPort === port;
      socket.destroy();
      resolve(!isOwn);
    });
  });
}
