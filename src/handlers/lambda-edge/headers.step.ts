import { setHeader } from '../../core/http/headers';
import { fillTemplate } from '../../core/security-headers/csp';
import type { HeadersConfig } from '../../core/security-headers/step-config';
import type { SlotStep } from '../../core/slots/step';

/** A domain name with an optional port. Checked, because it becomes part of a header. */
const DOMAIN = /^[A-Za-z0-9.-]+(:\d{1,5})?$/;

/**
 * The step of `SecurityHeaders`, for headers that contain the distribution's own domain. Replaces headers of the origin
 * with the same name, unless they are to be kept.
 */
export function create(config: HeadersConfig): SlotStep {
  return {
    name: 'headers',
    finish: (response, { distributionDomainName }) => {
      if (!DOMAIN.test(distributionDomainName)) throw new Error('the event names no distribution domain');
      const headers = { ...response.headers };
      for (const { name, value, keep } of config.headers) {
        if (!keep || !headers[name]) setHeader(headers, name, fillTemplate(value, distributionDomainName));
      }
      return { ...response, headers };
    },
  };
}
