import type { Problem } from '../core/problem';
import type { Trace } from './trace/facts';

/** A response with the trace of its request. */
export interface TracedResponse {
  readonly response: Response;
  readonly trace: Trace;
}

/** A running preview of a distribution. */
export interface Preview {
  /** Resolves when the preview accepts requests; rejects if its port is in use. */
  readonly ready: Promise<void>;
  /** The URL on which it listens, known once it is ready. */
  readonly url: string;
  /** Construct path of the distribution. */
  readonly distribution: string;
  /** What the preview leaves out, and what it needs from the user. */
  readonly notes: readonly Problem[];
  /** Sends a request without a port. Redirects are returned, not followed. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Like `fetch()`, with what each stage of CloudFront did, for tools that explain a response. */
  trace(input: string | URL | Request, init?: RequestInit): Promise<TracedResponse>;
  close(): Promise<void>;
}
