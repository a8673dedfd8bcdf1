import { possible } from '../found';
import { guide } from '../links';
import { quotes } from '../quote';
import type { Source } from '../source';
import { mayBePage } from '../unmarked';

export const geoRestriction: Source = {
  id: 'geo-restriction',
  what: 'the distribution refuses requests from the country of the viewer',
  cure: 'change "geoRestriction" of the Distribution; a custom error response for 403 can say why',
  link: guide('georestrictions'),
  settledBy:
    'look at x-edge-detailed-result-type in the access log: ClientGeoBlocked; or request it from another country',
  messages: { geoRestriction: 'certain' },
  logged: { ClientGeoBlocked: 'certain' },
  find: (signs) =>
    signs.status === 403 && mayBePage(signs) ? possible(quotes(signs, 'server', 'x-cache')) : undefined,
  isExcluded: ({ site }) => site !== undefined && site.geoRestriction === undefined,
};
