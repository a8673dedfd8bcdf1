import { guide } from '../links';
import type { Source } from '../source';

export const originInvalidResponse: Source = {
  id: 'origin-invalid-response',
  what: 'the origin sent a response that is not valid HTTP, or exceeds a limit',
  cure: 'correct the response of the origin: Content-Length and Content-Range, the size of its headers',
  link: guide('http-502-bad-gateway'),
  settledBy: 'request the origin without CloudFront with curl -v',
  logged: {
    OriginInvalidResponseError: 'certain',
    OriginHeaderTooBigError: 'certain',
    OriginContentRangeLengthError: 'certain',
    OriginZeroSizeObjectError: 'certain',
  },
};
