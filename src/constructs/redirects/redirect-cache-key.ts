import type { Reading } from '../../core/cache-key/proof';
import type { RequestPart } from '../../core/cache-key/request-part';
import { policyWith } from '../../core/cache-key/words';
import { error } from '../../core/problem';
import type { RedirectRule } from '../../core/redirects/rule/model';

/** What may be done about a reading. */
interface Alternatives {
  /** The rules that fetch from another host, which cannot move to another event. */
  readonly proxies: readonly RedirectRule[];
  /** How the rules run on viewer-request, where a function may be; undefined if they cannot. */
  readonly viewerRequest: () => string | undefined;
  /** Whether a rule that drops the query no longer reads the part. */
  readonly isGone: (part: RequestPart) => boolean;
}

/** What the rules read on an origin event, whose responses are cached. */
export function redirectReadings(parts: readonly RequestPart[], given: Partial<Alternatives> = {}): Reading[] {
  const alternatives: Alternatives = {
    proxies: [], viewerRequest: () => 'RedirectEventType.VIEWER_REQUEST', isGone: () => true, ...given,
  };
  const { proxies } = alternatives;
  return parts.map((part) => ({
    part,
    place: part.file === undefined ? {} : { file: part.file, line: part.line, column: 1 },
    result: proxies.some(({ line }) => line === part.line) ? 'page' : 'redirect',
    // Read only where there is a problem.
    get cure() { return anyOf(cures(part, elsewhereFor(part, alternatives), alternatives)); },
    unseen: {
      problem: (message, where) => error('EDGE_NOT_IN_CACHE_KEY', message, where),
      effect: 'the rule could never apply',
      get cure() { return anyOf([...elsewhereFor(part, alternatives), 'an origin request policy with it']); },
    },
  }));
}

/** Where the rule could read the part; nowhere if it works on this event only. */
function elsewhereFor({ line }: RequestPart, { proxies, viewerRequest }: Alternatives): string[] {
  const event = viewerRequest();
  if (event === undefined || proxies.some((rule) => rule.line === line)) return [];
  return [proxies.length === 0 ? event : `another EdgeRedirector for the rule, on ${event}`];
}

function cures(part: RequestPart, elsewhere: readonly string[], { isGone }: Alternatives): readonly string[] {
  const policy = policyWith(part) ?? '';
  if (part.dispensable) return [...elsewhere, policy, 'an origin request policy without them'];
  switch (part.kind) {
    case 'query': {
      if (!isGone(part)) return [...elsewhere, policy];
      const lost = part.name === undefined ? 'the query of each request, e.g. "utm_source"' : 'it';
      return [[...elsewhere, policy].join(', '), `"query": "drop" in the rule, which loses ${lost}`];
    }
    case 'method': return elsewhere.length > 0 ? elsewhere : ['a rule without a condition on the method'];
    // Not known on viewer-request: see event-rules.ts.
    case 'country': return [policy];
    default: return [...elsewhere, policy];
  }
}

function anyOf(choices: readonly string[]): string {
  return `use ${choices.join(', or ')}`;
}
