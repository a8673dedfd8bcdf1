import type { Seen } from './seen';
import type { Change, FunctionFact, HeaderChanges, RuleFact, ShortRequest, ShortResponse } from './shapes';
import type { BlockKind, SignedUrlCode } from '../injection/block';
import type { FailureKind } from '../origin/origin';

/** Why a request is refused before any behavior. */
export type AdmitReason = 'url-too-long' | 'headers-too-large' | 'unknown-host';

type AdmitFacts =
  | { readonly outcome: 'passed'; readonly host: string }
  | { readonly outcome: 'refused'; readonly reason: AdmitReason; readonly host: string; readonly status: number };

/** What the viewer protocol policy of a behavior did with a request by HTTP. */
type ProtocolFacts = { readonly policy: string; readonly status: number } & (
  | { readonly outcome: 'redirected'; readonly location: string }
  | { readonly outcome: 'refused' }
);

/** Why a behavior refuses a method. */
export type MethodReason = 'not-allowed' | 'body-on-get';

type MethodFacts = { readonly method: string } & (
  | { readonly outcome: 'passed' }
  | {
    readonly outcome: 'refused';
    readonly reason: MethodReason;
    readonly allowed: readonly string[];
    readonly status: number;
  }
);

/** `rule` is the rule of the web ACL that decided; undefined if the default action did. */
type FirewallFacts =
  | { readonly outcome: 'passed'; readonly webAcl: string; readonly rule?: string }
  | {
    readonly outcome: 'blocked';
    readonly by: 'web-acl';
    readonly webAcl: string;
    readonly rule?: string;
    readonly status: number;
  }
  | {
    readonly outcome: 'blocked';
    readonly by: 'geo-restriction';
    readonly country: string;
    readonly type: 'whitelist' | 'blacklist';
    readonly status: number;
  }
  | {
    readonly outcome: 'blocked';
    readonly by: 'signed-url';
    readonly code: SignedUrlCode;
    readonly why: string;
    readonly status: number;
  }
  | {
    readonly outcome: 'blocked';
    readonly by: 'option';
    readonly kind: BlockKind;
    readonly pathPattern: string;
    /** The block as the user wrote it. */
    readonly text: string;
    readonly status: number;
  };

type FailureFacts =
  /** The code ran, but its result is invalid. */
  | { readonly outcome: 'invalid'; readonly reason: string; readonly detail: string; readonly status: number }
  | { readonly outcome: 'failed'; readonly error: string; readonly status: number };

/** A response that a function generated. */
export interface AnswerFacts {
  readonly request: ShortRequest;
  readonly response: ShortResponse;
  readonly headers: HeaderChanges;
}

/** `warnings`: what CloudFront would have refused, without `strict`. `logs`: what the function printed. */
interface OfFunction {
  readonly function: FunctionFact;
  readonly warnings?: readonly string[];
  readonly logs?: readonly string[];
}

type RequestFunctionFacts = OfFunction & (
  | FailureFacts
  | { readonly outcome: 'continued'; readonly request: Change<ShortRequest>; readonly rule?: RuleFact }
  | ({ readonly outcome: 'answered'; readonly rule?: RuleFact } & AnswerFacts)
);

type ResponseFunctionFacts = OfFunction & (
  | FailureFacts
  | { readonly outcome: 'continued'; readonly response: Change<ShortResponse>; readonly rule?: RuleFact }
  /** CloudFront did not run the function. */
  | { readonly outcome: 'skipped'; readonly why: string }
);

/** The origin by its domain name and its id in the distribution. `failedAttempts` is why each one failed. */
type OriginFacts = {
  readonly origin: string;
  readonly id: string;
  readonly request: ShortRequest;
  readonly failedAttempts?: readonly string[];
  /** Why the request was sent once more on a new connection, which does not count as an attempt. */
  readonly sentAgain?: string;
  /** What the real origin would do to the request, and the one of the preview does not. */
  readonly note?: string;
} & (
  | { readonly outcome: 'answered'; readonly response: ShortResponse }
  | { readonly outcome: 'failed'; readonly status: number; readonly hint: string; readonly failure: FailureKind }
);

