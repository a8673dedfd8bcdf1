import { warning, type Problem } from '../problem';
import { propertyPath } from './check-csp';
import type { CspDirective, CspSourceModel } from './csp';

/** An alias of the distribution; undefined where only the deployment knows it. */
export type Alias = string | undefined;

/**
 * Directives that allow the distribution's own domain and not the aliases, which is what viewers open.
 *
 * A page at https://www.example.com that may load scripts from d111111abcdef8.cloudfront.net alone loads none of its
 * own: for the browser that is another host.
 */
export function ownDomainWarnings(directives: readonly CspDirective[], aliases: readonly Alias[]): Problem[] {
  return directives.filter(({ sources }) => sources.some(({ kind }) => kind === 'distribution-domain'))
    .flatMap(({ name, sources }) => {
      const shut = aliases.filter((alias) => !sources.some((source) => allows(source, alias)));
      return shut.length === 0 ? [] : [warning('EDGE_CSP_OWN_DOMAIN',
        "names the distribution's own domain, which is not the host of a page that is opened by "
        + `${named(shut)}: browsers would block what such a page has of its own site; add CspSource.SELF, which is `
        + 'the host that the viewer has used', propertyPath(name))];
    });
}

function named(aliases: readonly Alias[]): string {
  const known = aliases.filter((alias) => alias !== undefined);
  return known.length === 0
    ? 'an alias'
    : `the alias ${known.slice(0, 3).join(', ')}${known.length > 3 ? ', …' : ''}`;
}

/** Whatever the alias is: with 'strict-dynamic' browsers pass over hosts, 'self' included. */
const ANY_HOST = /^('self'|'strict-dynamic'|\*|https?:|https?:\/\/\*)$/i;

const HOST_SOURCE = /^(?:https?:\/\/)?([\w.*-]+?)\.?(?::(?:443|\*))?(?:\/.*)?$/i;

function allows(source: CspSourceModel, alias: Alias): boolean {
  if (source.kind !== 'text') return false;
  if (ANY_HOST.test(source.text)) return true;
  const [, pattern = ''] = HOST_SOURCE.exec(source.text.toLowerCase()) ?? [];
  const host = alias?.toLowerCase();
  if (pattern === '' || host === undefined) return false;
  return pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));
}
