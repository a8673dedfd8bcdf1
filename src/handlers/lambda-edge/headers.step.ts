import { setHeader } from '../../core/http/headers';
import { fillTemplate } from '../../core/security-headers/csp';
import type { HeadersConfig } from '../../core/security-headers/step-config';
import type { EdgeStep } from '../../core/slots/step';

/** A domain name with an optional port; anything else would be written into a header. */
const DOMAIN = /^[A-Za-z0-9.-]+(:\d{1,5})?$/;

/**
 * `SecurityHeaders` where a value depends on the distribution's own domain. Replaces what the origin sent under the
 * same name.
 */
export function create(config: HeadersConfig): EdgeStep {
  return {
    name: 'headers',
    finish: (response, { distributionDomainName }) => {
      if (!DOMAIN.test(distributionDomainName)) throw new Error('the event names no distribution domain');
      const headers = { ...response.headers };
      for (const { name, value } of config.headers) {
        setHeader(headers, name, fillTemplate(value, distributionDomainName));
      }
      return { ...response, headers };
    },
  };
}
