import type { Reading } from '../../core/cache-key/proof';
import type { RequestPart } from '../../core/cache-key/request-part';
import { policyWith } from '../../core/cache-key/words';
import { error } from '../../core/problem';

/** What the rules read on an origin event, whose responses are cached. */
export function redirectReadings(parts: readonly RequestPart[]): Reading[] {
  return parts.map((part) => ({
    part,
    place: part.file === undefined ? {} : { file: part.file, line: part.line, column: 1 },
    result: 'redirect',
    cure: cure(part),
    unseen: {
      problem: (message, where) => error('EDGE_NOT_IN_CACHE_KEY', message, where),
      effect: 'the rule could never apply',
      cure: `${ELSEWHERE}, or an origin request policy with it`,
    },
  }));
}

const ELSEWHERE = 'use RedirectEventType.VIEWER_REQUEST';

function cure(part: RequestPart): string {
  const policy = policyWith(part);
  if (part.dispensable) return `${ELSEWHERE}, or ${policy}, or an origin request policy without them`;
  switch (part.kind) {
    case 'query': return `${ELSEWHERE}, ${policy}, or "query": "drop" in the rule`;
    case 'method': return ELSEWHERE;
    // Not known on viewer-request: see redirect-event-rules.ts.
    case 'country': return `use ${policy}`;
    default: return `${ELSEWHERE}, or ${policy}`;
  }
}
