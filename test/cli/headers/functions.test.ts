import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Fn, Lazy, Stack } from 'aws-cdk-lib';
import {
  CachePolicy, Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, SecurityHeader, SecurityHeaders, SecurityHeadersEngine,
  SecurityHeadersPreset, type SecurityHeadersOptions,
} from '../../../src';
import { createProgram } from '../../../src/cli/program';
import { run } from '../../../src/cli/run';
import { siteOrigin } from '../../support/apps';

const folder = mkdtempSync(join(tmpdir(), 'headers-functions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let apps = 0;
function synthesized(
  options: Partial<SecurityHeadersOptions> | undefined, { own }: { readonly own?: string } = {},
): string {
  const outdir = join(folder, `cdk.out${apps++}`);
  const stack = new Stack(new App({ analyticsReporting: false, outdir }), 'Web', { env: { region: 'us-east-1' } });
  const functionAssociations = own === undefined ? [] : [{
    eventType: FunctionEventType.VIEWER_RESPONSE,
    function: new CloudFrontFunction(stack, 'Theirs', { code: FunctionCode.fromInline(own) }),
  }];
  const defaultBehavior = { origin: siteOrigin, cachePolicy: CachePolicy.CACHING_DISABLED, functionAssociations };
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior, additionalBehaviors: { '/api/*': { origin: siteOrigin } },
  });
  if (options) new SecurityHeaders(stack, 'Headers', { distribution, ...options });
  (stack.node.root as App).synth();
  return outdir;
}

async function check(source: string) {
  const printed = { out: '', error: '' };
  const terminal = {
    out: (text: string) => { printed.out += `${text}\n`; }, error: (text: string) => { printed.error += `${text}\n`; },
  };
  const args = ['headers', 'check', source, '--json'];
  const code = await run(createProgram(() => '1.2.3', terminal, args), args);
  return { code, error: printed.error, ...JSON.parse(printed.out || '{}') };
}

const codesOf = ({ findings }: any) => findings.map(({ code, header }: any) => `${code} ${header}`);
const engines = SecurityHeadersEngine;
const balanced = async () => (await check(synthesized({}))).headers;

