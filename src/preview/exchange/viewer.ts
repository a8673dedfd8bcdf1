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

/** The viewer that the caller of `fetch()` stands for. */
export function viewerOf(request: Request): Viewer {
  return new Caller(request);
}

/** Keeps the request, without which Node.js forgets that its signal follows that of the caller. */
class Caller extends Viewer {
  constructor(private readonly request: Request) {
    super();
    const { signal } = request;
    if (signal.aborted) this.leave(signal.reason);
    else signal.addEventListener('abort', () => this.leave(this.request.signal.reason), { once: true });
  }
}
