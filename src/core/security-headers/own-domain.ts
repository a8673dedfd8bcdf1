import { warning, type Problem } from '../problem';
import { allows } from './allowed-hosts';
import { propertyPath } from './check-csp';
import type { CspDirective, CspSourceModel } from './csp';

/** An alias of the distribution; undefined if it is only known at deploy time. */
export type Alias = string | undefined;

/**
 * Warnings for directives that allow the distribution's own domain but not the aliases, which viewers use.
 *
 * A page at https://www.example.com that may load scripts only from d111111abcdef8.cloudfront.net cannot load its own:
 * to the browser that is another host.
 */
export function ownDomainWarnings(
  directives: readonly CspDirective[], aliases: readonly Alias[], property = 'contentSecurityPolicy',
): Problem[] {
  return directives.filter(({ sources }) => sources.some(({ kind }) => kind === 'distribution-domain'))
    .flatMap(({ name, sources }) => {
      const blocked = aliases.filter((alias) => !sources.some((source) => allowsAlias(source, alias)));
      return blocked.length === 0 ? [] : [warning('EDGE_CSP_OWN_DOMAIN',
        "contains the distribution's own domain, which is not the host of pages that viewers open by "
        + `${aliasNames(blocked)}: browsers would block such pages' own content; add CspSource.SELF, which matches the `
        + 'host that the viewer uses', `${property}.${propertyPath(name)}`)];
    });
}

function aliasNames(aliases: readonly Alias[]): string {
  const known = aliases.filter((alias) => alias !== undefined);
  return known.length === 0
    ? 'an alias'
    : `the alias ${known.slice(0, 3).join(', ')}${known.length > 3 ? ', …' : ''}`;
}

function allowsAlias(source: CspSourceModel, alias: Alias): boolean {
  if (source.kind !== 'text') return source.kind === 'viewer-host';
  // With 'strict-dynamic', browsers ignore hosts, 'self' included. An alias that is not known is allowed as all are.
  return /^'(self|strict-dynamic)'$/i.test(source.text)
    || allows([source], { scheme: 'https', host: alias?.toLowerCase() ?? '' });
}
