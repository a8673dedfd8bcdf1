import type { EdgeEvent } from '../../core/facts/edge-events';
import type { EdgeHeaders } from '../../core/http/headers';
import type { EdgeFunction } from '../assembly/distribution';
import type { EdgeRequest, EdgeResponse, OriginRequest } from '../exchange/message';
import type { Soon } from '../exchange/soon';
import type { Viewer } from '../exchange/viewer';

/** The outcome of running a function. */
export type Outcome<T> = Result<T> & {
  /** What CloudFront would not accept, without `strict`: the preview carried on. */
  readonly warnings?: readonly string[];
  /** What the function printed, the first lines. */
  readonly logs?: readonly string[];
};

type Result<T> =
  | { readonly kind: 'continue'; readonly value: T }
  /** A request function answered in place of the origin. */
  | { readonly kind: 'answer'; readonly response: EdgeResponse }
  /** The code ran, but its result is invalid: 502. */
  | { readonly kind: 'invalid'; readonly reason: string; readonly detail: string }
  /** The code threw, hung or could not be loaded: 503. */
  | { readonly kind: 'failed'; readonly error: string };

/** The parts of an event that describe the request. */
export interface Call {
  readonly event: EdgeEvent;
  readonly requestId: string;
  readonly clientIp: string;
  readonly distributionDomainName: string;
  /**
   * The `CloudFront-*` headers that the behavior's policies name. At viewer events, CloudFront Functions see them and
   * Lambda@Edge functions do not.
   */
  readonly cloudFrontHeaders?: EdgeHeaders;
  /** Who waits for the response. */
  readonly viewer?: Viewer;
  /** Receives each line that the function prints while it handles this event. */
  readonly print?: (line: string) => void;
}

/** Runs the functions of a distribution as they would be deployed. */
export interface EdgeFunctions {
  request<T extends EdgeRequest | OriginRequest>(fn: EdgeFunction, call: Call, request: T): Soon<Outcome<T>>;
  response(
    fn: EdgeFunction,
    call: Call,
    request: EdgeRequest | OriginRequest,
    response: EdgeResponse,
  ): Soon<Outcome<EdgeResponse>>;
  close(): Promise<void>;
}
