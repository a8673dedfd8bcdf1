import type { Readable } from 'node:stream';
import type { EdgeHeaders } from '../../core/http/headers';
import type { OriginSettings } from '../assembly/distribution';
import type { FileVersion } from '../origin/file-version';

/** Bodies of origins may be streams, because no stage reads them. All others are buffers. */
export type Body = Buffer | Readable;

/**
 * The body of a request. As much as functions may see has been read; the rest stays in the connection until an origin
 * reads it, because a body may be larger than memory.
 */
export interface RequestBody {
  readonly head: Buffer;
  /** Length of the whole body; undefined if the client sends it in chunks. */
  readonly length?: number;
  /** The bytes after the head; can be read once. */
  readonly rest?: Readable;
}

export function wholeBody(head: Buffer): RequestBody {
  return { head, length: head.length };
}

/** A request as the stages see it. */
export interface EdgeRequest {
  readonly method: string;
  /** The path, percent-encoded as the viewer or a function wrote it. */
  readonly uri: string;
  /** Without the question mark; empty if there is none. */
  readonly querystring: string;
  readonly headers: EdgeHeaders;
  readonly body?: RequestBody;
  /**
   * What a CloudFront Function has selected instead of the origin of the behavior: the id of another one, or JSON with
   * what it changes (`edge/selected-origin.ts`).
   */
  readonly selectedOrigin?: string;
}

/** A response as the stages see it. */
export interface EdgeResponse {
  readonly status: number;
  readonly statusDescription?: string;
  readonly headers: EdgeHeaders;
  readonly body?: Body;
  /** Sent in chunks: its length was not known when its headers were sent. */
  readonly chunked?: true;
  /** The connection of HTTP/1.1 is closed after it. */
  readonly closes?: boolean;
  /** The file of a local folder that it was made of. */
  readonly file?: FileVersion;
}

/** The request to an origin, with the origin. Origin-request functions see it and may change it. */
export interface OriginRequest extends EdgeRequest {
  readonly origin: OriginSettings;
}

/** Destroys a body that will not be read. Otherwise the connection of its stream would stay open. */
export function discard(body: Body | undefined): void {
  if (body !== undefined && !Buffer.isBuffer(body)) body.destroy();
}
