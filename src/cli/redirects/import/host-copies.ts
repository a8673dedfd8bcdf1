import type { RedirectRule } from '../../../core/redirects/rule/model';

/** More copies than this make a list that nobody wants to read. */
const MOST_COPIES = 200;

/**
 * A rule for a host goes before rules for any host, where other platforms go by the order of their entries: what stands
 * above the rule is said again for its host. Undefined if that would be too much.
 */
export function withHostCopies(
  rules: readonly RedirectRule[],
  late: readonly RedirectRule[],
): RedirectRule[] | undefined {
  const hosts = new Set(late.map(({ source }) => source.host));
  const copies = new Set<string>();
  const list = rules.flatMap((rule, i): RedirectRule[] => {
    const host = rule.source.host;
    if (host === undefined || !hosts.has(host) || copies.has(host)) return [rule];
    copies.add(host);
    const above = rules.slice(0, i).filter(({ source }) => source.host === undefined);
    return [...above.map((one) => ({ ...one, source: { ...one.source, host } })), rule];
  });
  return list.length - rules.length > MOST_COPIES ? undefined : list;
}
