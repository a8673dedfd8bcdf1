import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { HeadersFrameOption, HeadersReferrerPolicy } from 'aws-cdk-lib/aws-cloudfront';
import {
  ContentSecurityPolicy, CrossOriginEmbedderPolicy, CrossOriginOpenerPolicy, CrossOriginResourcePolicy, CspService,
  CspSource, PermissionsFeature, PermissionsPolicy, PermittedCrossDomainPolicies, SecurityHeader, SecurityHeaders,
  SecurityHeadersPreset, type SecurityHeadersProps, WeakPolicyAction,
} from '../../src';
import { headersOf } from '../../src/core/headers-policy/headers';
import { exceededLimits } from '../../src/core/headers-policy/limits';
import { codeOf, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { DOMAIN, edgeEvent } from '../support/events';

type Props = Partial<SecurityHeadersProps>;
const { STRICT, API, NONE } = SecurityHeadersPreset;

function synth(props: Props) {
  const { stack, distribution } = siteStack();
  new SecurityHeaders(stack, 'Headers', { distribution, ...props });
  const template = Template.fromStack(stack);
  const warnings = Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
  return { template, warnings };
}

function config(props: Props) {
  const [policy] = Object.values(synth(props).template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
  return policy.Properties.ResponseHeadersPolicyConfig;
}

/** The headers of a policy as text; those of the origin that win have a question mark. */
const headers = (props: Props): Record<string, string> => Object.fromEntries(headersOf(config(props))!
  .map(({ name, value, override }) => [name, override === true ? value : `${value}?`]));

/** What a property changes in the headers of its preset. */
function changes(props: Props) {
  const [before, after] = [headers({ preset: props.preset }), headers(props)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name] ?? 'none']),
  );
}

