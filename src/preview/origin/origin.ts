import type { EdgeResponse, OriginRequest } from '../exchange/message';
import type { Viewer } from '../exchange/viewer';

/** Answers in place of a real origin. */
export interface Origin {
  /** Name for the notes at the start, such as `folder ./dist` or `http://127.0.0.1:9000`. */
  readonly label: string;
  /** Aborts the request when the viewer leaves. */
  fetch(request: OriginRequest, viewer?: Viewer): Promise<EdgeResponse>;
  close?(): void;
}

/** The origin gave no response. CloudFront answers with its own page, and no origin-response function runs. */
export class OriginFailure extends Error {
  constructor(
    readonly status: 502 | 504,
    message: string,
    /** Message for the developer, in the access line. */ readonly hint: string,
  ) {
    super(message);
    this.name = 'OriginFailure';
  }
}