/** `key` is that of the object, with line ends between its parts; `why` is what decided about it. */
type CacheFacts =
  /** The behavior caches nothing, or not for this method. */
  | { readonly outcome: 'bypassed'; readonly why: string }
  | { readonly outcome: 'miss'; readonly key: string; readonly why: string }
  | {
    readonly outcome: 'hit' | 'stale-while-revalidate' | 'stale-if-error';
    readonly key: string;
    readonly ttlSec: number;
    readonly ageSec: number;
    readonly why: string;
    /** The id of the request that fetched the object. */
    readonly fetchedBy: string;
    /** It waited for the response to another request. */
    readonly collapsed?: true;
  };

type CacheStoreFacts =
  | {
    readonly outcome: 'stored' | 'not-stored' | 'refreshed';
    readonly key?: string;
    readonly ttlSec: number;
    readonly why: string;
    /** The Content-Encoding of the object. */
    readonly coding?: string;
  }
  /** The origin failed: the expired object is served, and for some seconds the origin is not asked. */
  | { readonly outcome: 'kept-stale'; readonly key: string; readonly status: number; readonly seconds: number };

interface CustomErrorFacts {
  /** `page-failed`: the page could not be fetched, and the viewer gets the status of that request. */
  readonly outcome: 'replaced' | 'page-failed';
  readonly status: number;
  readonly pagePath: string;
  readonly newStatus: number;
}

/** What a stage did, as plain data. `stage` and `outcome` determine the other members. */
export type Facts =
  | ({ readonly stage: 'admit' } & AdmitFacts)
  | { readonly stage: 'default-root-object'; readonly outcome: 'replaced'; readonly uri: string }
  | {
    readonly stage: 'behavior';
    readonly outcome: 'matched';
    readonly pathPattern: string;
    /** The normalized path that is compared with path patterns. */
    readonly path: string;
    /** An origin or an origin group. */
    readonly targetOriginId: string;
    /** True if the behavior serves the page of a custom error response. */
    readonly forErrorPage: boolean;
  }
  | ({ readonly stage: 'viewer-protocol' } & ProtocolFacts)
  | ({ readonly stage: 'method' } & MethodFacts)
  | ({ readonly stage: 'firewall' } & FirewallFacts)
  | ({ readonly stage: 'cache' } & CacheFacts)
  | ({ readonly stage: 'cache-store' } & CacheStoreFacts)
  | ({ readonly stage: 'viewer-request' | 'origin-request' } & RequestFunctionFacts)
  | ({ readonly stage: 'origin-response' | 'viewer-response' } & ResponseFunctionFacts)
  /** Only in the preview: the origin gets a fault before it is called. */
  | { readonly stage: 'fault'; readonly outcome: 'injected'; readonly origin: string; readonly text: string }
  | ({ readonly stage: 'origin' } & OriginFacts)
  | {
    readonly stage: 'failover';
    readonly outcome: 'second-origin';
    /** Status of the primary origin. */
    readonly status: number;
    readonly from: string;
    readonly to: string;
  }
  | {
    readonly stage: 'failover';
    /** A function has changed whether the group fails over: AWS does not document which status counts. */
    readonly outcome: 'undocumented';
    /** Status of the primary origin. */
    readonly status: number;
    /** Status after the function. */
    readonly newStatus: number;
  }
  | ({ readonly stage: 'custom-error' } & CustomErrorFacts)
  | {
    readonly stage: 'response-headers-policy';
    readonly outcome: 'applied';
    readonly policy: string;
    readonly headers: HeaderChanges;
  }
  | {
    readonly stage: 'finish';
    readonly outcome: 'finished';
    readonly status: number;
    readonly xCache: string;
    readonly headers: HeaderChanges;
  }
  /** Only in the preview: what would harm a page that is opened by plain HTTP. */
  | { readonly stage: 'plain-http'; readonly outcome: 'left-out'; readonly directive: string }
  | { readonly stage: 'viewer'; readonly outcome: 'gone' }
  /** An error of the preview itself, not of the app. */
  | { readonly stage: 'preview'; readonly outcome: 'failed'; readonly error: string };

/** What a stage did, as facts or as a function that makes them when a trace is read. */
export type Recordable = Facts | (() => Facts);

/** An entry of an exchange. It lasted from the end of the one before, or from the start of the request. */
export interface Recorded {
  readonly facts: Recordable;
  /** For the console: of a function, what it saw. */
  readonly seen: Seen | undefined;
  /** By the monotonic clock. */
  readonly ended: number;
  readonly before: Recorded | undefined;
  /** How many there are, with this one. */
  readonly count: number;
}
