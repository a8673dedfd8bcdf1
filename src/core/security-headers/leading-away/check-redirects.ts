import type { FileUse } from './files';
import { movesAll, usesOf } from './uses';
import { note, warning, type Problem } from '../../problem';
import { SiteHosts } from '../../redirects/checks/site-hosts';
import type { RedirectRule } from '../../redirects/rule/model';
import { fixedHost } from '../../redirects/rule/origin';
import { REDIRECT_STATUSES } from '../../redirects/rule/statuses';
import { allows, allowsOwn, type SchemeAndHost } from '../allowed-hosts';
import { propertyPath } from '../check-csp';
import type { CspDirective } from '../csp';
import { effective } from '../csp-extend';

/** Another host, and what is blocked there because rules redirect to it. */
interface Blocked {
  readonly url: SchemeAndHost;
  readonly rules: Set<RedirectRule>;
  /** What is blocked, by the property of the directive. */
  readonly uses: Map<string, string>;
}

/** What a policy is checked for. */
export interface CheckedPolicy {
  readonly csp: readonly CspDirective[];
  /** The names of the site, as far as they are known. */
  readonly siteHosts: readonly string[];
  readonly isToken: (text: string) => boolean;
}

/**
 * Reports redirects to other hosts that break pages, because browsers also apply directives to where a redirect leads:
 * a form that is sent to the own host, but is redirected to another one, is blocked.
 *
 * A warning for what is hardly a link, such as a script or a search; a note for what may be one. A redirect of a single
 * page is neither.
 */
export function checkRedirects(policy: CheckedPolicy, rules: readonly RedirectRule[]): Problem[] {
  const hosts = new SiteHosts(policy.siteHosts, rules);
  const [likely, possible] = [new Map<string, Blocked>(), new Map<string, Blocked>()];
  for (const rule of rules) {
    const url = leadsAway(rule, hosts);
    if (url === undefined) continue;
    const { uses, likely: isLikely } = usesOf(rule);
    for (const use of uses) {
      const property = blocking(policy, use, url);
      if (property !== undefined) add(isLikely ? likely : possible, url, rule, property, use);
    }
  }
  const others = [...possible].filter(([host]) => !likely.has(host)).map(([, blocked]) => blocked);
  return [...[...likely.values()].map(warned), ...others.length === 0 ? [] : [noted(others)]];
}

function add(
  found: Map<string, Blocked>, url: SchemeAndHost, rule: RedirectRule, property: string, use: FileUse,
): void {
  const blocked = found.get(url.host) ?? { url, rules: new Set(), uses: new Map() };
  found.set(url.host, blocked);
  blocked.rules.add(rule);
  blocked.uses.set(property, use.what);
}

function leadsAway(rule: RedirectRule, hosts: SiteHosts): SchemeAndHost | undefined {
  const { status, target } = rule;
  const host = REDIRECT_STATUSES.includes(status) && target?.origin ? fixedHost(target.origin) : undefined;
  if (host === undefined || hosts.has(host.replace(/:\d+$/, '')) || movesAll(rule)) return undefined;
  return { scheme: target!.origin!.scheme, host };
}

/** The property of the directive that allows the own host for the use, but not the other one. */
function blocking({ csp, siteHosts, isToken }: CheckedPolicy, { directive }: FileUse, url: SchemeAndHost) {
  const decides = effective(csp, directive);
  const sources = decides?.sources ?? [];
  const texts = sources.map((source) => (source.kind === 'text' ? source.text : ''));
  // With 'strict-dynamic', hosts do not count.
  if (texts.some((text) => isToken(text) || text.toLowerCase() === "'strict-dynamic'")) return undefined;
  if (!allowsOwn(sources, siteHosts) || allows(sources, url)) return undefined;
  return propertyPath(decides?.name === directive ? directive : directive.replace(/-elem$/, ''));
}

function warned({ url, uses, rules }: Blocked): Problem {
  const properties = [...uses.keys()];
  const [list, path] = properties.length > 1 ? [`(${properties.join(', ')}) `, ''] : ['', `.${properties[0]}`];
  return warning(
    'EDGE_CSP_REDIRECT',
    `${list}does not allow ${url.host}, to which ${rules.size > 1 ? 'rules redirect' : 'a rule redirects'}: ${
      named(rules)}; browsers apply the policy to redirects, too, and block ${
      [...uses.values()].join(', ')} there; use the new URL in pages, or allow the host with ${cure(properties, url)}`,
    `contentSecurityPolicy${path}`,
  );
}

function noted(blocked: readonly Blocked[]): Problem {
  const lines = blocked.map(({ url, uses, rules }) => (
    `${[...uses.values()].join(', ')} at ${url.host} (${named(rules)})`));
  const [{ uses, url }] = blocked;
  return note('EDGE_CSP_REDIRECT', `does not allow all hosts to which rules redirect: links work, but browsers block ${
    firstOf(lines)}; if pages use such URLs so, allow the host with ${cure([...uses.keys()], url)}`,
  'contentSecurityPolicy');
}

function cure(properties: readonly string[], { scheme, host }: SchemeAndHost): string {
  const source = `[CspSource.host(${JSON.stringify(`${scheme}://${host}`)})]`;
  return `.extend({ ${properties.map((property) => `${property}: ${source}`).join(', ')} })`;
}

/** The first rule, by its place in the file, and how many more there are. */
function named(rules: ReadonlySet<RedirectRule>): string {
  const [{ file, line, from }] = rules;
  const place = file === undefined ? '' : ` (${file}:${line})`;
  return `${JSON.stringify(from)}${place}${rules.size > 1 ? ` and ${rules.size - 1} more` : ''}`;
}

const SHOWN = 5;

function firstOf(lines: readonly string[]): string {
  return [...lines.slice(0, SHOWN), ...lines.length > SHOWN ? [`${lines.length - SHOWN} more`] : []].join(', ');
}
