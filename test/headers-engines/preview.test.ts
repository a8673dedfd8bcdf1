import type { Stack } from 'aws-cdk-lib';
import {
  CachePolicy, Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, OriginRequestPolicy,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStepHost,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  ExistingAttachments,
  PolicyConflicts,
  RedirectEventType,
  RedirectSource,
  SecurityHeaders,
  SecurityHeadersEngine,
  SecurityHeadersPreset,
  type SecurityHeadersOptions,
} from '../../src';
import { preview, stackOf } from '../around/support';
import { originServer } from '../preview/support/origin-server';

const { CLOUDFRONT_FUNCTION, LAMBDA_EDGE, HYBRID } = SecurityHeadersEngine;
const CSP = 'content-security-policy';
const NONCE = 'q83vEjRWeJCrze8=';
const dynamic = ContentSecurityPolicy.fromDirectives({
  scriptSrc: [CspSource.SELF, CspSource.nonceFromOriginHeader('X-CSP-Nonce')],
  connectSrc: [CspSource.SELF, CspSource.viewerHost('wss'), CspSource.distributionDomain()],
});
const FALLBACK = "script-src 'self'; connect-src 'self'";

type Attach = (stack: Stack, distribution: Distribution) => void;

async function site(options: SecurityHeadersOptions, attach: Attach = () => undefined) {
  const origin = await originServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://a');
    const [status, type] = [Number(/\d{3}/.exec(pathname)?.[0] ?? 200), /png|json/.exec(pathname)?.[0]];
    response.writeHead(status, {
      'Content-Type': type === 'png' ? 'image/png' : type === 'json' ? 'application/json' : 'text/html',
      'X-CSP-Nonce': pathname.includes('broken') ? "'; script-src *" : NONCE,
      'X-Woodpecker-Version': '1',
      ...pathname.includes('cookie') && { 'Set-Cookie': 'a=1' },
      ...pathname.includes('own') && { 'X-Frame-Options': 'DENY', 'Referrer-Policy': 'origin' },
    });
    response.end('<h1>page</h1>');
  });
  const stack = stackOf();
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: new HttpOrigin('www.example.com'), cachePolicy: CachePolicy.CACHING_DISABLED, originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER },
  });
  new SecurityHeaders(stack, 'Headers', { distribution, ...options });
  attach(stack, distribution);
  return preview(stack, { 'www.example.com': origin.url });
}

const redirects = (host?: EdgeStepHost): Attach => (stack, distribution) => {
  new EdgeRedirector(stack, 'Redirects', {
    distribution,
    host,
    source: RedirectSource.fromInline('{ "/old": "/new" }'),
  });
};
const masker: Attach = (stack, distribution) => {
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    rules: [
      { statuses: ErrorStatuses.codes(404), action: ErrorAction.respond({ page: ErrorPage.fromInline('<p>lost') }) },
    ],
  });
};
const both = (host?: EdgeStepHost): Attach => (stack, distribution) => {
  redirects(host)(stack, distribution);
  masker(stack, distribution);
};

