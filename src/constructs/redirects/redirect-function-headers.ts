import { ON_LAMBDA } from './redirect-event-rules';
import type { NamedBehavior } from '../../attach/behaviors';
import { cachingOf } from '../../attach/cache-key';
import type { RequestPart } from '../../core/cache-key/request-part';
import { isVisible } from '../../core/cache-key/visibility';
import { error, warning, type Problem } from '../../core/problem';
import type { CompiledRules } from '../../core/redirects/compile';
import { unseenCookies } from '../../core/redirects/function/cookies';
import type { RedirectRule } from '../../core/redirects/rule/model';

type Rules = Pick<Required<CompiledRules>, 'rules' | 'order'>;

/** Reports conditions on the header Cookie: a CloudFront Function sees single cookies only, without their order. */
export function headerProblems(compiled: Rules): Problem[] {
  return unseenCookies(compiled, ON_LAMBDA);
}

/** A rule that looks at a header which CloudFront adds. */
type HeaderRead = readonly [rule: RedirectRule, name: string];

/** The same for all behaviors. */
export function headersRead({ rules, order }: Rules): HeaderRead[] {
  return inFileOrder(order).flatMap((i) => addedHeaders(rules[i]).map((name) => [rules[i], name] as const));
}

/**
 * Reports rules that look at a header which CloudFront adds. A CloudFront Function sees those that a policy of its
 * behavior names.
 */
export function unseenHeaders(reads: readonly HeaderRead[], { pattern, behavior }: NamedBehavior): Problem[] {
  if (reads.length === 0) return [];
  const { key, forwarded } = cachingOf(behavior);
  return reads
    .filter(([, name]) => {
      const part: RequestPart = { kind: 'header', name };
      return !isVisible(part, key) && !isVisible(part, forwarded);
    })
    .map(([rule, name]) => {
      const known = key !== undefined && forwarded !== undefined;
      const policy = known ? 'no policy' : 'perhaps no policy (one is only known at deploy time)';
      const what = NAMES[name] ?? `the header ${name}`;
      const message = `${JSON.stringify(rule.from)} looks at ${what}, which a CloudFront Function sees only if a `
        + `policy of its behavior names the header ${name}, and ${policy} of behavior ${JSON.stringify(pattern)} does; `
        + 'add it to the cache policy or to the origin request policy';
      return known
        ? error('EDGE_REDIRECT_FUNCTION_UNSEEN', message, rule)
        : warning('EDGE_REDIRECT_FUNCTION_UNSEEN', message, rule);
    });
}

const COUNTRY = 'cloudfront-viewer-country';
const NAMES: Readonly<Record<string, string>> = { [COUNTRY]: 'the country' };

function addedHeaders({ when }: RedirectRule): string[] {
  const named = (when.headers ?? []).map(({ name }) => name).filter((name) => name.startsWith('cloudfront-'));
  return [...new Set([...(when.countries ? [COUNTRY] : []), ...named])];
}

function inFileOrder(order: readonly number[]): number[] {
  return [...order].sort((a, b) => a - b);
}
