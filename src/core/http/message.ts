import type { EdgeHeaders } from './headers';

/** A request as an edge function sees it. */
export interface EdgeRequest {
  readonly method: string;
  /** The path as the viewer sent it, percent-encoded. */
  readonly uri: string;
  /** Without the question mark; empty when there is none. */
  readonly querystring: string;
  readonly headers: EdgeHeaders;
  /** Only on origin events: where CloudFront sends the request. */
  readonly origin?: EdgeOrigin;
}

/** The origin of a request, if it is not a bucket of S3. */
export interface EdgeOrigin {
  readonly custom: {
    readonly customHeaders: EdgeHeaders;
    readonly domainName: string;
    readonly keepaliveTimeout: number;
    readonly path: string;
    readonly port: number;
    /** `http` or `https`. */
    readonly protocol: string;
    readonly readTimeout: number;
    readonly sslProtocols: readonly string[];
  };
}

/** A response as an edge function returns it. */
export interface EdgeResponse {
  /** Three digits, the form that CloudFront uses. */
  readonly status: string;
  readonly statusDescription?: string;
  readonly headers: EdgeHeaders;
  readonly body?: string;
  readonly bodyEncoding?: 'text' | 'base64';
}

export function isResponse(message: EdgeRequest | EdgeResponse): message is EdgeResponse {
  return 'status' in message;
}