describe('presets', () => {
  it.each<[SecurityHeadersPreset | undefined, object]>([
    [
      undefined,
      {
        'Strict-Transport-Security': 'max-age=31536000',
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'SAMEORIGIN',
        'Referrer-Policy': 'strict-origin-when-cross-origin',
        'X-XSS-Protection': '0',
        'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
        'Cross-Origin-Resource-Policy': 'same-site',
        'Origin-Agent-Cluster': '?1',
        'X-Permitted-Cross-Domain-Policies': 'none',
        'Permissions-Policy':
          'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), '
          + 'magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), window-management=(), '
          + 'xr-spatial-tracking=()',
      },
    ],
    [
      STRICT,
      {
        'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'DENY',
        'Referrer-Policy': 'no-referrer',
        'X-XSS-Protection': '0',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Origin-Agent-Cluster': '?1',
        'X-Permitted-Cross-Domain-Policies': 'none',
        'Permissions-Policy': expect.stringContaining('fullscreen=()'),
      },
    ],
    [
      API,
      {
        'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'DENY',
        'Referrer-Policy': 'no-referrer',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'X-Permitted-Cross-Domain-Policies': 'none',
      },
    ],
  ])('%s sends these headers, which replace those of the origin', (preset, expected) => {
    const { 'Content-Security-Policy': csp, ...others } = headers({ preset });
    expect(others).toEqual(expected);
    expect(csp).toMatch(/^default-src 'none'; /);
  });

  it.each([undefined, STRICT, API])('%s is within the limits of CloudFront, and has no warnings', (preset) => {
    const { template, warnings } = synth({ preset });
    expect(warnings).toEqual([]);
    const [policy] = Object.values(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    expect(exceededLimits(policy.Properties.ResponseHeadersPolicyConfig)).toEqual([]);
    expect(JSON.stringify(policy)).not.toMatch(/"Preload":true|Clear-Site-Data|Cache-Control/);
  });

  it('NONE has the headers that you set, and nothing else', () => {
    expect(headers({ preset: NONE, contentTypeOptions: true })).toEqual({ 'X-Content-Type-Options': 'nosniff' });
    expect(headers({ preset: NONE, strictTransportSecurity: {} })).toEqual({
      'Strict-Transport-Security': 'max-age=31536000',
    });
    expect(config({ preset: NONE, removeHeaders: ['X-Varnish'] })).toMatchObject({
      RemoveHeadersConfig: { Items: [{ Header: 'X-Varnish' }] },
    });
    expect(() => synth({ preset: NONE })).toThrow(/preset .*\[EDGE_HEADERS_EMPTY\]/);
  });
});

describe('a property changes its own header', () => {
  it.each<[Props, string, string]>([
    [{ contentSecurityPolicy: ContentSecurityPolicy.api() }, 'Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"],
    [{ strictTransportSecurity: { includeSubdomains: true } }, 'Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
    [{ preset: STRICT, strictTransportSecurity: { maxAge: Duration.days(1) } }, 'Strict-Transport-Security', 'max-age=86400; includeSubDomains'],
    [{ contentTypeOptions: false }, 'X-Content-Type-Options', 'none'],
    [{ frameOptions: HeadersFrameOption.DENY }, 'X-Frame-Options', 'DENY'],
    [{ referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN }, 'Referrer-Policy', 'same-origin'],
    [{ permissionsPolicy: PermissionsPolicy.empty().deny(PermissionsFeature.USB) }, 'Permissions-Policy', 'usb=()'],
    [{ permissionsPolicy: PermissionsPolicy.empty() }, 'Permissions-Policy', 'none'],
    [{ crossOriginOpenerPolicy: CrossOriginOpenerPolicy.UNSAFE_NONE }, 'Cross-Origin-Opener-Policy', 'unsafe-none'],
    [{ crossOriginOpenerPolicyReportOnly: CrossOriginOpenerPolicy.SAME_ORIGIN }, 'Cross-Origin-Opener-Policy-Report-Only', 'same-origin'],
    [{ crossOriginEmbedderPolicy: CrossOriginEmbedderPolicy.CREDENTIALLESS }, 'Cross-Origin-Embedder-Policy', 'credentialless'],
    [{ crossOriginEmbedderPolicyReportOnly: CrossOriginEmbedderPolicy.REQUIRE_CORP }, 'Cross-Origin-Embedder-Policy-Report-Only', 'require-corp'],
    [{ crossOriginResourcePolicy: CrossOriginResourcePolicy.CROSS_ORIGIN }, 'Cross-Origin-Resource-Policy', 'cross-origin'],
    [{ originAgentCluster: false }, 'Origin-Agent-Cluster', '?0'],
    [{ permittedCrossDomainPolicies: PermittedCrossDomainPolicies.ALL }, 'X-Permitted-Cross-Domain-Policies', 'all'],
    [{ xssProtection: true }, 'X-XSS-Protection', '1; mode=block'],
    [{ customHeaders: [{ header: 'X-Robots-Tag', value: 'noindex', override: false }] }, 'X-Robots-Tag', 'noindex?'],
    [{ preset: API, xssProtection: false }, 'X-XSS-Protection', '0'],
  ])('%j', (props, name, value) => expect(changes(props)).toEqual({ [name]: value }));

  it.each(Object.values(SecurityHeader).map((header) => [header]))(
    '%s can be omitted, or left to the origin',
    (header) => {
      const all: Props = {
        preset: STRICT,
        reportingEndpoints: { main: '/r' },
        frameOptions: HeadersFrameOption.DENY,
        contentSecurityPolicyReportOnly: ContentSecurityPolicy.api(),
        crossOriginOpenerPolicyReportOnly: CrossOriginOpenerPolicy.SAME_ORIGIN,
        crossOriginEmbedderPolicyReportOnly: CrossOriginEmbedderPolicy.REQUIRE_CORP,
      };
      const before = headers(all);
      expect(before[header]).toBeDefined();
      expect(headers({ ...all, keepOrigin: [header] })).toEqual({ ...before, [header]: `${before[header]}?` });
      const { [header]: omitted, ...others } = headers({ preset: STRICT });
      expect(headers({ preset: STRICT, omit: [header] })).toEqual(others);
    },
  );

  it('a header that is set and omitted, or omitted and kept, is an error', () => {
    const omit = [SecurityHeader.REFERRER_POLICY];
    expect(() => synth({ omit, referrerPolicy: HeadersReferrerPolicy.ORIGIN, keepOrigin: omit })).toThrow(
      /2 problems\n.*omit has Referrer-Policy, which referrerPolicy sets.*\n.*keepOrigin.*\[EDGE_HEADER_SWITCH\]/,
    );
  });
});

describe('a Content-Security-Policy', () => {
  const csp = (policy: ContentSecurityPolicy) => headers({ contentSecurityPolicy: policy })['Content-Security-Policy'];

  it('has further sources, or others', () => {
    const balanced = headers({})['Content-Security-Policy'];
    expect(csp(ContentSecurityPolicy.balanced().extend({ frameSrc: [CspSource.host('https://a.example')] })))
      .toBe(balanced.replace("frame-src 'self'", "frame-src 'self' https://a.example"));
    expect(
      csp(ContentSecurityPolicy.balanced().replace({ objectSrc: [CspSource.SELF], upgradeInsecureRequests: false })),
    ).toBe(balanced.replace("object-src 'none'; upgrade-insecure-requests", "object-src 'self'"));
    expect(csp(ContentSecurityPolicy.strict().replace({ requireTrustedTypesForScript: false }))).not.toContain(
      'trusted',
    );
    expect(() => csp(ContentSecurityPolicy.balanced().extend({ upgradeInsecureRequests: false })))
      .toThrow(/contentSecurityPolicy cannot remove upgrade-insecure-requests: use replace.*\[EDGE_CSP_VALUE\]/);
  });

  it('allows services, without what it allows already', () => {
    expect(csp(ContentSecurityPolicy.balanced().allow(CspService.YOUTUBE, CspService.GOOGLE_FONTS))).toBe(
      headers({})['Content-Security-Policy'].replace("script-src 'self'", "script-src 'self' https://www.youtube.com")
        .replace("style-src 'self'", "style-src 'self' https://fonts.googleapis.com")
        .replace("font-src 'self' data:", "font-src 'self' data: https://fonts.gstatic.com")
        .replace("frame-src 'self'", "frame-src 'self' https://www.youtube.com https://www.youtube-nocookie.com"));
    expect(csp(ContentSecurityPolicy.strict().allow(CspService.YOUTUBE))).toContain(
      "img-src 'self' data: https://i.ytimg.com",
    );
  });

  it('has every directive', () => {
    expect(
      csp(
        ContentSecurityPolicy.fromDirectives({
          scriptSrc: [CspSource.SELF],
          scriptSrcElem: [CspSource.SELF],
          scriptSrcAttr: [CspSource.NONE],
          styleSrcElem: [CspSource.SELF],
          childSrc: [CspSource.SELF],
          fencedFrameSrc: [CspSource.NONE],
          sandbox: ['allow-scripts' as never],
          trustedTypes: ['dompurify', "'allow-duplicates'"],
          requireTrustedTypesForScript: true,
          reportTo: 'main',
          reportUri: ['https://a.example/r?x=1', '/r'],
        }),
      ),
    ).toBe(
      "script-src 'self'; script-src-elem 'self'; script-src-attr 'none'; style-src-elem 'self'; child-src 'self'; "
        + "fenced-frame-src 'none'; "
        + "sandbox allow-scripts; require-trusted-types-for 'script'; trusted-types dompurify 'allow-duplicates'; "
        + 'report-uri https://a.example/r?x=1 /r; report-to main',
    );
  });

  it('is read from a text, in its order, with its mistakes', () => {
    expect(csp(ContentSecurityPolicy.fromString("IMG-SRC *;default-src 'self' ;; sandbox"))).toBe(
      "img-src *; default-src 'self'; sandbox",
    );
    const mistakes =
      "default-src 'self', img-src self; img-src *; scrpt-src *; sandbox allow-everything; upgrade-insecure-requests "
        + '1; report-to';
    expect(() => csp(ContentSecurityPolicy.fromString(mistakes))).toThrow(
      new RegExp(
        [
          'defaultSrc\\[0\\] is a source that a browser cannot read, got "\'self\',"',
          'defaultSrc\\[2\\] is a keyword',
          'did you mean script-src\\?',
          'sandbox has a value that browsers ignore, got "allow-everything"',
          'upgradeInsecureRequests has a value',
          'reportTo needs one endpoint, got 0',
        ]
          .map((part) => `(?=[^]*${part})`)
          .join(''),
      ),
    );
    expect(() => csp(ContentSecurityPolicy.fromString('img-src *; img-src a.example'))).toThrow(
      /imgSrc is given twice.*EDGE_CSP_DUPLICATE/,
    );
    expect(() => csp(ContentSecurityPolicy.fromString(' '))).toThrow(/EDGE_CSP_EMPTY/);
    expect(
      synth({
        contentSecurityPolicy: ContentSecurityPolicy.fromString('img-src *; prefetch-src *; x-y z'),
        weakPolicy: WeakPolicyAction.IGNORE,
      }).warnings,
    ).toEqual([expect.stringMatching(/prefetch-src[^]*x-y/)]);
  });

  it('has hashes of inline code, but no nonce', () => {
    const hash = 'sha256-gj4FLpwFgWrJxA7NLcFCWSwEF/PMnmWidszB6OONAAo=';
    expect(
      csp(
        ContentSecurityPolicy.fromDirectives({
          scriptSrc: [CspSource.hash(hash), CspSource.hashOf("alert('Hello, world.');")],
        }),
      ),
    ).toBe(`script-src '${hash}' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='`);
    expect(CspSource.hashOf('a\r\nb\rc')._model).toEqual(CspSource.hashOf('a\nb\nc')._model);
    expect(() =>
      csp(
        ContentSecurityPolicy.fromDirectives({
          scriptSrc: [CspSource.hash('sha256-abc'), CspSource.hash(`'${hash}'`)],
        }),
      ),
    ).toThrow(/scriptSrc\[0\] is not a hash.*\n.*scriptSrc\[1\] is not a hash/);
    expect(() => csp(ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.of("'nonce-abc'")] })))
      .toThrow(/scriptSrc\[0\] is a nonce.*EDGE_CSP_NONCE/);
  });

  it('may be kept and may be report-only, also if a function sets it', async () => {
    const policy = ContentSecurityPolicy.fromDirectives({
      scriptSrc: [CspSource.SELF, CspSource.distributionDomain()],
      reportUri: ['/r'],
    });
    const { template } = synth({
      contentSecurityPolicy: policy,
      contentSecurityPolicyReportOnly: policy,
      keepOrigin: [SecurityHeader.CONTENT_SECURITY_POLICY],
    });
    const handler = loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!));
    const event = (own?: string) =>
      edgeEvent('origin-response', {
        responseHeaders:
          own === undefined ? {} : { 'Content-Security-Policy': own, 'Content-Security-Policy-Report-Only': own },
      });
    const texts = (response: any) => ['content-security-policy', 'content-security-policy-report-only']
      .map((name) => response.headers[name][0].value);
    const ours = `script-src 'self' ${DOMAIN}; report-uri /r`;
    expect(texts(await handler(event()))).toEqual([ours, ours]);
    expect(texts(await handler(event('default-src *')))).toEqual(['default-src *', ours]);
    expect(headers({ contentSecurityPolicy: policy, contentSecurityPolicyReportOnly: policy })).toMatchObject({
      'Content-Security-Policy': "script-src 'self'; report-uri /r?", 'Content-Security-Policy-Report-Only': "script-src 'self'; report-uri /r?",
    });
  });
});

