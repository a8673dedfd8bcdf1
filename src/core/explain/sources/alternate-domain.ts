import { likely } from '../found';
import { guide } from '../links';
import { quotes } from '../quote';
import { servesHost } from '../site/matched';
import type { Source } from '../source';

export const alternateDomain: Source = {
  id: 'alternate-domain',
  what: 'the host name of the request is not an alternate domain name of the distribution',
  cure: 'add the host to "domainNames" of the Distribution, with a certificate for it, or let its DNS record point to '
    + 'the distribution that has it',
  link: guide('CNAMEs'),
  settledBy: 'compare the host of the request with the alternate domain names of the distribution',
  messages: { badRequest: 'possible', certificateMismatch: 'likely' },
  logged: { InvalidRequestCertificate: 'likely', InvalidRequest: 'possible' },
  find(signs) {
    const { message, host, site, status } = signs;
    if (message !== 'badRequest' || status !== 403 || servesHost(site, host) !== false) return undefined;
    const names = site!.aliases.length === 0 ? 'has no aliases' : `has the aliases ${site!.aliases.join(', ')}`;
    return likely([...quotes(signs, 'x-cache'), `host: ${host}`, `${site!.name} ${names}`]);
  },
  isExcluded: ({ host, site, status }) => (status !== 403 && status !== 0) || servesHost(site, host) === true,
};
