import type { SlotTools } from './slot';
import { setHeader, type EdgeHeaders } from '../../core/http/headers';
import { applyHeaders } from '../../core/security-headers/apply-headers';
import type { HeadersConfig } from '../../core/security-headers/step-config';
import type { SlotStep } from '../../core/slots/step';

/** The step of `SecurityHeaders`: sets and removes headers on every response of its event. */
export function create(
  config: HeadersConfig, { headerValue, logError }: Pick<SlotTools, 'headerValue' | 'logError'>,
): SlotStep {
  return {
    name: 'headers',
    finish: (response, { event, request, requestId, distributionDomainName }) => {
      const headers = { ...response.headers };
      // On origin events it is the host of the origin.
      const host = event.startsWith('viewer') ? headerValue(request.headers, 'host') : undefined;
      const facts = { status: Number(response.status), domain: distributionDomainName, host };
      const faults = applyHeaders(
        config,
        headers,
        facts,
        (lines) => headerValue({ lines }, 'lines')!,
        (name, value) => {
          const made: EdgeHeaders = {};
          setHeader(made, name, value);
          return made[name];
        },
      );
      for (const header of faults) {
        logError('EDGE_HEADER_SKIPPED', { event, requestId, header }, 'the header has no valid value');
      }
      return { ...response, headers };
    },
  };
}
