import type { RedirectRequest } from '../../core/redirects/rule/types';
import { UsageError } from '../frame/usage-error';

/** What a request may have besides its URL. */
export interface RequestOptions {
  readonly method?: string;
  /** Names are matched without case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly country?: string;
  readonly now?: number;
  readonly originStatus?: number;
}

/** The request that CloudFront would pass to a function for a URL; undefined if the text is not a URL. */
export function requestFor(url: string, options: RequestOptions): RedirectRequest | undefined {
  // Not `new URL`, which normalizes the path; CloudFront does not.
  const parts = /^(?:(https?):\/\/([^/?#]+))?([^?#]*)(?:\?([^#]*))?/s.exec(url);
  if (parts === null || (parts[2] === undefined && !url.startsWith('/'))) return undefined;
  checkOptions(options);
  const [, scheme, host, path, query] = parts;
  const headers = new Map(Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  if (scheme !== undefined && !headers.has('cloudfront-forwarded-proto')) {
    headers.set('cloudfront-forwarded-proto', scheme);
  }
  const cookies = Object.entries(options.cookies ?? {}).map(([name, value]) => `${name}=${value}`);
  if (cookies.length > 0) {
    headers.set('cookie', [headers.get('cookie'), ...cookies].filter((c) => c !== undefined).join('; '));
  }
  return {
    method: options.method ?? 'GET',
    path: path || '/',
    query: query ?? '',
    ...(host === undefined ? {} : { host }),
    header: (name) => headers.get(name),
    country: options.country ?? headers.get('cloudfront-viewer-country'),
    now: options.now ?? Date.now(),
    ...(options.originStatus === undefined ? {} : { originStatus: options.originStatus }),
  };
}

/** With a typing error in a country or a status, the answer would be "no redirect", as if the list said so. */
function checkOptions({ country, originStatus }: RequestOptions): void {
  if (country !== undefined && !/^[a-z]{2}$/i.test(country)) {
    throw new UsageError(`the country is ${country}; write two letters such as DE`);
  }
  const isStatus =
    originStatus === undefined || (Number.isInteger(originStatus) && originStatus >= 100 && originStatus <= 599);
  if (!isStatus) throw new UsageError(`the origin status is ${String(originStatus)}; write a number such as 404`);
}
