import type { PreviewSettings } from './settings';
import type { Problem } from '../core/problem';
import type { Trace } from './trace/trace';

/** A response with the trace of its request. */
export interface TracedResponse {
  readonly response: Response;
  readonly trace: Trace;
}

/** Options that a running preview can change. */
export type PreviewChanges = Partial<PreviewSettings>;

/** A running preview of a distribution. */
export interface Preview {
  /** Resolves when the preview accepts requests; rejects if its port is in use. */
  readonly ready: Promise<void>;
  /** The URL on which it listens, known once it is ready. */
  readonly url: string;
  /** The certificate of `tls` as PEM, once the preview is ready: for the `ca` of clients. */
  readonly certificate?: string;
  /** Construct path of the distribution. */
  readonly distribution: string;
  /** What the preview leaves out, and what it needs from the user. */
  readonly notes: readonly Problem[];
  /** Sends a request without a port. Redirects are returned, not followed. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Like `fetch()`, with what each stage of CloudFront did, for tools that explain a response. */
  fetchWithTrace(input: string | URL | Request, init?: RequestInit): Promise<TracedResponse>;
  /**
   * What each stage of CloudFront did with one of the last 250 requests, by a port or by `fetch()`: by the
   * `x-amz-cf-id` of its response, or by the response. Undefined if the preview does not know the request.
   */
  trace(request: string | Response): Trace | undefined;
  /**
   * Changes options: other origins, stores, blocks, another distribution. Requests that have begun finish with the old
   * ones. Rejects with all errors at once, and then nothing has changed.
   */
  setOptions(changes: PreviewChanges): Promise<void>;
  /** Reads the app again. Rejects with all errors, and then the app is served on as it was read before. */
  reload(): Promise<void>;
  /**
   * Removes objects from the cache by the paths of an invalidation, such as `/images/*`; returns how many. Throws if
   * CloudFront would refuse one of the paths.
   */
  invalidate(paths: string | readonly string[]): number;
  close(): Promise<void>;
}
