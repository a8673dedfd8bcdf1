import { traceOf } from '../../../src/preview/trace/record';
import { site, type Running } from '../support/site';

const LEFT_OUT = 'upgrade-insecure-requests, because the preview is opened by plain HTTP';

function withCsp(csp: string, listen?: { port: number }): Running {
  return site({
    behavior: { ResponseHeadersPolicyId: { Ref: 'Policy' } },
    fill: (stack) => {
      stack.resource('Policy', 'AWS::CloudFront::ResponseHeadersPolicy', {
        ResponseHeadersPolicyConfig: {
          Name: 'p',
          SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: csp, Override: true } },
        },
      });
    },
  }, { listen });
}

const policyOf = ({ headers }: Response) => headers.get('content-security-policy');
const noteOf = ({ headers }: Response) => headers.get('x-preview-left-out');

async function served(csp: string, headers: Record<string, string> = {}) {
  const running = withCsp(csp, { port: 0 });
  await running.ready;
  return { response: await fetch(running.url, { headers }), exchange: running.exchanges[0]! };
}

// Safari requests the scripts of a page at http://127.0.0.1 by HTTPS if the policy says so, and finds nothing.
test.each<[string, string | null]>([
  ["default-src 'self'; upgrade-insecure-requests", "default-src 'self'"],
  ["upgrade-insecure-requests; default-src 'self'", "default-src 'self'"],
  ["default-src 'self';Upgrade-Insecure-Requests 1 ;img-src *", "default-src 'self';img-src *"],
  ["upgrade-insecure-requests, default-src 'self', img-src *; upgrade-insecure-requests;", "default-src 'self',img-src *;"],
  ['upgrade-insecure-requests', null],
])('by plain HTTP, a page has no upgrade-insecure-requests: %s', async (csp, expected) => {
  const { response, exchange } = await served(csp);
  expect([policyOf(response), noteOf(response)]).toEqual([expected, LEFT_OUT]);
  expect(traceOf(exchange).entries.at(-1)).toMatchObject({ stage: 'plain-http', outcome: 'left-out', directive: 'upgrade-insecure-requests' });
});

test.each(["default-src 'self'", 'report-uri /upgrade-insecure-requests; img-src upgrade-insecure-requests.example'])(
  'a policy without it is unchanged: %s', async (csp) => {
    const { response } = await served(csp);
    expect([policyOf(response), noteOf(response)]).toEqual([csp, null]);
  });

test('behind a proxy that speaks TLS, and without a browser, it is what CloudFront sends', async () => {
  const csp = "default-src 'self'; upgrade-insecure-requests";
  const { response } = await served(csp, { 'X-Forwarded-Proto': 'https' });
  const direct = await withCsp(csp).fetch('/');
  expect([policyOf(response), noteOf(response)]).toEqual([csp, null]);
  expect([policyOf(direct), noteOf(direct)]).toEqual([csp, null]);
});
