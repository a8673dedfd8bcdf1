import { guide } from './links';
import { quotes } from './quote';
import { candidateOf } from './settled';
import { valuesOf, type Signs } from './signs';
import type { Found } from './source';
import type { Verdict } from './verdict';

const ALL = ['server', 'x-cache', 'content-type', 'via', 'x-edge-result-type', 'x-edge-detailed-result-type'];

/** That nothing decides, with what fits and what would settle each. */
export function undecided(found: readonly Found[], signs: Signs): Verdict {
  const evidence = [...new Set([...found.flatMap(({ finding }) => finding.evidence), ...quotes(signs, ...ALL)])];
  const candidates = found.map(({ source }) => candidateOf(source, signs));
  const [only] = found;
  return {
    source: 'cannot-tell',
    confidence: 'cannot-tell',
    what: found.length === 0 ? 'the input does not show who answered'
      : found.length === 1 ? `this alone does not show it; what fits: ${only.source.what}`
        : 'several sources answer like this',
    evidence,
    cure: found.length === 1 ? `if it was this: ${only.source.cure}` : 'settle which of the candidates it was first',
    link: found.length === 1 ? only.source.link : guide('http-403-permission-denied'),
    settledBy: [...candidates.map((one) => one.settledBy), ...more(signs, found.length)].join('; or '),
    candidates,
  };
}

/** What input would show more. */
function more({ seen: { headers, body, log }, requestId }: Signs, count: number): string[] {
  const id = requestId === undefined ? '' : ` (request id ${requestId})`;
  if (log !== undefined) return [`request it again with "curl -i" and explain the response${id}`];
  const flag = valuesOf(headers, 'content-encoding') === undefined ? '' : ' --compressed';
  if (body === undefined || body === '') return [`capture the whole response with its body: curl -i${flag}${id}`];
  return count === 0 ? [`look at this request in the access log${id}: x-edge-detailed-result-type`] : [];
}