describe('HYBRID over HTTP', () => {
  it.each([undefined, HYBRID])(
    'fills in host, domain and nonce on pages, and removes the header (engine %s)',
    async (engine) => {
      const { headers } = await (await site({ engine, contentSecurityPolicy: dynamic }))('/');
      expect(headers.get(CSP)).toMatch(
        new RegExp(
          `^script-src 'self' 'nonce-${NONCE}'; connect-src 'self' wss://127\\.0\\.0\\.1:\\d+ 127\\.0\\.0\\.1:\\d+$`,
        ),
      );
      expect(headers.get('x-csp-nonce')).toBeNull();
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    },
  );

  it('does not put an invalid nonce into the policy', async () => {
    const { headers } = await (await site({ contentSecurityPolicy: dynamic }))('/broken');
    expect(headers.get(CSP)).toMatch(/^script-src 'self'; connect-src 'self' wss:/);
    expect(headers.get('x-csp-nonce')).toBeNull();
  });

  it.each(['/404', '/500'])('has the policy without them on the error %s', async (path) => {
    const { headers } = await (await site({ contentSecurityPolicy: dynamic }))(path);
    expect(headers.get(CSP)).toBe(FALLBACK);
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  it.each([undefined, EdgeStepHost.LAMBDA_EDGE])(
    'has the policy on redirects and masked pages, by %s',
    async (host) => {
      const fetch = await site({ contentSecurityPolicy: dynamic }, both(host));
      for (const [path, status] of [
        ['/old', 301],
        ['/404', 404],
      ] as const) {
        const { headers, status: given } = await fetch(path);
        expect([given, headers.get(CSP), headers.get('x-content-type-options')]).toEqual([status, FALLBACK, 'nosniff']);
      }
      expect((await fetch('/')).headers.get(CSP)).toContain('wss://127.0.0.1');
    },
  );

  it.each(['/a.png', '/a.json'])('leaves %s without the headers of documents', async (path) => {
    const { headers } = await (await site({ documentsOnly: true }))(path);
    expect(
      [CSP, 'x-frame-options', 'permissions-policy', 'cross-origin-opener-policy'].map((name) => headers.get(name)),
    ).toEqual([null, null, null, null]);
    expect(
      ['x-content-type-options', 'cross-origin-resource-policy', 'referrer-policy'].map((name) => headers.get(name)),
    ).toEqual(['nosniff', 'same-site', 'strict-origin-when-cross-origin']);
    expect((await (await site({}))(path)).headers.get(CSP)).not.toBeNull();
  });

  it('leaves those of the preset API on data, unless you say so', async () => {
    const engine = CLOUDFRONT_FUNCTION;
    const policy = async (options: SecurityHeadersOptions) => (
      (await (await site({ engine, preset: SecurityHeadersPreset.API, ...options }))('/a.json')).headers.get(CSP));
    expect(await policy({})).toMatch(/^default-src 'none'; /);
    expect(await policy({ documentsOnly: true })).toBeNull();
    expect(await policy({ preset: SecurityHeadersPreset.BALANCED })).toBeNull();
  });

  it('removes all that OWASP lists', async () => {
    const { headers } = await (await site({ removeHeaders: SecurityHeaders.OWASP_HEADERS }))('/');
    expect(headers.get('x-woodpecker-version')).toBeNull();
    expect((await (await site({}))('/')).headers.get('x-woodpecker-version')).toBe('1');
  });
});

it.each([CLOUDFRONT_FUNCTION, LAMBDA_EDGE, HYBRID])('%s removes cookies, if you say so', async (engine) => {
  expect((await (await site({ engine, removeHeaders: ['Set-Cookie'] }))('/cookie')).headers.get('set-cookie')).toBeNull();
  expect((await (await site({ engine }))('/cookie')).headers.get('set-cookie')).toBe('a=1');
});

describe.each([
  [CLOUDFRONT_FUNCTION, undefined], [CLOUDFRONT_FUNCTION, EdgeStepHost.CLOUDFRONT_FUNCTION],
  [LAMBDA_EDGE, undefined], [LAMBDA_EDGE, EdgeStepHost.LAMBDA_EDGE],
] as const)('%s alone over HTTP, with redirects by %s', (engine, host) => {
  it('has the headers on pages, redirects and masked pages', async () => {
    const fetch = await site({ engine }, both(host));
    for (const [path, status] of [['/', 200], ['/old', 301], ['/404', 404]] as const) {
      const { headers, status: given } = await fetch(path);
      expect([path, given, headers.get('x-frame-options'), headers.get('strict-transport-security')])
        .toEqual([path, status, 'SAMEORIGIN', 'max-age=31536000']);
      expect(headers.get(CSP)).toMatch(/^default-src 'none'; /);
    }
  });

  it('has the nonce of the origin, and keeps what is to be kept', async () => {
    const fetch = await site(
      { engine, contentSecurityPolicy: dynamic, keepOrigin: ['Referrer-Policy' as any] },
      both(host),
    );
    const { headers } = await fetch('/own');
    expect(headers.get(CSP)).toContain(`'nonce-${NONCE}'; connect-src 'self' wss://127.0.0.1:`);
    expect([headers.get('x-csp-nonce'), headers.get('x-frame-options'), headers.get('referrer-policy')])
      .toEqual([null, 'SAMEORIGIN', 'origin']);
    expect((await fetch('/old')).headers.get(CSP)).toMatch(/^script-src 'self'; connect-src 'self' wss:/);
    expect((await fetch('/404')).headers.get(CSP)).toBe(FALLBACK);
  });
});

it.each([[CLOUDFRONT_FUNCTION, null], [LAMBDA_EDGE, 'SAMEORIGIN'], [HYBRID, 'SAMEORIGIN']])(
  'an error of the origin has with %s: %s', async (engine, value) => (
    expect((await (await site({ engine }))('/500')).headers.get('x-frame-options')).toBe(value)));

it('LAMBDA_EDGE has the nonce on errors of the origin, too', async () => {
  const policy = ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.nonceFromOriginHeader('X-CSP-Nonce')] });
  const { headers } = await (await site({ engine: LAMBDA_EDGE, contentSecurityPolicy: policy }))('/500');
  expect(headers.get(CSP)).toBe(`script-src 'nonce-${NONCE}'`);
  expect(headers.get('x-csp-nonce')).toBeNull();
});

