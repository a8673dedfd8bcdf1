import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { OriginSettings } from '../assembly/distribution';
import { isLoopback } from '../server/loopback';

/**
 * How CloudFront begins TLS with an origin. The certificate of a server on this machine is not checked: it stands for
 * an origin that has another one.
 */
export function tlsOptions(hostname: string, { domainName, overrides }: OriginSettings) {
  const isLocal = isLoopback(hostname);
  const name = overrides?.sni ?? overrides?.hostHeader ?? (isLocal ? domainName : hostname);
  return {
    // An IP address is not allowed there.
    ...(/[a-z]/i.test(name) && !name.includes(':') && { servername: name }),
    rejectUnauthorized: !isLocal,
    checkServerIdentity: (_: string, certificate: PeerCertificate) => (
      overrides?.allowedCertificateNames === undefined ? checkServerIdentity(name, certificate)
        : allowedFault(overrides.allowedCertificateNames, certificate)),
  };
}

/** A function may list the names that a certificate may have. `*.example.com` stands for one more label. */
function allowedFault(
  allowed: readonly string[], { subject, subjectaltname = '' }: PeerCertificate,
): Error | undefined {
  const alternative = [...subjectaltname.matchAll(/DNS:([^,\s]+)/g)].map(([, name]) => name!);
  const names = (alternative.length > 0 ? alternative : [subject?.CN].flat()).map((name) => String(name).toLowerCase());
  const matches = (pattern: string, name: string) => pattern === name
    || (pattern.startsWith('*.') && name.includes('.') && name.slice(name.indexOf('.')) === pattern.slice(1));
  return names.some((name) => allowed.some((pattern) => matches(pattern.toLowerCase(), name))) ? undefined
    : new Error(`the certificate is for ${names.join(', ')}, and a function allows ${allowed.join(', ')}`);
}
