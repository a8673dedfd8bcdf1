import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LambdaEdgeFunction } from '../assembly/distribution';
import { failure, PreviewError } from '../errors';
import { LambdaWorker, type Invocation } from './lambda-worker';

/** The warm workers of a preview, one for each function version. */
export class LambdaWorkers {
  private readonly workers = new Map<string, LambdaWorker>();

  constructor(private readonly workerFile: string | undefined, private readonly log: (line: string) => void) {}

  invoke(fn: LambdaEdgeFunction, event: object, requestId: string): Promise<Invocation> {
    let worker = this.workers.get(fn.key);
    if (worker === undefined) this.workers.set(fn.key, worker = new LambdaWorker(fn, this.workerFile ?? builtWorkerFile(), this.log));
    return worker.invoke(event, requestId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.close()));
  }
}

/** Beside the bundled command line tool and beside this file once compiled; from source, where the build puts it. */
export function builtWorkerFile(): string {
  const candidates = [join(__dirname, 'worker.js'), join(__dirname, '../../../assets/cli/worker.js')];
  const found = candidates.find((file) => existsSync(file));
  if (found === undefined) {
    throw new PreviewError([failure('EDGE_PREVIEW_NOT_BUILT', `no worker at ${candidates.join(' or ')}; build the package first`)]);
  }
  return found;
}
