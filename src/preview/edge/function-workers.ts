import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerSpec } from './function-process';
import { FunctionWorker } from './function-worker';
import { error } from '../../core/problem';
import { PreviewError } from '../errors';

/** The warm workers of a preview, one for each function version. */
export class FunctionWorkers {
  private readonly workers = new Map<string, FunctionWorker>();
  private readonly contents = new Map<string, number>();

  constructor(private readonly workerFile: string | undefined, private readonly log: (line: string) => void) {}

  /** The worker of a function. `key` identifies its version, and `content` that of the data which it reads. */
  for(key: string, spec: () => WorkerSpec, content = 0): FunctionWorker {
    let worker = this.workers.get(key);
    if (worker !== undefined && this.contents.get(key) !== content) {
      worker.retire();
      worker = undefined;
    }
    this.contents.set(key, content);
    if (worker === undefined) {
      this.workers.set(key, (worker = new FunctionWorker(spec(), this.workerFile ?? builtWorkerFile(), this.log)));
    }
    return worker;
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.close()));
  }
}

/**
 * Beside the bundled command line tool or the compiled form of this file. When run from source: where the build puts
 * it.
 */
export function builtWorkerFile(): string {
  const candidates = [join(__dirname, 'worker.js'), join(__dirname, '../../../assets/cli/worker.js')];
  const found = candidates.find((file) => existsSync(file));
  if (found === undefined) {
    throw new PreviewError([error('EDGE_PREVIEW_NOT_BUILT', `no worker at ${candidates.join(' or ')}; build the `
      + 'package first')]);
  }
  return found;
}
