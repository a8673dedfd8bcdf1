import { error, warning, type Problem } from '../../../core/problem';
import { eventProblems, type RedirectEvent } from '../../../core/redirects/checks/event-rules';
import type { CompiledRules } from '../../../core/redirects/compile';
import { undeclaredReads } from '../../../core/redirects/reads';

/** What `RedirectSource.fromBucket` declares without `reads`. */
const WITHOUT_READS = ['query'];

export const isOrigin = (event = ''): boolean => event.startsWith('origin-');

/** Why a function that reads a bucket cannot apply rules: what synthesis says of rules that it knows. */
export function bucketProblems(
  compiled: CompiledRules, event: RedirectEvent | undefined, reads: readonly string[] = WITHOUT_READS,
): Problem[] {
  const { rules, excluded } = compiled;
  const elsewhere = rules.filter(({ status, target }, i) => (
    !excluded.has(i) && status === 200 && target?.origin !== undefined));
  return [
    ...elsewhere.map((rule) => error('EDGE_PUBLISH_RULES', `${JSON.stringify(rule.from)} fetches a page of another `
      + 'host, to which it would send cookies of viewers: rules in a bucket cannot; redirect there, or use '
      + 'RedirectSource.fromFile for it', rule)),
    ...(event === undefined ? unseen(rules) : eventProblems(rules, event, 'lambda-edge')),
    ...(isOrigin(event) ? undeclaredReads(compiled, reads) : []),
  ];
}

/** Rules that never apply on the event that an EdgeRedirector has if it names none. */
function unseen(rules: CompiledRules['rules']): Problem[] {
  return eventProblems(rules, 'viewer-request', 'lambda-edge').map(({ message, ...place }) => warning(
    'EDGE_PUBLISH_EVENT', `${message}; if the EdgeRedirector has that event, name it with --event`, place));
}
