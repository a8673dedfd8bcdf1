import { guide } from '../links';
import type { Source } from '../source';

export const methodNotAllowed: Source = {
  id: 'method-not-allowed',
  what: 'the behavior does not allow the method of the request',
  cure: 'set "allowedMethods" of the behavior, such as AllowedMethods.ALLOW_ALL for an API; pages need GET and HEAD',
  link: guide('DownloadDistValuesCacheBehavior'),
  settledBy: 'compare the method of the request with "allowedMethods" of the behavior that matches the path',
  messages: { methodNotAllowed: 'certain' },
  logged: { InvalidRequestMethod: 'certain' },
};
