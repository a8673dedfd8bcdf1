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
  const read = readUrl(url);
  if (read === undefined) return undefined;
  checkOptions(options);
  const { scheme, host, path, query } = read;
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
    path,
    query,
    ...(host === undefined ? {} : { host }),
    header: (name) => headers.get(name),
    country: options.country ?? headers.get('cloudfront-viewer-country'),
    now: options.now ?? Date.now(),
    ...(options.originStatus === undefined ? {} : { originStatus: options.originStatus }),
  };
}

interface RequestedUrl {
  readonly scheme?: string;
  readonly host?: string;
  readonly path: string;
  readonly query: string;
}

/**
 * Reads a URL as browsers do before they send a request: a backslash is a slash, tabs and line breaks are dropped, and
 * what is behind `#` is not sent. A path is one of any host, also if it begins with two slashes.
 */
function readUrl(text: string): RequestedUrl | undefined {
  // eslint-disable-next-line no-control-regex
  const url = text.replace(/^[\0- ]+|[\t\n\r]/g, '');
  const isPath = /^[/\\]/.test(url);
  if (!isPath && !/^https?:/i.test(url)) return undefined;
  try {
    const { protocol, host, pathname, search } = new URL(isPath ? `https://host.invalid${url}` : url);
    return { ...(isPath ? {} : { scheme: protocol.slice(0, -1), host }), path: pathname, query: search.slice(1) };
  } catch {
    return undefined;
  }
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
