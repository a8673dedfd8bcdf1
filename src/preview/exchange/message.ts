import type { Readable } from 'node:stream';
import type { EdgeHeaders } from '../../core/http/headers';
import type { OriginSettings } from '../assembly/distribution';

/** Small bodies are buffers; what an origin sends may be a stream, because nobody at the edge looks into it. */
export type Body = Buffer | Readable;

/** A request on its way to an origin. */
export interface EdgeRequest {
  readonly method: string;
  /** The path, still percent-encoded, as the viewer or a function wrote it. */
  readonly uri: string;
  /** Without the question mark; empty when there is none. */
  readonly querystring: string;
  readonly headers: EdgeHeaders;
  readonly body?: Buffer;
}

/** A response on its way to the viewer. */
export interface EdgeResponse {
  readonly status: number;
  readonly statusDescription?: string;
  readonly headers: EdgeHeaders;
  readonly body?: Body;
}

/** The request as an origin gets it, with the origin: what origin-request functions see and may change. */
export interface OriginRequest extends EdgeRequest {
  readonly origin: OriginSettings;
}

/** A stream that nobody will read must be let go, or its connection hangs. */
export function discard(body: Body | undefined): void {
  if (body !== undefined && !Buffer.isBuffer(body)) body.destroy();
}
