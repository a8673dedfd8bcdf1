import { likely } from '../found';
import { guide } from '../links';
import { quotes } from '../quote';
import type { Source } from '../source';

export const originUnreachable: Source = {
  id: 'origin-unreachable',
  what: 'CloudFront could not connect to the origin: DNS, TLS, port or firewall',
  cure:
    'check the domain name of the origin, its certificate for the Host that it gets, "protocolPolicy", ports and '
    + 'security group; with the Host of viewers forwarded, the certificate has to have that name',
  link: guide('http-502-bad-gateway'),
  settledBy: 'connect to the origin from outside: dig, openssl s_client -connect HOST:443 -servername HOST',
  messages: { originUnreachable: 'certain', originUnresolved: 'certain' },
  logged: {
    OriginConnectError: 'certain',
    OriginDnsError: 'certain',
    OriginWriteError: 'likely',
    AbortedOrigin: 'likely',
  },
  find(signs) {
    const { message, status, isPage } = signs;
    if (message === 'originTimeout' && status !== 504) return likely(quotes(signs, 'x-cache'));
    return isPage && message === undefined && status === 502 ? likely(quotes(signs, 'server', 'x-cache')) : undefined;
  },
};
