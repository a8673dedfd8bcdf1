import { spawn, type ChildProcess } from 'node:child_process';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..', '..');

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The demo as `npm run demo` starts it, on a free port. */
export class Demo {
  /**
   * Resolves when the demo is ready. Rejects with its output if it exits instead.
   *
   * @param env Added to the environment.
   */
  public static async start(env: Record<string, string> = {}): Promise<Demo> {
    const child = spawn(process.execPath, ['examples/site/demo.mjs', '--port', '0'], {
      cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const url = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        const ready = /^ready (http:\/\/127\.0\.0\.1:\d+)$/m.exec(output);
        if (ready) resolve(ready[1]);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => reject(new Error(`the demo exited with ${code} before it was ready:\n${output}`)));
    });
    return new Demo(child, url, /The API by itself: (http:\/\/127\.0\.0\.1:\d+)/.exec(output)![1]);
  }

  private constructor(private readonly child: ChildProcess, readonly url: string, readonly api: string) {}

  public async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return ask(`${this.url}${path}`, { headers });
  }

  public async post(path: string): Promise<Answer> {
    return ask(`${this.url}${path}`, { method: 'POST' });
  }

  /** The response of the API itself, without CloudFront in front of it. */
  public async direct(path: string): Promise<Answer> {
    return ask(`${this.api}${path}`, {});
  }

  public async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    return ended;
  }
}

/** Sends one request. Redirects are not followed, and any header can be sent. */
export async function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string> },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...options, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}
