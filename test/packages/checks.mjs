// Runs checks and the commands they consist of: one line for each check, the end of a command's log where it failed,
// totals at the end.
import { spawn } from 'node:child_process';
import { appendFileSync, createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LONGEST_COMMAND_MS = 10 * 60_000;
const LINES_OF_LOG = 60;

export class Checks {
  passed = 0;
  failed = 0;
  skipped = 0;
  #logs;

  constructor(logs) {
    this.#logs = logs;
    mkdirSync(logs, { recursive: true });
  }

  /** Runs one check: it fails by throwing, or by returning a list of what is wrong. */
  async one(name, body) {
    const start = performance.now();
    let wrong;
    try {
      wrong = await body((command, args, options) => this.#run(name, command, args, options));
    } catch (error) {
      wrong = [error.message];
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const good = !wrong?.length;
    if (good) this.passed += 1;
    else this.failed += 1;
    console.log(`${good ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)`);
    for (const line of wrong ?? []) console.log(`      ${line.replaceAll('\n', '\n      ')}`);
    return good;
  }

  /** Runs checks that build on each other: after a failure the rest are skipped. Says whether all passed. */
  async inOrder(group, steps) {
    let good = true;
    for (const [name, body] of Object.entries(steps)) {
      if (good) {
        good = await this.one(`${group}: ${name}`, body);
      } else {
        this.skip(group, name);
      }
    }
    return good;
  }

  /** Leaves a group out for want of what it takes, and says so. */
  skip(group, reason) {
    this.skipped += 1;
    console.log(`skip  ${group}: ${reason}`);
    return false;
  }

  close() {
    const file = process.env.TEST_TOTALS_FILE;
    if (file) appendFileSync(file, `${this.passed} ${this.failed} ${this.skipped}\n`);
    else
      console.log(
        `\n${this.passed} passed, ${this.failed} failed${this.skipped > 0 ? `, ${this.skipped} skipped` : ''}`,
      );
    process.exitCode = this.failed > 0 || this.passed === 0 ? 1 : 0;
  }

  #run(check, command, args, options = {}) {
    const log = join(this.#logs, `${check.replaceAll(/\W+/g, '-')}.log`);
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: LONGEST_COMMAND_MS,
        ...options,
      });
      const out = createWriteStream(log, { flags: 'a' });
      child.stdout.pipe(out, { end: false });
      child.stderr.pipe(out, { end: false });
      child.on('error', reject);
      child.on('close', (code, signal) => out.end(() => {
        const text = readFileSync(log, 'utf8');
        if (code === 0) resolve(text);
        else
          reject(
            new Error(
              `${command} ${args.join(' ')}\nended with ${signal ?? code}:\n${text.trimEnd().split('\n').slice(-LINES_OF_LOG).join('\n')}`,
            ),
          );
      }));
    });
  }
}
