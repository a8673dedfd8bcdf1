import type { CspSourceModel } from './csp';

/** A host with its port, if it is not that of the scheme. */
export interface SchemeAndHost {
  readonly scheme: 'http' | 'https';
  readonly host: string;
}

const HOST_SOURCE = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|[\w.*-]+?)\.?(?::(\d+|\*))?(?:\/.*)?$/i;
const PORTS = { http: '80', https: '443' };

/** Whether a directive allows a host, as browsers decide for redirects, where the path of a source does not count. */
export function allows(sources: readonly CspSourceModel[], url: SchemeAndHost): boolean {
  return sources.some((source) => source.kind === 'text' && matches(source.text.toLowerCase(), url));
}

/**
 * Whether a directive lets pages use what is on their own host, so that it is a redirect that stops it. Sources that a
 * function fills in are the own host.
 */
export function allowsOwn(sources: readonly CspSourceModel[], ownHosts: readonly string[]): boolean {
  return sources.some((source) => source.kind !== 'text' || source.text.toLowerCase() === "'self'")
    || ownHosts.some((host) => allows(sources, { scheme: 'https', host }));
}

function matches(text: string, { scheme, host }: SchemeAndHost): boolean {
  // A source for http also allows https.
  const isScheme = (one: string) => one === scheme || (one === 'http' && scheme === 'https');
  if (text === '*') return true;
  if (/^[a-z][a-z\d+.-]*:$/.test(text)) return isScheme(text.slice(0, -1));
  const [, given = scheme, pattern = '', port] = HOST_SOURCE.exec(text) ?? [];
  const [, name, ownPort = PORTS[scheme]] = /^(.*?)(?::(\d+))?$/.exec(host)!;
  const isPort = port === '*' || (port ?? PORTS[scheme]) === ownPort;
  const isName = pattern === '*' || pattern === name || (pattern.startsWith('*.') && name.endsWith(pattern.slice(1)));
  return isScheme(given) && isPort && isName;
}
