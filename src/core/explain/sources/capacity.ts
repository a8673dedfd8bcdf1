import { withProof } from '../found';
import { guide } from '../links';
import { quoted, quotes } from '../quote';
import type { Source } from '../source';

export const capacity: Source = {
  id: 'capacity',
  what: 'CloudFront has not enough capacity, or a quota is exceeded',
  cure: 'try again; if it stays, have the quota of requests per second raised',
  link: guide('http-503-service-unavailable'),
  settledBy: 'look at x-edge-result-type in the access log: LimitExceeded or CapacityExceeded',
  xCache: { LimitExceeded: 'certain', CapacityExceeded: 'certain' },
  logged: { LimitExceeded: 'certain', CapacityExceeded: 'certain', InternalError: 'likely' },
  find(signs) {
    const [said] = signs.isPage ? /(Capacity|Limit) Exceeded/i.exec(signs.text) ?? [] : [];
    return said !== undefined && signs.status === 503
      ? { weight: withProof('certain', signs.proof), evidence: [...quotes(signs, 'x-cache'), quoted('body', said)] }
      : undefined;
  },
};
