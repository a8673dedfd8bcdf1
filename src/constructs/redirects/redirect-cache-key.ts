import type { Reading } from '../../core/cache-key/proof';
import type { RequestPart } from '../../core/cache-key/request-part';
import { policyWith } from '../../core/cache-key/words';
import { error } from '../../core/problem';
import type { RedirectRule } from '../../core/redirects/rule/model';

/**
 * What the rules read on an origin event, whose responses are cached.
 *
 * @param proxies The rules that fetch from another host, which cannot move to another event.
 */
export function redirectReadings(parts: readonly RequestPart[], proxies: readonly RedirectRule[] = []): Reading[] {
  return parts.map((part) => {
    const elsewhere = elsewhereFor(part, proxies);
    return {
      part,
      place: part.file === undefined ? {} : { file: part.file, line: part.line, column: 1 },
      result: proxies.some(({ line }) => line === part.line) ? 'page' : 'redirect',
      cure: anyOf(cures(part, elsewhere)),
      unseen: {
        problem: (message, where) => error('EDGE_NOT_IN_CACHE_KEY', message, where),
        effect: 'the rule could never apply',
        cure: anyOf([...elsewhere, 'an origin request policy with it']),
      },
    };
  });
}

/** Where the rule could read the part; nowhere if it works on this event only. */
function elsewhereFor({ line }: RequestPart, proxies: readonly RedirectRule[]): string[] {
  if (proxies.length === 0) return ['RedirectEventType.VIEWER_REQUEST'];
  return proxies.some((rule) => rule.line === line)
    ? [] : ['another EdgeRedirector for the rule, on RedirectEventType.VIEWER_REQUEST'];
}

function cures(part: RequestPart, elsewhere: readonly string[]): readonly string[] {
  const policy = policyWith(part) ?? '';
  if (part.dispensable) return [...elsewhere, policy, 'an origin request policy without them'];
  switch (part.kind) {
    case 'query': return [[...elsewhere, policy].join(', '), '"query": "drop" in the rule'];
    case 'method': return elsewhere.length > 0 ? elsewhere : ['a rule without a condition on the method'];
    // Not known on viewer-request: see event-rules.ts.
    case 'country': return [policy];
    default: return [...elsewhere, policy];
  }
}

function anyOf(choices: readonly string[]): string {
  return `use ${choices.join(', or ')}`;
}
