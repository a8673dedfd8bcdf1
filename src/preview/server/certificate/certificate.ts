import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import {
  bitString, der, integer, objectId, octetString, sequence, set, time, TRUE, utf8String,
} from './der';

/** A certificate with its private key, which is only in memory. */
export interface Certificate {
  readonly pem: string;
  readonly key: KeyObject;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than a preview runs. */
const VALID_DAYS = 30;

const ECDSA_WITH_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));

/**
 * A certificate for names and IP addresses that is signed with its own key (RFC 5280). A name may begin with `*.`.
 * Node.js can read certificates, but not make them.
 */
export function selfSigned(hosts: readonly string[], now = Date.now()): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(objectId('2.5.4.3'), utf8String('cdk-cloudfront-edge preview'))));
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    // A clock may be slow: that of a phone, or of a virtual machine.
    sequence(time(new Date(now - DAY_MS)), time(new Date(now + VALID_DAYS * DAY_MS))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions(hosts)),
  );
  const signed = sequence(content, ECDSA_WITH_SHA256, bitString(sign('sha256', content, privateKey)));
  return { pem: toPem(signed), key: privateKey };
}

/** Of a server alone: a browser that trusts it trusts no other certificate. */
function extensions(hosts: readonly string[]): Buffer {
  return sequence(
    sequence(objectId('2.5.29.19'), TRUE, octetString(sequence())), // basic constraints: not a CA
    sequence(objectId('2.5.29.15'), TRUE, octetString(bitString(Buffer.from([0x80]), 7))), // digital signature
    sequence(objectId('2.5.29.37'), octetString(sequence(objectId('1.3.6.1.5.5.7.3.1')))), // server authentication
    sequence(objectId('2.5.29.17'), octetString(sequence(...[...new Set(hosts)].flatMap(alternativeName)))),
  );
}

/** What is neither a name in ASCII nor an IP address cannot be in a certificate, and is left out. */
function alternativeName(host: string): Buffer[] {
  if (isIPv4(host)) return [der(0x87, Buffer.from(host.split('.').map(Number)))];
  if (isIPv6(host)) return [der(0x87, ipv6(host))];
  return /^[a-z0-9*_.-]+$/i.test(host) ? [der(0x82, Buffer.from(host.toLowerCase(), 'latin1'))] : [];
}

/** The sixteen bytes. The URL parser writes all forms as groups of hexadecimal digits. */
function ipv6(ip: string): Buffer {
  const [left, right] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - left!.length - (right?.length ?? 0)).fill('0');
  return Buffer.from([...left!, ...zeros, ...right ?? []].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function toPem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g)!;
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
