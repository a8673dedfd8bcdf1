import type { Facts } from './facts';
import type { ShortRequest, ShortResponse } from './shapes';

/** One entry of a trace. */
export type TraceEntry = Facts & {
  /** Milliseconds since the start of the request. */
  readonly startMs: number;
  readonly durationMs: number;
};

/** What happened to one request, as plain data that can be serialized as JSON. */
export interface Trace {
  /** The value of `x-amz-cf-id`. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly host: string;
  readonly clientIp: string;
  /** As the viewer sent it. */
  readonly request: ShortRequest;
  /** As the viewer got it. */
  readonly response?: ShortResponse;
  /** What became of the URL on its way to the origin; absent if nothing changed it. */
  readonly urls?: readonly UrlFact[];
  readonly entries: readonly TraceEntry[];
}

/** A URL of a request, path and query, and the stage that made it: the viewer, a function, the default root object. */
export interface UrlFact {
  readonly after: 'viewer' | 'default-root-object' | 'viewer-request' | 'origin-request';
  readonly url: string;
}
