import { likely } from '../found';
import { guide } from '../links';
import { quotes } from '../quote';
import type { Source } from '../source';

/** CloudFront passes a request through two distributions at most. */
const MOST = 2;

export const stackedDistributions: Source = {
  id: 'stacked-distributions',
  what: `the request passed more than ${MOST} distributions, one as the origin of the other`,
  cure: 'let the origin of the Distribution be the real one, and not another distribution',
  link: guide('http-403-permission-denied'),
  settledBy: 'follow the origins: look whether the domain name of an origin, or its CNAME, is a distribution',
  messages: { badRequest: 'possible' },
  logged: { InvalidRequest: 'possible' },
  find(signs) {
    if (signs.message !== 'badRequest' || signs.hops <= MOST) return undefined;
    return likely(quotes(signs, 'x-cache', 'via'));
  },
  isExcluded: ({ status }) => status !== 403 && status !== 0,
};