describe('reports', () => {
  it('go to the only endpoint, unless a policy says where', () => {
    expect(
      changes({
        reportingEndpoints: { main: 'https://r.example/' },
        crossOriginEmbedderPolicyReportOnly: CrossOriginEmbedderPolicy.REQUIRE_CORP,
        contentSecurityPolicyReportOnly: ContentSecurityPolicy.fromDirectives({
          scriptSrc: [CspSource.SELF],
          reportUri: ['/r'],
        }),
      }),
    ).toEqual({
      'Content-Security-Policy': expect.stringMatching(/; upgrade-insecure-requests; report-to main$/),
      'Content-Security-Policy-Report-Only': "script-src 'self'; report-uri /r",
      'Cross-Origin-Opener-Policy': 'same-origin-allow-popups; report-to="main"',
      'Cross-Origin-Embedder-Policy-Report-Only': 'require-corp; report-to="main"',
      'Reporting-Endpoints': 'main="https://r.example/"',
    });
  });

  it('warn if nobody gets them', () => {
    const policy = ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.SELF], reportTo: 'other' });
    expect(
      synth({
        contentSecurityPolicy: policy,
        contentSecurityPolicyReportOnly: ContentSecurityPolicy.api(),
        weakPolicy: WeakPolicyAction.IGNORE,
      }).warnings,
    ).toEqual([
      expect.stringMatching(
        /contentSecurityPolicy\.reportTo names the endpoint "other"[^]*contentSecurityPolicyReportOnly blocks nothing/,
      ),
    ]);
  });
});

