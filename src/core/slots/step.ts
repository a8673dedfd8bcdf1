import type { Freshness } from './freshness';
import type { EdgeEvent } from '../facts/edge-events';
import type { EdgeRequest, EdgeResponse } from '../http/message';

/**
 * The input of a step. The library's steps return new messages and never change these, so that a step that fails
 * half-way has no effect.
 */
export interface EdgeExchange {
  readonly event: EdgeEvent;
  readonly request: EdgeRequest;
  /** Path and query as CloudFront passed them to the function, before any step. */
  readonly sent?: Pick<EdgeRequest, 'uri' | 'querystring'>;
  /** How long an answer may be kept, as far as the steps so far have found out. */
  readonly freshness: Freshness;
  /** On response events: the origin's response, as changed by earlier steps. */
  readonly response?: EdgeResponse;
  /** `d111111abcdef8.cloudfront.net`. From the event, because referring to it in the template would be a cycle. */
  readonly distributionDomainName: string;
  /** The `config` of the event, for steps that pass the event on. */
  readonly config: Readonly<Record<string, unknown>>;
  /** CloudFront's id of the request, as in its logs and in `x-amz-cf-id`. */
  readonly requestId: string;
  /** The Lambda context of the invocation, for steps that pass it on. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A response that replaces the origin's, or a request that replaces the viewer's. */
export type EdgeAnswer = EdgeResponse | EdgeRequest | undefined;

export type MaybePromise<T> = T | Promise<T>;

/**
 * What a construct does in a slot.
 *
 * After the first `answer` with a response, no other step answers: a redirect is not masked, and a 410 of the redirect
 * file is not an error of the origin. `finish` runs on every response, so that redirects and error pages get headers,
 * too.
 */
export interface SlotStep {
  /** The name in log lines. */
  readonly name: string;
  readonly answer?: (exchange: EdgeExchange) => MaybePromise<EdgeAnswer>;
  /**
   * The response if `answer` fails. Without it the message continues as it was before the step.
   */
  readonly refusal?: () => EdgeResponse;
  readonly finish?: (response: EdgeResponse, exchange: EdgeExchange) => MaybePromise<EdgeResponse>;
}
