import { CLOUDFRONT_MESSAGES, type CloudFrontMessage } from '../../core/facts/cloudfront-page';
import type { EdgeResponse, OriginRequest } from '../exchange/message';
import type { Viewer } from '../exchange/viewer';

/** Answers in place of a real origin. */
export interface Origin {
  /** Name for the notes at the start, such as `folder ./dist` or `http://127.0.0.1:9000`. */
  readonly label: string;
  /** Aborts the request when the viewer leaves. */
  fetch(request: OriginRequest, viewer?: Viewer, attempt?: Attempt): Promise<EdgeResponse>;
  close?(): void;
}

/** One of the attempts to get a response, which share the time that the origin has for all of it. */
export interface Attempt {
  /** Counted from 1. */
  readonly number: number;
  /** When the whole response has to be there, by the monotonic clock; undefined without a limit. */
  readonly deadline?: number;
  /** Called with the reason if the request is sent once more, because a connection that was open is not any more. */
  readonly again?: (why: string) => void;
}

/** How the viewer and an origin group see that an origin gave no response. */
interface Failure {
  readonly status: 502 | 504;
  readonly message: CloudFrontMessage;
  /** The codes of an origin group that count: 503 for a connection that failed, 504 for a timeout. */
  readonly failoverCodes: readonly number[];
}

const UNREACHABLE: Failure = { status: 502, message: 'originUnreachable', failoverCodes: [503] };

/** @see ADR 046 */
const FAILURES = {
  /** The connection was refused, or TLS failed. */
  'no-connection': UNREACHABLE,
  'no-connection-in-time': { status: 504, message: 'originTimeout', failoverCodes: [503, 504] },
  'unresolved': { ...UNREACHABLE, message: 'originUnresolved' },
  /** The origin closed the connection without a response. */
  'closed': UNREACHABLE,
  'no-response-in-time': { status: 504, message: 'originTimeout', failoverCodes: [504] },
  /** The response is not valid HTTP. */
  'invalid-response': UNREACHABLE,
  /** The headers of the response have more than 32,768 bytes. */
  'headers-too-large': UNREACHABLE,
  /** Only in the preview: nothing stands for the origin. */
  'unmapped': UNREACHABLE,
} as const satisfies Readonly<Record<string, Failure>>;

export type FailureKind = keyof typeof FAILURES;

/** The origin gave no response. CloudFront answers with its own page, and no origin-response function runs. */
export class OriginFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    /** Message for the developer, in the access line. */ readonly hint: string,
    message: string = CLOUDFRONT_MESSAGES[FAILURES[kind].message],
  ) {
    super(message);
    this.name = 'OriginFailure';
  }

  get status(): 502 | 504 {
    return FAILURES[this.kind].status;
  }
}

export function failoverCodesOf(kind: FailureKind): readonly number[] {
  return FAILURES[kind].failoverCodes;
}
