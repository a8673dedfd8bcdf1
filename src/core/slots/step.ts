import type { EdgeEvent } from '../facts/edge-events';
import type { EdgeRequest, EdgeResponse } from '../http/message';

/**
 * What a step may look at. Our steps return new messages and never change these: a step that fails half-way must leave
 * no trace.
 */
export interface EdgeExchange {
  readonly event: EdgeEvent;
  readonly request: EdgeRequest;
  /** On response events: the origin's response, as the steps before have left it. */
  readonly response?: EdgeResponse;
  /** `d111111abcdef8.cloudfront.net`, read from the event because a template cannot name it without a cycle. */
  readonly distributionDomainName: string;
  /** The event's `config`, for steps that hand the event on. */
  readonly config: Readonly<Record<string, unknown>>;
  /** CloudFront's name for the request, as in its logs and in `x-amz-cf-id`. */
  readonly requestId: string;
  /** What Lambda says of the invocation, for steps that hand it on. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A response to give instead of the origin's, or a request to send to the origin instead of the viewer's. */
export type EdgeAnswer = EdgeResponse | EdgeRequest | undefined;

type MaybePromise<T> = T | Promise<T>;

/**
 * One construct's part of a slot.
 *
 * The first step that answers with a response ends the answering: a redirect is not masked, and a 410 of the redirect
 * file is not an error of the origin. Finishing steps run on whatever is returned so far, so that redirects and error
 * pages get headers too.
 */
export interface EdgeStep {
  /** As in log lines. */
  readonly name: string;
  readonly answer?: (exchange: EdgeExchange) => MaybePromise<EdgeAnswer>;
  /**
   * The answer in place of the message where `answer` fails. Without it the message goes on as it was before the step.
   */
  readonly refusal?: () => EdgeResponse;
  readonly finish?: (response: EdgeResponse, exchange: EdgeExchange) => MaybePromise<EdgeResponse>;
}
