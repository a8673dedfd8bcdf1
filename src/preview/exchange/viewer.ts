/** The viewer of a request: whether it still waits for the response. */
export class Viewer {
  /** Has the answer to a body that is not valid HTTP. */
  isRefused = false;
  private hasLeft = false;
  private reason: unknown;
  private controller: AbortController | undefined;

  /** Its connection has closed before the response was sent. */
  leave(reason?: unknown): void {
    this.hasLeft = true;
    this.reason = reason;
    this.controller?.abort(reason);
  }

  get isGone(): boolean {
    return this.hasLeft;
  }

  /**
   * Aborted when the viewer leaves. It is made when it is used: a signal takes longer than several stages, and most
   * responses come from files and from the cache.
   */
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.hasLeft) this.controller.abort(this.reason);
    }
    return this.controller.signal;
  }
}

/** The viewer that the caller of `fetch()` stands for, with what the request was made of. */
export function viewerOf(request: Request, input: unknown): Viewer {
  return new Caller(request, input);
}

/** Holds the requests: without them, Node.js forgets that the signal of one follows that of another. */
class Caller extends Viewer {
  constructor(readonly request: Request, readonly input: unknown) {
    super();
    const { signal } = request;
    if (signal.aborted) this.leave(signal.reason);
    else signal.addEventListener('abort', () => this.leave(signal.reason), { once: true });
  }
}
