import type { EdgeRequest, EdgeResponse, OriginRequest } from './message';
import type { Viewer } from './viewer';
import type { Freshness } from '../../core/cache/ttl';
import type { Behavior } from '../assembly/distribution';
import type { FileVersion } from '../origin/file-version';
import type { FailureKind } from '../origin/origin';
import type { Tls } from '../server/tls-of';
import type { Recorded } from '../trace/facts';

/** What made the response. Custom error pages, viewer-response functions and `x-cache` depend on it. */
export type ResponseSource =
  | 'origin'
  /** Generated at origin-request: treated, and cached, like a response of the origin. */
  | 'origin-request-lambda'
  /** CloudFront itself: a refusal, an unreachable origin, a function that failed. */
  | 'cloudfront'
  /** AWS WAF with a custom response; a block without one counts as CloudFront's. */
  | 'waf-response'
  | 'viewer-request-lambda'
  | 'viewer-request-function'
  /** The page of a custom error response. */
  | 'error-page';

/**
 * The state of one request in CloudFront, as plain data. A stage takes an exchange and returns a new one; it never
 * modifies the one it received.
 */
export interface Exchange {
  readonly id: string;
  readonly startedAt: number;
  readonly clientIp: string;
  readonly httpVersion: string;
  /** The protocol that everything treats the request as. */
  readonly viewerProtocol: 'http' | 'https';
  /** Whether the viewer's connection has no TLS. */
  readonly plainHttp: boolean;
  /** What the viewer's connection has agreed on, if it has TLS. */
  readonly tls?: Tls;
  /** The country of the viewer, if it is given; a header of the request takes precedence. */
  readonly country?: string;
  /** A request that the console tries out: no access line, cache or statistic counts it. */
  readonly isTrial?: boolean;
  /** Absent if nobody waits for the response. */
  readonly viewer?: Viewer;
  /** The Host header of the viewer. */
  readonly host: string;
  /**
   * The domain name in the events of functions. It is the preview's own host, so that a security policy with the
   * distribution's name works in a browser.
   */
  readonly distributionDomainName: string;
  /** The request as the viewer sent it. */
  readonly viewerRequest: EdgeRequest;
  /** The current request: the default root object and viewer-request functions change it. */
  readonly request: EdgeRequest;
  readonly behavior?: Behavior;
  readonly originRequest?: OriginRequest;
  /** Set by the first stage that answers; the remaining request stages are then skipped. */
  readonly response?: EdgeResponse;
  readonly source?: ResponseSource;
  /** The first word of `x-cache`, if it does not follow from the status. */
  readonly xCache?: string;
  /** The message on a page of CloudFront's own. */
  readonly message?: string;
  /** How the origin failed, if it gave no response. */
  readonly originFailure?: FailureKind;
  /** The local file that the origin answered with. Functions may have changed the response since. */
  readonly originFile?: FileVersion;
  /** Whether the response came from the cache, for Server-Timing. */
  readonly cacheLayer?: 'hit' | 'refresh' | 'miss';
  /** How long the error is cached that the origin answered with. */
  readonly errorFreshness?: Freshness;
  /** True while CloudFront fetches an error page. */
  readonly fetchesErrorPage: boolean;
  /** The error whose page is fetched, and the behavior of the failed request. */
  readonly errorPage?: { readonly status: number; readonly behavior?: Behavior; readonly freshness?: Freshness };
  /** The last record of a stage, which leads to those before it. */
  readonly trace?: Recorded;
  /** Start of the request, by the monotonic clock. */
  readonly begun: number;
}

/** Thrown to stop the processing of a request whose viewer has disconnected. */
export class ViewerGone extends Error {}

/** The exchange with a response, which ends the request stages. */
export function answer(exchange: Exchange, response: EdgeResponse, source: ResponseSource, xCache?: string): Exchange {
  return { ...exchange, response, source, xCache, message: undefined, originFailure: undefined };
}
