import type { EdgeResponse, OriginRequest } from '../exchange/message';

/** Something that answers in place of a real origin. */
export interface Origin {
  /** What it is, for the startup notes: `folder ./dist`, `http://127.0.0.1:9000`. */
  readonly label: string;
  /** A request whose viewer has gone is given up. */
  fetch(request: OriginRequest, signal?: AbortSignal): Promise<EdgeResponse>;
  close?(): void;
}

/** No response came from an origin at all; CloudFront answers for it, and no origin-response function runs. */
export class OriginFailure extends Error {
  constructor(
    readonly status: 502 | 504,
    message: string,
    /** For the person at the terminal. */ readonly hint: string,
  ) {
    super(message);
    this.name = 'OriginFailure';
  }
}
