import type { IncomingMessage, ServerResponse } from 'node:http';
import { originServer, type OriginServer } from './origin-server';
import { customOrigin, site, type Running, type SiteOptions } from './site';
import type { PreviewOptions } from '../../../src/preview/options';

export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

type Properties = Record<string, unknown>;

export interface PolicyOptions {
  readonly min?: number;
  readonly default?: number;
  readonly max?: number;
  readonly compress?: boolean;
  readonly headers?: readonly string[];
  readonly cookies?: readonly string[];
  readonly queries?: readonly string[];
}

/** The properties of a cache policy. */
export function cachePolicy({ min = 0, max = 86_400, compress = false, ...rest }: PolicyOptions): Properties {
  const { headers, cookies, queries } = rest;
  return {
    CachePolicyConfig: {
      Name: 'own',
      MinTTL: min,
      DefaultTTL: rest.default ?? Math.max(min, 60),
      MaxTTL: max,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: compress,
        EnableAcceptEncodingBrotli: compress,
        HeadersConfig: headers ? { HeaderBehavior: 'whitelist', Headers: headers } : { HeaderBehavior: 'none' },
        CookiesConfig: cookies ? { CookieBehavior: 'whitelist', Cookies: cookies } : { CookieBehavior: 'none' },
        QueryStringsConfig: queries
          ? { QueryStringBehavior: 'whitelist', QueryStrings: queries } : { QueryStringBehavior: 'none' },
      },
    },
  };
}

export interface CachedSite {
  readonly running: Running;
  readonly origin: OriginServer;
  /** Status, first word of X-Cache, Age and body. */
  get(path: string, init?: RequestInit): Promise<readonly [number, string, string | null, string]>;
}

/** A site with an HTTP origin and a cache policy. */
export async function cachedSite(
  respond: (request: IncomingMessage, response: ServerResponse) => void, policy: PolicyOptions = {},
  options: SiteOptions = {}, previewOptions: Partial<PreviewOptions> = {},
): Promise<CachedSite> {
  const origin = await originServer(respond);
  const running = site({
    ...options,
    origins: [customOrigin('origin.example.com'), ...options.origins ?? []],
    behavior: { TargetOriginId: 'origin.example.com', CachePolicyId: { Ref: 'Policy' }, ...options.behavior },
    fill: (stack, assembly) => {
      stack.resource('Policy', 'AWS::CloudFront::CachePolicy', cachePolicy(policy));
      return options.fill?.(stack, assembly);
    },
  }, { ...previewOptions, origins: { 'origin.example.com': origin.url, ...previewOptions.origins } });
  const get: CachedSite['get'] = async (path, init) => {
    const response = await running.fetch(path, init);
    const { headers } = response;
    return [
      response.status, headers.get('x-cache')!.replace(/ from cloudfront$/, ''), headers.get('age'), await response.text(),
    ];
  };
  return { running, origin, get };
}
