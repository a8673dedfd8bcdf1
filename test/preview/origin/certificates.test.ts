import type { AddressInfo } from 'node:net';
import { createServer, type Server, type TlsOptions } from 'node:tls';
import type { OriginSettings } from '../../../src/preview/assembly/distribution';
import { tlsOptions } from '../../../src/preview/origin/certificate-names';
import { selfSigned } from '../../../src/preview/server/certificate/certificate';
import { OK } from '../support/net-server';
import { CACHING_DISABLED, customOrigin, site } from '../support/site';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => server === undefined ? resolve(undefined) : server.close(resolve)));

/** A server with HTTPS, and the server names that its clients send. */
async function httpsServer(options: TlsOptions = {}) {
  const { pem, key } = selfSigned(['elsewhere.example.com']);
  const names: unknown[] = [];
  server = createServer({ cert: pem, key: key.export({ type: 'pkcs8', format: 'pem' }), ...options }, (socket) => {
    names.push(socket.servername);
    socket.on('error', () => undefined).once('data', () => socket.end(OK));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server!.listen(0, resolve));
  return { port: (server.address() as AddressInfo).port, names };
}

const api = (url: string) => site({
  origins: [customOrigin('api.example.com')],
  behavior: { TargetOriginId: 'api.example.com', CachePolicyId: CACHING_DISABLED },
}, { origins: { 'api.example.com': url } });

describe('the certificate of an origin', () => {
  test('may be any on this machine, which gets the name of the origin', async () => {
    const { port, names } = await httpsServer();
    expect(await (await api(`https://127.0.0.1:${port}`).fetch('/x')).text()).toBe('fine');
    expect(names).toEqual(['api.example.com']);
  });

  test('that is wrong is a 502 from another host', async () => {
    const { port } = await httpsServer();
    // A host that is this machine, but is not known for it.
    const running = api(`https://0.0.0.0:${port}`);
    const response = await running.fetch('/x');
    expect([response.status, response.headers.get('x-cache')]).toEqual([502, 'Error from cloudfront']);
    expect(await response.text()).toContain("CloudFront wasn't able to connect to the origin.");
    expect(running.exchanges[0]!.summaries.at(-1)!.text).toMatch(/no connection to https:.* self-signed certificate/);
  });

  test('that is not there is a 502', async () => {
    const { port } = await httpsServer({ cert: undefined, key: undefined });
    expect((await api(`https://127.0.0.1:${port}`).fetch('/x')).status).toBe(502);
  });
});

describe('the names of a certificate', () => {
  const fault = (names: string, overrides: OriginSettings['overrides'], hostname = 'api.example.com') => (
    tlsOptions(hostname, { domainName: 'api.example.com', overrides } as OriginSettings)
      .checkServerIdentity('', { subject: { CN: 'cn.example.com' }, subjectaltname: names } as never)?.message);

  test('have to match the host, or the name that a function gives', () => {
    expect(fault('DNS:api.example.com', undefined)).toBeUndefined();
    expect(fault('DNS:other.example.com', undefined)).toBeDefined();
    expect(fault('DNS:other.example.com', { hostHeader: 'other.example.com' })).toBeUndefined();
    expect(fault('DNS:other.example.com', { hostHeader: 'other.example.com', sni: 'api.example.com' })).toBeDefined();
  });

  test.each<[string, string[], boolean]>([
    ['DNS:a.example.com', ['a.example.com'], true], ['DNS:A.example.com, DNS:b.org', ['b.org'], true],
    ['DNS:a.example.com', ['*.example.com'], true], ['DNS:a.b.example.com', ['*.example.com'], false],
    ['DNS:example.com', ['*.example.com'], false], ['DNS:*.example.com', ['*.example.com'], true],
    ['', ['cn.example.com'], true], ['DNS:a.example.com', ['cn.example.com'], false], ['DNS:a.example.com', [], false],
  ])('%j is allowed by %j: %s', (names, allowedCertificateNames, isAllowed) => {
    expect(fault(names, { allowedCertificateNames }) === undefined).toBe(isAllowed);
  });
});
