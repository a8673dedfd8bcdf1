import { likely } from '../found';
import { guide } from '../links';
import { quotes } from '../quote';
import type { Source } from '../source';

export const getWithBody: Source = {
  id: 'get-with-body',
  what: 'the request is a GET with a body, which CloudFront refuses',
  cure: 'send the data in the query string, or with POST and AllowedMethods.ALLOW_ALL on the behavior',
  link: guide('RequestAndResponseBehaviorCustomOrigin'),
  settledBy: 'look at the request: its method, Content-Length and Transfer-Encoding',
  messages: { badRequest: 'possible' },
  logged: { InvalidRequest: 'possible' },
  find(signs) {
    const { message, status, seen: { method, hasBody } } = signs;
    if (message !== 'badRequest' || status !== 403 || method !== 'GET' || hasBody !== true) return undefined;
    return likely([...quotes(signs, 'x-cache'), 'request: GET with a body']);
  },
  isExcluded: ({ seen: { method, hasBody }, status }) => hasBody === false || (status !== 403 && status !== 0)
    || (method !== undefined && method !== 'GET'),
};
