import { certain, likely } from '../found';
import { guide } from '../links';
import { quotes } from '../quote';
import type { Source } from '../source';

export const viewerProtocol: Source = {
  id: 'viewer-protocol',
  what: 'the request came over HTTP, and the behavior accepts HTTPS only',
  cure: 'use ViewerProtocolPolicy.REDIRECT_TO_HTTPS for pages, so that viewers of http:// are redirected',
  link: guide('using-https-viewers-to-cloudfront'),
  settledBy: 'request the same URL with https://, or look at "viewerProtocolPolicy" of the behavior',
  messages: { badRequest: 'possible' },
  logged: { InvalidRequest: 'possible' },
  find(signs) {
    const { xCache, result, message, seen: { protocol }, behavior } = signs;
    if (xCache === 'Redirect' || result === 'Redirect') {
      return certain(quotes(signs, 'x-cache', 'x-edge-result-type', 'location'), {
        what: 'the viewer protocol policy redirected HTTP to HTTPS, which is not an error',
        cure: 'link to https://, and send Strict-Transport-Security',
      });
    }
    if (message !== 'badRequest' || protocol !== 'http' || behavior?.viewerProtocolPolicy !== 'https-only') {
      return undefined;
    }
    return likely([
      ...quotes(signs, 'x-cache'),
      `URL: ${signs.seen.url}`,
      `behavior ${behavior.pathPattern}: https-only in the template`,
    ]);
  },
  isExcluded: ({ seen: { protocol }, behavior, status }) => protocol === 'https' || (status !== 403 && status !== 0)
    || (behavior !== undefined && behavior.viewerProtocolPolicy !== 'https-only'),
};
