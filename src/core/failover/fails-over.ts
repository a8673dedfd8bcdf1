import type { FailoverConfig, FailoverGroup } from './config';
import { headerValue, type EdgeHeaders } from '../http/headers';

/** The origin of a request, in either of its forms. */
interface AskedOrigin {
  readonly domainName: string;
  readonly path: string;
  readonly customHeaders?: EdgeHeaders;
}

/** A request to an origin and its response, as far as they decide about failover. */
export interface FailingExchange {
  readonly request: {
    readonly method: string;
    readonly origin?: { readonly s3?: AskedOrigin; readonly custom?: AskedOrigin };
  };
  readonly response?: { readonly status: string };
}

/** CloudFront fails over for no other methods. */
const METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Whether CloudFront may ask the secondary origin because of this response. */
export function failsOver({ groups }: FailoverConfig, { request, response }: FailingExchange): boolean {
  const status = Number(response?.status);
  return METHODS.includes(request.method)
    && groups.some((group) => group.statuses.includes(status) && isPrimary(group, request.origin));
}

function isPrimary(
  { domainName, otherThan, kind, path, header }: FailoverGroup,
  { s3, custom }: FailingExchange['request']['origin'] = {},
): boolean {
  const origin = s3 ?? custom;
  // Without a sign of the origin, hiding an error from the group would be worse than showing it.
  if (origin === undefined) return true;
  return (
    (domainName === undefined || names(domainName, origin))
    && (otherThan === undefined || !names(otherThan, origin))
    && (kind === undefined || (s3 ? 's3' : 'custom') === kind)
    && (path === undefined || origin.path.replace(/\/$/, '') === path)
    && (header === undefined || headerValue(origin.customHeaders ?? {}, header[0]) === header[1])
  );
}

function names(name: string, origin: AskedOrigin): boolean {
  const [wanted, domain] = [name, origin.domainName].map((text) => text.toLowerCase()) as [string, string];
  return wanted.endsWith('.') ? domain.startsWith(wanted) : domain === wanted;
}
