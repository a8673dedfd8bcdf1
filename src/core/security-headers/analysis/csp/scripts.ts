import { bypassOf } from './bypass-hosts';
import { cspFinding } from './place';
import { decidingDirectives, isScheme, SCRIPT_DIRECTIVES, type Directives } from './policy';
import { shown } from '../../../problem';
import type { Finding } from '../finding';

/** Values with which scripts that an attacker injects run. `effective` is without what browsers ignore. */
export function scriptFindings(effective: Directives): Finding[] {
  return [...inlineFindings(effective), ...originFindings(effective), ...hostFindings(effective)];
}

const INLINE = {
  "'unsafe-inline'": ['EDGE_HEADERS_CSP_UNSAFE_INLINE', 'runs every inline script and event handler that an attacker '
    + 'injects; use hashes, or move the scripts to files'],
  "'unsafe-hashes'": ['EDGE_HEADERS_CSP_UNSAFE_HASHES', 'runs an injected event handler if its code is that of one of '
    + 'the hashes; use addEventListener in a file'],
  "'unsafe-eval'": ['EDGE_HEADERS_CSP_UNSAFE_EVAL', 'runs text as code (eval, new Function), also text of an attacker '
    + "that reaches it; leave it out, for WebAssembly alone use 'wasm-unsafe-eval'"],
} as const;

function inlineFindings(effective: Directives): Finding[] {
  return decidingDirectives(effective, SCRIPT_DIRECTIVES).flatMap((name) => (
    (Object.keys(INLINE) as (keyof typeof INLINE)[]).filter((value) => effective.get(name)?.includes(value))
      .map((value) => cspFinding(INLINE[value][0], INLINE[value][1], name, value))));
}

/** Directives by which scripts get into a page, directly, in a plugin, or by another base of relative URLs. */
const INTO_PAGES = [...SCRIPT_DIRECTIVES, 'object-src', 'base-uri'];

const WIDE_SCHEMES = ['data:', 'http:', 'https:'];

function originFindings(effective: Directives): Finding[] {
  return decidingDirectives(effective, INTO_PAGES).flatMap((name) => (effective.get(name) ?? []).flatMap((value) => {
    if (WIDE_SCHEMES.includes(value)) {
      return [cspFinding('EDGE_HEADERS_CSP_ANY_SCHEME', value === 'data:'
        ? 'allows code in the URL itself, which an attacker can write; leave it out'
        : 'allows every server in the world, also that of an attacker; name the hosts', name, value)];
    }
    return withoutScheme(value) !== '*' ? [] : [cspFinding('EDGE_HEADERS_CSP_ANY_HOST',
      'allows every server in the world, also that of an attacker; name the hosts', name, value)];
  }));
}

function hostFindings(effective: Directives): Finding[] {
  const names = decidingDirectives(effective, ['script-src', 'script-src-elem']);
  const scripts = names.flatMap((name) => {
    const values = effective.get(name) ?? [];
    if (values.includes("'none'")) return [];
    const hosts = values.filter((value) => !value.startsWith("'") && !isScheme(value) && value.includes('.'));
    return hosts.flatMap((value) => {
      const host = bypassOf(withoutScheme(value), 'script', values.includes("'unsafe-eval'"));
      if (host === undefined) return [];
      // The value stands before the message, which repeats no host that it names.
      return [cspFinding('EDGE_HEADERS_CSP_BYPASS_HOST', `${value.includes('*') ? `allows ${host}, which ` : ''}serves `
        + 'scripts or answers that run code of an attacker; name the path of your script, or serve it yourself',
      name, value)];
    });
  });
  return [...scripts, ...objectFindings(effective)];
}

/** Of plugins only Flash ever mattered; with `plugin-types` for others only, there is no finding. */
function objectFindings(effective: Directives): Finding[] {
  const [name] = decidingDirectives(effective, ['object-src']);
  const values = effective.get(name) ?? [];
  const types = effective.get('plugin-types');
  if (values.includes("'none'") || (types && !types.includes('application/x-shockwave-flash'))) return [];
  return values.flatMap((value) => {
    const host = bypassOf(withoutScheme(value), 'object', false);
    if (host !== undefined) {
      return [cspFinding('EDGE_HEADERS_CSP_BYPASS_HOST', `${host} serves plugins that run code of an attacker; set `
        + "object-src 'none'", name, value)];
    }
    return name !== 'object-src' ? [] : [cspFinding('EDGE_HEADERS_CSP_OBJECT', 'allows plugins and embedded documents '
      + `from ${shown(value)}; set object-src 'none' if the site has none`, name, value)];
  });
}

/** `https://*` and `//*` as `*`. */
export function withoutScheme(value: string): string {
  return value.replace(/^\w[\w+.-]*:\/\//, '').replace(/^\/\//, '');
}
