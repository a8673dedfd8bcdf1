import { OriginFailure, type Attempt, type FailureKind } from './origin';
import type { EdgeResponse, OriginRequest } from '../exchange/message';
import type { Viewer } from '../exchange/viewer';

/** A response, or the failure of the last attempt, and what the developer reads of each attempt that failed. */
export type Attempted = {
  readonly failed: readonly string[];
  /** Why the request was sent once more, which is not an attempt of CloudFront. */
  readonly again?: string;
} & (
  { readonly response: EdgeResponse } | { readonly failure: OriginFailure }
);

/** The request was not sent: it can be sent again, whatever its method. */
const NOT_SENT: readonly FailureKind[] = ['no-connection', 'no-connection-in-time'];

const UNANSWERED: readonly FailureKind[] = ['closed', 'no-response-in-time'];

/**
 * Asks an origin as often as its connection attempts allow. Connections that cannot be made are tried again for all
 * methods; a request that got no response is sent again for GET and HEAD alone. The response completion timeout limits
 * all attempts together.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html (checked
 * 2026-11-28)
 */
export async function inAttempts(
  request: OriginRequest, send: (attempt: Attempt) => Promise<EdgeResponse>, viewer?: Viewer,
): Promise<Attempted> {
  const { connectionAttempts, responseCompletionTimeoutSec } = request.origin.custom;
  const deadline = responseCompletionTimeoutSec && performance.now() + responseCompletionTimeoutSec * 1_000;
  const failed: string[] = [];
  let resent: { readonly again?: string } = {};
  const again = (why: string) => { resent = { again: why }; };
  for (let number = 1; ; number++) {
    try {
      const response = await send({ number, again, ...(deadline && { deadline }) });
      return { failed, response, ...resent };
    } catch (failure) {
      if (!(failure instanceof OriginFailure) || viewer?.isGone) throw failure;
      failed.push(failure.hint);
      const isOver = number >= connectionAttempts || (deadline !== undefined && performance.now() >= deadline);
      if (isOver || !mayRepeat(failure.kind, request)) return { failed, failure, ...resent };
    }
  }
}

function mayRepeat(kind: FailureKind, { method, body }: OriginRequest): boolean {
  if (NOT_SENT.includes(kind)) return true;
  // What was streamed cannot be sent again.
  return UNANSWERED.includes(kind) && (method === 'GET' || method === 'HEAD') && body?.rest === undefined;
}
