import type { Sent } from './sent';
import type { ResultType } from '../../core/facts/access-log';
import type { Exchange } from '../exchange/exchange';
import { OriginFailure } from '../origin/origin';
import type { TraceEntry } from '../trace/trace';

/**
 * `x-edge-detailed-result-type`: the result type, or for an error what caused it. For what AWS does not document, such
 * as a block by AWS WAF, it is the value whose description fits.
 */
export function detailedResult(
  { source, cacheLayer, response }: Exchange, trace: readonly TraceEntry[], result: string, sent: Sent,
): string {
  if (response!.status === 0 || sent.isCut) return cutBy(sent);
  // Also with the status of an error.
  if (source === 'origin-request-lambda' && cacheLayer !== 'hit') return 'MissGeneratedResponse' satisfies ResultType;
  return result === 'Error' ? causeOf(trace) : result;
}

/** Who ended a response, or the request, before it was complete. */
function cutBy({ bodyFault, isRequestCut }: Sent): ResultType {
  if (bodyFault instanceof OriginFailure) return 'OriginCommError';
  if (bodyFault !== undefined) return 'AbortedOrigin';
  return isRequestCut ? 'ClientHungUpRequest' : 'ClientCommError';
}

/** The cause is what refused the request, or the last request to an origin; not that for an error page. */
function causeOf(trace: readonly TraceEntry[]): ResultType {
  const page = trace.findIndex((entry) => entry.stage === 'behavior' && entry.forErrorPage);
  const causes = (page < 0 ? trace : trace.slice(0, page)).map(causeIn).filter((cause) => cause !== undefined);
  return causes.at(-1) ?? 'Error';
}

function causeIn(entry: TraceEntry): ResultType | undefined {
  switch (entry.stage) {
    case 'admit': return entry.outcome === 'refused' ? ADMIT_CAUSES[entry.reason] : undefined;
    case 'method':
      if (entry.outcome !== 'refused') return undefined;
      return entry.reason === 'not-allowed' ? 'InvalidRequestMethod' : 'InvalidRequest';
    case 'firewall':
      if (entry.outcome !== 'blocked') return undefined;
      return entry.by === 'geo-restriction' || (entry.by === 'option' && entry.kind === 'geo')
        ? 'ClientGeoBlocked' : 'InvalidRequestBlocked';
    case 'origin':
      if (entry.outcome === 'failed') {
        return FAILURE_CAUSES[entry.failure] ?? (entry.status === 504 ? 'OriginCommError' : 'OriginConnectError');
      }
      return entry.response.status >= 500 ? 'OriginError' : 'Error';
    default: return undefined;
  }
}

const FAILURE_CAUSES: Readonly<Record<string, ResultType>> = {
  'unresolved': 'OriginDnsError',
  'invalid-response': 'OriginInvalidResponseError',
  'headers-too-large': 'OriginHeaderTooBigError',
};

const ADMIT_CAUSES: Readonly<Record<string, ResultType>> = {
  'url-too-long': 'InvalidRequest',
  'headers-too-large': 'InvalidRequestHeader',
  'unknown-host': 'InvalidRequestCertificate',
};
