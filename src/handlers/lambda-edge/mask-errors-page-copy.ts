import type { EmbeddedPage, StoredPage } from '../../core/errors/config';

/** What S3 said: the object, or that it has not changed. */
export type FetchedPage = { readonly page: EmbeddedPage; readonly etag: string | undefined } | 'not modified';

export type FetchPage = (source: StoredPage, etag: string | undefined) => Promise<FetchedPage>;

/** A copy this many times older than its refresh interval is not served without having asked: nobody came by for a while. */
const TOO_OLD = 10;

/** S3 is left alone for so long after a failure: if it is down, viewers are not to wait for it one after the other. */
const PAUSE_AFTER_FAILURE_MS = 5_000;

/**
 * One page of S3 in memory, for as long as the function's environment lives.
 *
 * A fresh copy is served at once; an older one as well, while it is checked for changes in the background. Lambda freezes an
 * environment between two requests, so that the check may end only with the next one: that is why a copy can be too old for that.
 * A check that fails never takes the copy away.
 */
export class PageCopy {
  private page: EmbeddedPage | undefined;
  private etag: string | undefined;
  private checkedAt = -Infinity;
  private failedAt = -Infinity;
  private running: Promise<void> | undefined;

  constructor(
    private readonly source: StoredPage,
    private readonly fetchPage: FetchPage,
    private readonly onFailure: (key: string, error: unknown) => void,
  ) {}

  /** The page, within the time that a viewer may have to wait; undefined if it was never got. */
  async get(): Promise<EmbeddedPage | undefined> {
    const { refreshMs, timeoutMs } = this.source;
    const age = Date.now() - this.checkedAt;
    if (this.page !== undefined && age < refreshMs) return this.page;
    const paused = Date.now() - this.failedAt < PAUSE_AFTER_FAILURE_MS;
    if (paused) return this.page;
    this.running ??= this.refresh();
    if (this.page === undefined || age >= TOO_OLD * refreshMs) await atMost(timeoutMs, this.running);
    return this.page;
  }

  /** Never rejects. */
  private async refresh(): Promise<void> {
    try {
      const fetched = await this.fetchPage(this.source, this.etag);
      if (fetched !== 'not modified') {
        this.page = fetched.page;
        this.etag = fetched.etag;
      }
      this.checkedAt = Date.now();
    } catch (error) {
      this.failedAt = Date.now();
      this.onFailure(this.source.key, error);
    } finally {
      this.running = undefined;
    }
  }
}

function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
