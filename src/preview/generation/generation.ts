import type { Problem } from '../../core/problem';
import type { EdgeResponse } from '../exchange/message';
import type { Soon } from '../exchange/soon';
import type { PreviewOptions } from '../options';
import type { Edge } from '../stages/stage';

/**
 * What one reading of the app with one set of options gave. A running preview replaces its generation as a whole; each
 * request finishes with the generation that it began with.
 */
export class Generation {
  private inUse = 0;
  private retired = false;
  private closed: Promise<void> | undefined;

  constructor(
    readonly edge: Edge,
    /** What is left out, and what is needed from the user. */
    readonly notes: readonly Problem[],
    readonly options: PreviewOptions,
    private readonly release: () => Promise<void>,
  ) {}

  /** Runs a request, and keeps the generation open until the body of the response has been read. */
  use<T extends { readonly response?: EdgeResponse }>(run: () => Soon<T>): Soon<T> {
    this.inUse++;
    const failed = (error: unknown): never => {
      this.done();
      throw error;
    };
    let result: Soon<T>;
    try {
      result = run();
    } catch (error) {
      return failed(error);
    }
    return result instanceof Promise ? result.then((later) => this.used(later), failed) : this.used(result);
  }

  private used<T extends { readonly response?: EdgeResponse }>(result: T): T {
    const body = result.response?.body;
    if (body !== undefined && !Buffer.isBuffer(body) && !body.closed) body.once('close', () => this.done());
    else this.done();
    return result;
  }

  /** No request begins with it any more: it closes after its last request. */
  retire(): void {
    this.retired = true;
    if (this.inUse === 0) void this.close();
  }

  /** Ends the functions, connections and unpacked archives at once. */
  close(): Promise<void> {
    return this.closed ??= this.release();
  }

  get isClosed(): boolean {
    return this.closed !== undefined;
  }

  private done(): void {
    this.inUse--;
    if (this.retired && this.inUse === 0) void this.close();
  }
}
