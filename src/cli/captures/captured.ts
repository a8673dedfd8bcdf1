/** A header as it was sent; the same name may come twice. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** A line among headers that is not a header. */
export interface OtherLine {
  readonly line: number;
  readonly text: string;
}

/** The lines between a status line and an empty line. */
export interface Head {
  readonly fields: readonly Field[];
  readonly others: readonly OtherLine[];
}

/** What "curl -v" shows of a request. */
export interface CapturedRequest {
  readonly method: string;
  readonly target: string;
  readonly fields: readonly Field[];
}

/** A response of a capture, and the request if the capture has it. */
export interface Captured extends Head {
  /** The number of its status line. */
  readonly line: number;
  readonly status: number;
  /** Undefined if the capture has none. */
  readonly body?: string;
  /** HTTPS is known for HTTP/2 and later, which CloudFront and browsers use with TLS only. */
  readonly protocol?: 'http' | 'https';
  readonly request?: CapturedRequest;
}