describe('a weak value', () => {
  const weak = ContentSecurityPolicy.balanced().extend({ scriptSrc: [CspSource.UNSAFE_INLINE, CspSource.UNSAFE_EVAL] });

  it('is reported with its property, as a warning or an error', () => {
    const inline = "contentSecurityPolicy.scriptSrc has 'unsafe-inline', which runs every inline script";
    const both = [expect.stringContaining(inline), expect.stringContaining('EDGE_HEADERS_CSP_UNSAFE_EVAL')];
    expect(synth({ contentSecurityPolicy: weak }).warnings).toEqual(both);
    expect(synth({ contentSecurityPolicy: weak, weakPolicy: WeakPolicyAction.WARN }).warnings).toEqual(both);
    expect(synth({ contentSecurityPolicy: weak, weakPolicy: WeakPolicyAction.IGNORE }).warnings).toEqual([]);
    expect(() => synth({ contentSecurityPolicy: weak, weakPolicy: WeakPolicyAction.ERROR })).toThrow(inline);
  });

  it('of any preset is not there', () => {
    for (const preset of Object.values(SecurityHeadersPreset).filter((one) => one !== SecurityHeadersPreset.NONE)) {
      expect(synth({ preset, weakPolicy: WeakPolicyAction.ERROR }).warnings).toEqual([]);
    }
  });

  it('of another header has its property', () => {
    const { warnings } = synth({
      referrerPolicy: HeadersReferrerPolicy.UNSAFE_URL,
      strictTransportSecurity: { maxAge: Duration.days(1) },
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^strictTransportSecurity max-age is 86400 seconds.*HSTS_SHORT/),
      expect.stringMatching(/^referrerPolicy .*EDGE_HEADERS_REFERRER/),
    ]);
  });
});

