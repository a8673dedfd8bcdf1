import type { Reference } from './reference';
import type { EdgeEvent } from '../../core/facts/edge-events';
import type {
  CachePolicySettings,
  OriginRequestPolicySettings,
  ResponseHeadersPolicySettings,
} from '../../core/facts/policy-settings';
import type { WebAcl } from '../waf/web-acl';

/** A distribution as the preview runs it: what its template says, with everything it refers to found. */
export interface Distribution {
  readonly logicalId: string;
  readonly constructPath: string;
  /** A stand-in for the name that CloudFront would choose. */
  readonly domainName: string;
  readonly aliases: readonly string[];
  /** Empty when there is none; without a leading slash. */
  readonly defaultRootObject: string;
  /** In the order in which CloudFront tries them; the default behavior (`*`) is the last. */
  readonly behaviors: readonly Behavior[];
  readonly origins: ReadonlyMap<string, OriginSettings>;
  readonly originGroups: ReadonlyMap<string, OriginGroup>;
  readonly errorResponses: ReadonlyMap<number, CustomErrorResponse>;
  readonly webAcl?: WebAcl;
}

export interface Behavior {
  readonly pathPattern: string;
  /** An origin or an origin group. */
  readonly targetOriginId: string;
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly compress: boolean;
  readonly viewerProtocolPolicy: string;
  readonly cachePolicy: CachePolicySettings;
  readonly originRequestPolicy?: OriginRequestPolicySettings;
  readonly responseHeadersPolicy?: ResponseHeadersPolicySettings;
  /** Set by the settings of before 2020 (ForwardedValues): headers that nobody names reach the origin, too. */
  readonly forwardsOtherHeaders: boolean;
  readonly functions: Readonly<Partial<Record<EdgeEvent, EdgeFunction>>>;
}

export type EdgeFunction = LambdaEdgeFunction | CloudFrontFunction;

/** The resource of a function, by the file of its template as seen from the folder of the assembly. */
export interface FunctionResource {
  readonly template: string;
  readonly logicalId: string;
}

export interface LambdaEdgeFunction extends FunctionResource {
  readonly host: 'lambda-edge';
  /** One per published version; warm workers are kept by it. */
  readonly key: string;
  readonly name: string;
  readonly runtime: string;
  /** `file.export`, as Lambda has it. */
  readonly handler: string;
  readonly code: LambdaCode;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly includeBody: boolean;
}

/** Inline code is one file called `index`; everything else is a folder on disk. */
export type LambdaCode = { readonly inline: string } | { readonly directory: string };

export interface CloudFrontFunction extends FunctionResource {
  readonly host: 'cloudfront-function';
  readonly key: string;
  readonly name: string;
  readonly runtime: string;
  readonly code: string;
  /** The key value store of the function, as far as the app says what is in it. */
  readonly keyValues: Readonly<Record<string, string>>;
}

export interface OriginSettings {
  readonly id: string;
  readonly domainName: string;
  /** Starts with a slash, has none at the end; or empty. */
  readonly path: string;
  readonly customHeaders: readonly { readonly name: string; readonly value: string }[];
  readonly kind: 's3' | 's3-website' | 'custom';
  /** The bucket behind an S3 origin, when it is in this app. */
  readonly bucket?: Reference;
  readonly custom: CustomOriginSettings;
}

/** The connection that CloudFront makes. For S3 origins only the timeout counts. */
export interface CustomOriginSettings {
  readonly protocolPolicy: 'http-only' | 'https-only' | 'match-viewer';
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly sslProtocols: readonly string[];
  readonly readTimeoutSec: number;
  readonly keepaliveTimeoutSec: number;
}

export interface OriginGroup {
  readonly primaryId: string;
  readonly secondaryId: string;
  readonly statusCodes: readonly number[];
}

export interface CustomErrorResponse {
  readonly errorCode: number;
  /** Path of the page; without one, the entry only speaks about caching. */
  readonly pagePath?: string;
  readonly responseCode?: number;
  readonly cachingMinTtlSec?: number;
}
