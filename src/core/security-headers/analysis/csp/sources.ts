import { cspFinding } from './place';
import { decidingDirective, isNonce, type Directives } from './policy';
import { withoutScheme } from './scripts';
import { shown } from '../../../problem';
import type { Finding } from '../finding';

/** Values that are weak or void in any directive. `effective` is without what browsers ignore. */
export function sourceFindings(effective: Directives): Finding[] {
  const each = [...effective].flatMap(([name, values]) => values.flatMap((value) => [
    ...httpFindings(name, value), ...ipFindings(name, value), ...nonceFindings(name, value),
  ]));
  return [...each, ...frameFindings(effective)];
}

const REPORTS = 'sends reports without encryption; use https';
const LOADS = 'allows content over a connection that others can read and change; use https';

function httpFindings(name: string, value: string): Finding[] {
  if (value.startsWith('http://')) {
    return [cspFinding('EDGE_HEADERS_CSP_HTTP', name === 'report-uri' ? REPORTS : LOADS, name, value)];
  }
  // Where it lets scripts in, it is a finding of its own.
  const isElsewhere = value === 'http:' && !/^(script|object|default)-src|^base-uri/.test(name);
  return isElsewhere ? [cspFinding('EDGE_HEADERS_CSP_HTTP_SCHEME', LOADS, name, value)] : [];
}

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

function ipFindings(name: string, value: string): Finding[] {
  const [host] = /^(\[[^\]]*\]|[^/:?#]*)/.exec(withoutScheme(value)) ?? [''];
  if (host === '127.0.0.1') {
    return [cspFinding('EDGE_HEADERS_CSP_IP', "allows the viewer's own machine; remove it", name, value)];
  }
  return IPV4.test(host) || host.startsWith('[')
    ? [cspFinding('EDGE_HEADERS_CSP_IP', 'is an IP address, which browsers ignore; name a host', name, value)] : [];
}

function nonceFindings(name: string, value: string): Finding[] {
  const [, nonce] = /^'nonce-(.+)'$/.exec(value) ?? [];
  if (nonce === undefined) return [];
  return [
    ...nonce.length < 8 ? [cspFinding('EDGE_HEADERS_CSP_NONCE_SHORT',
      `has ${nonce.length} characters, which can be guessed; use 16 random bytes in base64`, name, value)] : [],
    ...isNonce(value) ? [] : [cspFinding('EDGE_HEADERS_CSP_NONCE_CHARACTER',
      'is not base64, so that browsers ignore it; use letters, digits, "+", "/", "-" and "_"', name, value)],
  ];
}

const ANYONE = ['*', 'http:', 'https:', 'http://*', 'https://*'];

function frameFindings(effective: Directives): Finding[] {
  return (effective.get('frame-ancestors') ?? []).filter((value) => ANYONE.includes(value))
    .map((value) => cspFinding('EDGE_HEADERS_CSP_FRAMES_ANY', 'lets every site show the page in a frame '
      + `(clickjacking), got ${shown(value)}; name the hosts, or set 'self'`, 'frame-ancestors', value));
}

/** Advice for scripts that no single value is to blame for. */
export function adviceFindings(directives: Directives): Finding[] {
  const name = decidingDirective(directives, 'script-src');
  const values = directives.get(name) ?? [];
  const isAlone = values.includes("'strict-dynamic'")
    && !values.some((value) => isNonce(value) || /^'sha(256|384|512)-[\w+/-]+={0,2}'$/.test(value));
  const hasTypes = directives.get('require-trusted-types-for')?.includes("'script'") ?? false;
  return [
    ...isAlone ? [cspFinding('EDGE_HEADERS_CSP_STRICT_DYNAMIC', "has 'strict-dynamic' without a nonce or a hash, which "
      + 'blocks every script; add hashes, or remove it', name)] : [],
    ...hasTypes ? [] : [cspFinding('EDGE_HEADERS_CSP_TRUSTED_TYPES', "is missing: with 'script' the browser refuses "
      + 'plain text where the DOM would run it; set it when the scripts of the site can do without',
    'require-trusted-types-for')],
  ];
}