describe('beside what is there', () => {
  const mine = (stack: Stack) => ({
    origin: new HttpOrigin('www.example.com'),
    cachePolicy: CachePolicy.CACHING_DISABLED,
    responseHeadersPolicy: new ResponseHeadersPolicy(stack, 'Mine', {
      securityHeadersBehavior: { contentSecurityPolicy: { contentSecurityPolicy: "default-src 'self'", override: true } },
    }),
    functionAssociations: [{
      eventType: FunctionEventType.VIEWER_RESPONSE,
      function: new CloudFrontFunction(stack, 'Theirs', {
        code: FunctionCode.fromInline(`function handler(event) {
          var headers = event.response.headers;
          headers['x-theirs'] = { value: 'yes' };
          if (event.request.uri === '/mine/own') headers['${CSP}'] = { value: 'theirs' };
          return event.response;
        }`),
      }),
    }],
  });
  const add: Attach = (stack, distribution) => {
    const { origin, ...options } = mine(stack);
    distribution.addBehavior('/mine/*', origin, options);
  };

  it('the step runs after the function of the user', async () => {
    const fetch = await site({ contentSecurityPolicy: dynamic, existing: ExistingAttachments.compose() }, add);
    for (const path of ['/mine/', '/mine/own']) {
      const { headers } = await fetch(path);
      expect([headers.get(CSP), headers.get('x-theirs')]).toEqual([expect.stringContaining('wss://127.0.0.1'), 'yes']);
    }
  });

  it('headers of the policy of the user stay, if they are to win', async () => {
    const existing = ExistingAttachments.compose({ policyConflicts: PolicyConflicts.EXISTING });
    const fetch = await site({ contentSecurityPolicy: dynamic, existing }, add);
    expect((await fetch('/mine/')).headers.get(CSP)).toBe("default-src 'self'");
    expect((await fetch('/')).headers.get(CSP)).toContain('wss://127.0.0.1');
  });
});

it('redirects on origin events have the headers of a function, too', async () => {
  const fetch = await site({ engine: CLOUDFRONT_FUNCTION }, (stack, distribution) => {
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      event: RedirectEventType.ORIGIN_REQUEST,
      source: RedirectSource.fromInline('{ "/old": { "to": "/new", "query": "drop" } }'),
    });
  });
  expect((await fetch('/old')).headers.get('x-frame-options')).toBe('SAMEORIGIN');
});
