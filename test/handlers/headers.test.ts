import type { HeadersConfig } from '../../src/core/security-headers/step-config';
import { builtFunction } from '../support/bundles';
import { DOMAIN, edgeEvent } from '../support/events';

const config: HeadersConfig = {
  headers: [{ name: 'content-security-policy', value: ['script-src ', null, "; img-src 'self'"] }],
};

describe('the built headers step', () => {
  const handler = builtFunction([{ part: 'headers', config }]);

  it.each([200, 404, 503])(
    "puts the distribution's domain on a %d, in place of the origin's policy",
    async (status) => {
      const event = edgeEvent('origin-response', {
        status,
        responseHeaders: { 'Content-Security-Policy': 'default-src *', 'X-Kept': '1' },
      });
      const response = await handler(event);
      expect(response.status).toBe(String(status));
      expect(response.headers['content-security-policy']).toEqual([
        { key: 'Content-Security-Policy', value: `script-src ${DOMAIN}; img-src 'self'` },
      ]);
      expect(response.headers['x-kept']).toEqual([{ key: 'X-Kept', value: '1' }]);
      expect('body' in response).toBe(false); // a body would replace the origin's
    },
  );

  it('does not change a request that no step answers', async () => {
    const event = edgeEvent('viewer-request', { uri: '/x' });
    expect(await handler(event)).toEqual(event.Records[0].cf.request);
  });

  it('does not use an invalid domain in a header, and logs one line', async () => {
    const lines: string[] = [];
    const event = edgeEvent('origin-response');
    event.Records[0].cf.config.distributionDomainName = 'x\r\nset-cookie: a';
    const response = await builtFunction([{ part: 'headers', config }], (line) => lines.push(line))(event);
    expect(response).toBe(event.Records[0].cf.response);
    expect(lines.map((l) => JSON.parse(l))).toEqual([
      expect.objectContaining({ code: 'EDGE_STEP_FAILED', step: 'headers', event: 'origin-response' }),
    ]);
  });
});
