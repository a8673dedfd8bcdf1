import { withProof } from '../found';
import { guide } from '../links';
import { quotes } from '../quote';
import type { Source } from '../source';

export const originTimeout: Source = {
  id: 'origin-timeout',
  what: 'the origin did not answer in time, or closed the connection',
  cure: 'make the origin faster, or raise "readTimeout" of the origin; open its firewall to CloudFront',
  link: guide('http-504-gateway-timeout'),
  settledBy: 'measure the origin without CloudFront, and look at its logs',
  logged: { OriginCommError: 'certain', OriginReadError: 'likely' },
  find(signs) {
    const { message, status, isPage } = signs;
    const isMessage = message === 'originTimeout' && status === 504;
    return isMessage || (isPage && message === undefined && status === 504)
      ? { weight: withProof('likely', signs.proof), evidence: quotes(signs, 'server', 'x-cache') } : undefined;
  },
};
