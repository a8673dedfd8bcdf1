import type { EdgeRequest, EdgeResponse, OriginRequest } from './message';
import type { Behavior } from '../assembly/distribution';
import type { TraceEntry } from '../trace/facts';

/** Who made the response: it decides about custom error pages, viewer-response functions and `x-cache`. */
export type ResponseSource =
  | 'origin'
  /** In the origin's place: it is treated, and would be cached, as if the origin had said it. */
  | 'origin-request-lambda'
  /** CloudFront itself: a refusal, an unreachable origin, a function that failed. */
  | 'cloudfront'
  /** AWS WAF with a custom response; a plain block counts as CloudFront's. */
  | 'waf-response'
  | 'viewer-request-lambda'
  | 'viewer-request-function'
  /** The page of a custom error response. */
  | 'error-page';

/**
 * One request on its way through CloudFront, as plain data. A stage takes an exchange and gives back the next one; it
 * never changes the one it got.
 */
export interface Exchange {
  readonly id: string;
  readonly startedAt: number;
  readonly clientIp: string;
  readonly httpVersion: string;
  /** Aborted when the viewer goes away before its answer. */
  readonly signal?: AbortSignal;
  /** The name and port under which the viewer asked. */
  readonly host: string;
  /**
   * What functions are told: the preview's own name, so that a policy which names the distribution works in a browser.
   */
  readonly distributionDomainName: string;
  /** The request as the viewer sent it. */
  readonly viewerRequest: EdgeRequest;
  /** The request as it stands: the default root object and viewer-request functions change it. */
  readonly request: EdgeRequest;
  readonly behavior?: Behavior;
  readonly originRequest?: OriginRequest;
  /** Once it is there, the stages of the request's way are over. */
  readonly response?: EdgeResponse;
  readonly source?: ResponseSource;
  /** The first word of `x-cache`, when it says more than the status does. */
  readonly xCache?: string;
  /** CloudFront's own fetch of an error page, not a viewer's request. */
  readonly fetchesErrorPage: boolean;
  /** What the stages did so far. */
  readonly trace: readonly TraceEntry[];
  /** When the request came, and when the stage that is at work began: by a clock that nobody sets. */
  readonly clock: { readonly begun: number; readonly stage: number };
}

/** Ends the way of an exchange that nobody waits for any more. */
export class ViewerGone extends Error {}

/** Ends the request's way with a response. */
export function answer(exchange: Exchange, response: EdgeResponse, source: ResponseSource, xCache?: string): Exchange {
  return { ...exchange, response, source, xCache };
}
