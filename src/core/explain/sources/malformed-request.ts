import { guide } from '../links';
import type { Source } from '../source';

export const malformedRequest: Source = {
  id: 'malformed-request',
  what: 'the request is not valid HTTP, or CloudFront considers it unsafe',
  cure: 'send a valid request: characters of the URL encoded, one Host header, no invalid header names or values',
  link: guide('http-400-bad-request'),
  settledBy: 'send the same request with curl, and compare the URL and the headers',
  messages: { badRequest: 'possible' },
  logged: { InvalidRequestHeader: 'certain', InvalidRequest: 'possible' },
  isExcluded: ({ status }) => status !== 400 && status !== 0,
};
