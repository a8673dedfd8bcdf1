import type { Problem } from '../core/problem';
import type { Trace } from './trace/facts';

/** A response, and how it came about. */
export interface TracedResponse {
  readonly response: Response;
  readonly trace: Trace;
}

/** A distribution that runs on this machine. */
export interface Preview {
  /** Resolves once the preview can be asked; rejects when its port is taken. */
  readonly ready: Promise<void>;
  /** Where it listens; known once it is ready. */
  readonly url: string;
  /** Construct path of the distribution. */
  readonly distribution: string;
  /** What the preview had to leave out, and what it needs. */
  readonly notes: readonly Problem[];
  /** A request without a port. Redirects are returned, not followed. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The same, with what each stage of CloudFront did: for whoever explains a response. */
  trace(input: string | URL | Request, init?: RequestInit): Promise<TracedResponse>;
  close(): Promise<void>;
}