describe('headers that a function sets are checked as those of a policy', () => {
  it.each<[string, Partial<SecurityHeadersOptions>]>([
    ['CLOUDFRONT_FUNCTION', { engine: engines.CLOUDFRONT_FUNCTION }],
    ['LAMBDA_EDGE', { engine: engines.LAMBDA_EDGE }],
    ['HYBRID', { engine: engines.HYBRID }],
    ['CLOUDFRONT_FUNCTION beside the managed policy', { engine: engines.CLOUDFRONT_FUNCTION, managedPolicy: true }],
    ['LAMBDA_EDGE beside the managed policy', { engine: engines.LAMBDA_EDGE, managedPolicy: true }],
  ])('%s', async (_, options) => {
    const result = await check(synthesized(options));
    expect(codesOf(result).filter((code: string) => !code.includes('TRUSTED_TYPES'))).toEqual([]);
    expect(result).toMatchObject({ code: 0, error: '', headers: await balanced() });
    expect(result.policies.flatMap(({ behaviors }: any) => behaviors)).toEqual([
      expect.stringMatching(/^Site\w* \*$/), expect.stringMatching(/^Site\w* \/api\/\*$/),
    ]);
  });

  it.each([engines.CLOUDFRONT_FUNCTION, engines.LAMBDA_EDGE])('weak values of %s are found', async (engine) => {
    const contentSecurityPolicy = ContentSecurityPolicy.fromString(`script-src * 'unsafe-eval' https://${'a'.repeat(300)}.example`);
    const { code, findings } = await check(synthesized({ engine, contentSecurityPolicy }));
    expect(code).toBe(1);
    expect(findings).toContainEqual(expect.objectContaining({
      code: 'EDGE_HEADERS_CSP_ANY_HOST',
      directive: 'script-src',
      policy: 'function of Web/Headers on '
        + `${engine === engines.LAMBDA_EDGE ? 'origin' : 'viewer'}-response`,
    }));
  });

  it.each<[string, Partial<SecurityHeadersOptions>]>([
    ['CLOUDFRONT_FUNCTION', { engine: engines.CLOUDFRONT_FUNCTION }], ['LAMBDA_EDGE', { engine: engines.LAMBDA_EDGE }], ['AUTO', {}],
  ])('hosts, nonces and tokens of %s are named as unknown', async (_, options) => {
    const { code, policies: [{ skipped, headers }] } = await check(synthesized({
      ...options,
      contentSecurityPolicy: ContentSecurityPolicy.balanced().extend({
        scriptSrc: [CspSource.nonceFromOriginHeader('X-Nonce')],
        connectSrc: [CspSource.viewerHost('wss')],
        imgSrc: [CspSource.host(Lazy.string({ produce: () => 'images.example.com' }))],
      }),
    }));
    expect(code).toBe(0);
    expect(skipped).toEqual(expect.arrayContaining(['content-security-policy script-src', 'content-security-policy connect-src']));
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each(['AUTO', 'LAMBDA_EDGE'] as const)('the own domain and values of the deployment, with %s', async (engine) => {
    const contentSecurityPolicy = ContentSecurityPolicy.balanced().extend({
      imgSrc: [CspSource.distributionDomain()], mediaSrc: [CspSource.host(Fn.importValue('media'))],
    });
    const { code, error, policies } = await check(synthesized({ engine: engines[engine], contentSecurityPolicy }));
    expect([code, error, policies.length]).toEqual([0, '', 1]);
    expect(policies[0].skipped).toEqual(['content-security-policy img-src', 'content-security-policy media-src']);
    expect(policies[0].headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; .*; upgrade-insecure-requests$/);
  });

  it('behaviors with other headers are listed apart', async () => {
    const { policies, error } = await check(synthesized({
      engine: engines.CLOUDFRONT_FUNCTION, behaviors: EdgeBehaviors.paths('/api/*'), preset: SecurityHeadersPreset.API,
    }));
    expect(policies).toHaveLength(1);
    expect(policies[0].behaviors).toHaveLength(1);
    expect(error).toMatch(/^Site\w* \*: has no response headers policy; its origin may send headers of its own\n$/);
  });
});

describe('what a function of the user sets is not known, and said', () => {
  const OWN = `function handler(event) {
  event.response.headers['content-security-policy'] = { value: "default-src 'none'" };
  return event.response;
}`;

  it('without a policy', async () => {
    const { code, error, policies } = await check(synthesized(undefined, { own: OWN }));
    expect(error).toMatch(/Site\w* \*: has no response headers policy; a function on viewer-response may set headers, which are not read/);
    expect([code, policies]).toEqual([2, undefined]);
  });

  it('beside a policy: a header that its code names is not missing', async () => {
    const outdir = synthesized({ omit: [SecurityHeader.CONTENT_SECURITY_POLICY] }, { own: OWN });
    const result = await check(outdir);
    expect(result.error).toMatch(/Site\w* \*: a function on viewer-response may change headers, which are not read/);
    expect(result.policies.map(({ behaviors, findings }: any) => [behaviors[0].split(' ')[1], codesOf({ findings })[0]])).toEqual([
      ['*', undefined], ['/api/*', 'EDGE_HEADERS_CSP_MISSING content-security-policy'],
    ]);
  });
});

it('a value that the manifest has only in part is not checked', async () => {
  const out = synthesized({ engine: engines.CLOUDFRONT_FUNCTION });
  const [name] = readdirSync(out).filter((file) => file.endsWith('.edge.json'));
  const cut = readFileSync(join(out, name), 'utf8').replace(/frame-src [^"]*/, 'f… (378 characters)');
  writeFileSync(join(out, name), cut);
  const { code, findings, policies } = await check(out);
  expect([code, findings, policies[0].skipped]).toEqual([0, [], ['content-security-policy']]);
});

it('two policies that have one name, of two stacks, are both checked', async () => {
  const out = join(folder, `cdk.out${apps++}`);
  mkdirSync(out);
  for (const [name, csp] of [['Test', "default-src 'none'"], ['Prod', 'script-src *']]) {
    writeFileSync(join(out, `${name}.template.json`), JSON.stringify({
      Resources: {
        Site: {
          Type: 'AWS::CloudFront::Distribution',
          Properties: { DistributionConfig: { DefaultCacheBehavior: { ResponseHeadersPolicyId: { Ref: 'Own' } } } },
        },
        Own: {
          Type: 'AWS::CloudFront::ResponseHeadersPolicy',
          Properties: {
            ResponseHeadersPolicyConfig: {
              SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: csp, Override: true } },
            },
          },
        },
      },
    }));
  }
  const { policies, code } = await check(out);
  expect(code).toBe(1);
  expect(policies.map(({ source, headers }: any) => [source, headers['content-security-policy']])).toEqual([
    ['Own (Prod.template.json)', 'script-src *'], ['Own (Test.template.json)', "default-src 'none'"],
  ]);
});
