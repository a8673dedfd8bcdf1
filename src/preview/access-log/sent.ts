/** What the connection knows of a response. */
export interface Sent {
  /** Bytes of the response with its head, and of the request with its head. */
  readonly responseBytes: number;
  readonly requestBytes: number;
  /** Milliseconds from the request to the first and to the last byte of the response. */
  readonly firstByteMs: number;
  readonly lastByteMs: number;
  readonly viewerPort: number;
  /** Whether the connection closed before the whole request had come, or the whole response was sent. */
  readonly isCut: boolean;
  readonly isRequestCut: boolean;
  /** Why the body of the response broke off, if it did. */
  readonly bodyFault?: unknown;
}
