import type { RedirectRule } from '../../../core/redirects/rule/model';

/** Lists that would need more copies than this are reported instead. */
const MOST_COPIES = 200;

/**
 * Rules for a host take precedence over rules for any host, whereas other platforms go by the order of their entries:
 * rules for any host above a rule for a host are repeated for that host. Undefined if that takes too many copies.
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
