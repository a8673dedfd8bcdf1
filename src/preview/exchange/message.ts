import type { Readable } from 'node:stream';
import type { EdgeHeaders } from '../../core/http/headers';
import type { OriginSettings } from '../assembly/distribution';

/** Small bodies are buffers; what an origin sends may be a stream, because nobody at the edge looks into it. */
export type Body = Buffer | Readable;

/**
 * What a request carries. Its beginning has been read, because functions may ask for it; a body may be larger than
 * memory, so what is behind that stays with the connection until an origin takes it.
 */
export interface RequestBody {
  readonly head: Buffer;
  /** Of the whole body, as far as it is known: a client may send it in chunks. */
  readonly length?: number;
  /** What comes after the head; it can be read once. */
  readonly rest?: Readable;
}

export function wholeBody(head: Buffer): RequestBody {
  return { head, length: head.length };
}

/** A request on its way to an origin. */
export interface EdgeRequest {
  readonly method: string;
  /** The path, still percent-encoded, as the viewer or a function wrote it. */
  readonly uri: string;
  /** Without the question mark; empty when there is none. */
  readonly querystring: string;
  readonly headers: EdgeHeaders;
  readonly body?: RequestBody;
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
