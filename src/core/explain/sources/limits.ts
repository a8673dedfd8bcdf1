import { REQUEST_HEADERS_MAX_BYTES, URL_MAX_LENGTH } from '../../facts/edge-limits';
import { certain, likely } from '../found';
import { guide } from '../links';
import { quotes } from '../quote';
import type { Source } from '../source';

/** The statuses of CloudFront for requests that are too large. */
const TOO_LARGE: Readonly<Record<number, string>> = {
  414: `the URL has more than ${URL_MAX_LENGTH} bytes`,
  494: `the headers of the request have more than ${REQUEST_HEADERS_MAX_BYTES} bytes; mostly that is cookies`,
};

export const limits: Source = {
  id: 'limits',
  what: 'the request exceeds a limit of CloudFront',
  cure: 'shorten the URL or the cookies; these limits cannot be raised',
  link: guide('cloudfront-limits'),
  settledBy: 'compare the length of the URL and of all request headers with the limits',
  messages: { badRequest: 'possible' },
  logged: { InvalidRequest: 'possible' },
  find(signs) {
    const { status, isPage, server, seen: { log }, result, originAnswered } = signs;
    if (!Object.hasOwn(TOO_LARGE, status) || originAnswered === true || result === 'OriginError') return undefined;
    const evidence = quotes(signs, 'server', 'x-cache', 'x-edge-detailed-result-type');
    const more = { what: TOO_LARGE[status] };
    // An origin may answer 414, too, of which a log says no more than Error.
    if (isPage || (log !== undefined && (status === 494 || result !== 'Error'))) return certain(evidence, more);
    return server === 'cloudfront' || log !== undefined ? likely(evidence, more) : undefined;
  },
  isExcluded: ({ status }) => ![0, 400, 413].includes(status),
};