describe('a Permissions-Policy', () => {
  it('extends that of a preset', () => {
    expect(
      changes({
        permissionsPolicy: PermissionsPolicy.balanced()
          .allow(PermissionsFeature.PAYMENT, 'https://pay.example')
          .allow(PermissionsFeature.CAMERA)
          .deny(PermissionsFeature.MIDI, PermissionsFeature.UNLOAD)
          .allowEverywhere(PermissionsFeature.USB),
      }),
    ).toEqual({
      'Permissions-Policy':
        headers({})
          ['Permissions-Policy'].replace('payment=()', 'payment=(self "https://pay.example")')
          .replace('camera=()', 'camera=(self)')
          .replace('usb=()', 'usb=*') + ', unload=()',
    });
  });

  it('reports what browsers would ignore', () => {
    expect(() =>
      synth({
        permissionsPolicy: PermissionsPolicy.balanced()
          .allow(PermissionsFeature.PAYMENT, 'pay.example')
          .deny('cam' as never),
      }),
    ).toThrow(
      /(?=[^]*permissionsPolicy\.payment is not an origin.*EDGE_PERMISSIONS_ORIGIN)[^]*permissionsPolicy\.feature must be PermissionsFeature/,
    );
    expect(synth({ permissionsPolicy: PermissionsPolicy.fromString('bluetooth=(), usb=()') }).warnings).toEqual([
      expect.stringContaining('EDGE_PERMISSIONS_FEATURE'),
    ]);
  });
});

it('warns if X-Frame-Options and frame-ancestors differ', () => {
  const contentSecurityPolicy = ContentSecurityPolicy.balanced().extend({
    frameAncestors: [CspSource.host('https://a.example')],
  });
  expect(synth({ contentSecurityPolicy }).warnings).toEqual([
    expect.stringMatching(/frameOptions is SAMEORIGIN, but frame-ancestors .* 'self' https:\/\/a\.example; .*omit/),
  ]);
  expect(synth({ contentSecurityPolicy, omit: [SecurityHeader.FRAME_OPTIONS] }).warnings).toEqual([]);
});

it('removes what reveals the software, and more', () => {
  const removed = (props: Props) =>
    (config(props).RemoveHeadersConfig?.Items ?? []).map(({ Header }: { Header: string }) => Header);
  expect(removed({})).toEqual(['X-Powered-By', 'X-AspNet-Version', 'X-AspNetMvc-Version', 'X-Generator']);
  expect(removed({ removeHeaders: ['x-powered-by', 'Server', 'server'] })).toEqual([
    'X-AspNet-Version',
    'X-AspNetMvc-Version',
    'X-Generator',
    'x-powered-by',
    'Server',
  ]);
  expect(removed({ removeFingerprintingHeaders: false })).toEqual([]);
  expect(removed({ preset: NONE, removeFingerprintingHeaders: true })).toHaveLength(4);
  expect(() => synth({ removeHeaders: ['Via', 'X-Edge-Location'] })).toThrow(
    /removeHeaders\[0\] removes Via.*\n.*removeHeaders\[1\]/,
  );
});

it('reports limits with the property', () => {
  const customHeaders = Array.from({ length: 6 }, (_, index) => ({ header: `X-${index}`, value: 'x', override: true }));
  expect(() => synth({ customHeaders })).toThrow(/customHeaders has 11 headers .*\[EDGE_HEADER_LIMIT\]/);
  expect(() => synth({ customHeaders: customHeaders.slice(0, 5) })).not.toThrow();
});
