import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { selfSigned } from '../../../../src/preview/server/certificate/certificate';
import { der, integer, objectId, time } from '../../../../src/preview/server/certificate/der';

const HOSTS = ['localhost', '*.localhost', '127.0.0.1', '::1', 'www.example.com', '*.Example.org', 'bücher.example'];

describe('the certificate of the preview', () => {
  const { pem, key } = selfSigned(HOSTS, Date.UTC(2026, 10, 20, 12));
  const certificate = new X509Certificate(pem);

  test('is signed with its own key', () => {
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(key)).toBe(true);
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  });

  test.each(['localhost', 'www.example.com', 'a.example.org'])('is for %s', (name) => {
    expect(certificate.checkHost(name)).toBeDefined();
  });

  test.each(['example.com', 'evil.example', 'example.org', 'a.b.example.org'])('is not for %s', (name) => {
    expect(certificate.checkHost(name)).toBeUndefined();
  });

  test('names all hosts below localhost, which some clients accept', () => {
    expect(certificate.subjectAltName).toContain('DNS:*.localhost');
  });

  test('is for the loopback interface of this machine', () => {
    expect(certificate.checkIP('127.0.0.1')).toBeDefined();
    expect(certificate.checkIP('::1')).toBeDefined();
    expect(certificate.checkIP('127.0.0.2')).toBeUndefined();
  });

  test('is valid for some days, signs no certificates, and is for servers alone', () => {
    expect([certificate.validFrom, certificate.validTo]).toEqual(['Nov 19 12:00:00 2026 GMT', 'Dec 20 12:00:00 2026 GMT']);
    expect([certificate.ca, certificate.keyUsage]).toEqual([false, ['1.3.6.1.5.5.7.3.1']]);
  });

  test('has another key and another number each time', () => {
    const other = new X509Certificate(selfSigned(HOSTS).pem);
    expect(other.serialNumber).not.toBe(certificate.serialNumber);
    expect(other.publicKey.equals(certificate.publicKey)).toBe(false);
  });

  test('has any IPv6 host', () => {
    fc.assert(fc.property(fc.ipV6(), (ip) => {
      const { subjectAltName } = new X509Certificate(selfSigned([ip]).pem);
      const written = /^IP Address:(.*)$/.exec(subjectAltName!)![1]!;
      expect(new URL(`http://[${written}]`).hostname).toBe(new URL(`http://[${ip}]`).hostname);
    }), { numRuns: 50 });
  });
});

describe('values in DER', () => {
  test('lengths of one, two and three bytes', () => {
    const head = (bytes: number) => der(0x04, Buffer.alloc(bytes)).subarray(1, -bytes).toString('hex');
    expect([127, 128, 255, 256, 65_536].map(head)).toEqual(['7f', '8180', '81ff', '820100', '83010000']);
  });

  test.each([['00', '020100'], ['7f', '02017f'], ['80', '02020080'], ['000001', '020101'], ['', '020100']])(
    'the number %s', (bytes, expected) => expect(integer(Buffer.from(bytes, 'hex')).toString('hex')).toBe(expected));

  test('identifiers', () => {
    expect(objectId('1.2.840.10045.4.3.2').toString('hex')).toBe('06082a8648ce3d040302');
    expect(objectId('2.5.29.17').toString('hex')).toBe('0603551d11');
  });

  test('times before and after 2050', () => {
    expect(time(new Date('2049-12-31T23:59:59.5Z')).toString('latin1')).toBe('\x17\x0d491231235959Z');
    expect(time(new Date('2050-01-01T00:00:00Z')).toString('latin1')).toBe('\x18\x0f20500101000000Z');
  });
});
