import { CfnCondition, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CfnDistribution, HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy, type IResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  ContentSecurityPolicy, CrossOriginOpenerPolicy, EdgeBehaviors, ExistingAttachments, PermissionsPolicy, SecurityHeader,
  SecurityHeaders, SecurityHeadersEngine, SecurityHeadersPreset, WeakPolicyAction, type SecurityHeadersProps,
} from '../../src';
import { renderedBehaviors, siteStack } from '../support/apps';

const SECURITY = '67f7725c-6f97-4210-82d7-5512b31e9d03';
const WITH_CORS = 'e61eb60c-9c35-4d20-a928-2b84e02af89c';
const WITH_PREFLIGHT = 'eaab4381-ed33-4a86-88ca-d9558dc6cd63';

function site(props: Partial<SecurityHeadersProps> = {}, policyId?: (stack: Stack) => string) {
  const { stack, distribution } = siteStack(undefined, undefined, { 'cdk-cloudfront-edge:flatRatePlan': 'free' });
  if (policyId) {
    const config = (distribution.node.defaultChild as CfnDistribution).distributionConfig as any;
    config.defaultCacheBehavior.responseHeadersPolicyId = policyId(stack);
  }
  const headers = new SecurityHeaders(stack, 'Headers', { distribution, managedPolicy: true, ...props });
  return { stack, distribution, headers };
}
const policiesOf = (stack: Stack) => (
  Object.fromEntries(Object.values(renderedBehaviors(Template.fromStack(stack))).map(
    ({ pattern, policy }) => [pattern, policy])));
const noteOf = (stack: Stack) => Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('EDGE_MANAGED_POLICY_LACKS'))
  .map(({ entry }) => String(entry.data));

it('every behavior has the policy of CloudFront, and none is created; the plan allows it', () => {
  const { stack, headers } = site();
  expect(policiesOf(stack)).toEqual({ '*': SECURITY, '/api/*': SECURITY });
  Template.fromStack(stack).resourceCountIs('AWS::CloudFront::ResponseHeadersPolicy', 0);
  expect(headers.responseHeadersPolicy).toBeUndefined();
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

it.each<[string, string | IResponseHeadersPolicy, string]>([
  ['SimpleCORS', ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS, WITH_CORS],
  ['CORS-With-Preflight', ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT, WITH_PREFLIGHT],
  ['SecurityHeadersPolicy', ResponseHeadersPolicy.SECURITY_HEADERS, SECURITY],
  ['CORS-and-SecurityHeadersPolicy', ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS, WITH_CORS],
  ['CORS-with-preflight-and-SecurityHeadersPolicy', ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT_AND_SECURITY_HEADERS, WITH_PREFLIGHT],
])('a behavior with %s keeps its CORS, with and without composing', (_, policy, expected) => {
  const id = typeof policy === 'string' ? policy : policy.responseHeadersPolicyId;
  for (const existing of [undefined, ExistingAttachments.compose()]) {
    expect(policiesOf(site({ existing }, () => id).stack)).toEqual({ '*': expected, '/api/*': SECURITY });
  }
});

it('a policy under a condition, in both of its cases', () => {
  const { stack } = site({}, (scope) => {
    new CfnCondition(scope, 'HasCors', { expression: Fn.conditionEquals(new CfnParameter(scope, 'Cors', { default: '' }), '') });
    return Fn.conditionIf('HasCors', '60669652-455b-4ae9-85a4-c4c02393f86c', Fn.ref('AWS::NoValue')).toString();
  });
  expect(policiesOf(stack)['*']).toEqual({ 'Fn::If': ['HasCors', WITH_CORS, SECURITY] });
});

it.each<[string, (stack: Stack) => string]>([
  ['one of the app', (stack) => new ResponseHeadersPolicy(stack, 'Own', { serverTimingSamplingRate: 1 }).responseHeadersPolicyId],
  ['one that is not here', () => '11111111-2222-3333-4444-555555555555'],
  ['a parameter', (stack) => new CfnParameter(stack, 'Id').valueAsString],
])('another policy is refused: %s', (_, id) => {
  expect(() => policiesOf(site({}, id).stack)).toThrow(
    /behavior "\*" already has a response headers policy, .*managedPolicy.*\[EDGE_POLICY_TAKEN\]/);
});

it('one note names each header that the preset has and the policy has not', () => {
  const [text, ...others] = noteOf(site().stack);
  expect(others).toEqual([]);
  expect(text).toMatch(/^managedPolicy is CloudFront's own SecurityHeadersPolicy, which is less than the preset: it does not send /);
  expect(text).toContain('Content-Security-Policy, Permissions-Policy, Cross-Origin-Opener-Policy, Cross-Origin-Resource-'
    + 'Policy, Origin-Agent-Cluster, X-Permitted-Cross-Domain-Policies; X-XSS-Protection is "1; mode=block" and not "0"; a '
    + 'header of the origin is not replaced, if it is Referrer-Policy, Strict-Transport-Security, X-Frame-Options, '
    + 'X-XSS-Protection; X-Powered-By, ');
});

it.each<[string, Partial<SecurityHeadersProps>]>([
  ['preset', { preset: SecurityHeadersPreset.STRICT }],
  ['preset', { preset: SecurityHeadersPreset.NONE }],
  ['contentSecurityPolicy', { contentSecurityPolicy: ContentSecurityPolicy.balanced() }],
  ['contentSecurityPolicyReportOnly', { contentSecurityPolicyReportOnly: ContentSecurityPolicy.balanced() }],
  ['strictTransportSecurity', { strictTransportSecurity: { maxAge: Duration.days(730) } }],
  ['strictTransportSecurity', { strictTransportSecurity: { includeSubdomains: true } }],
  ['contentTypeOptions', { contentTypeOptions: false }],
  ['frameOptions', { frameOptions: HeadersFrameOption.DENY }],
  ['referrerPolicy', { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER }],
  ['permissionsPolicy', { permissionsPolicy: PermissionsPolicy.balanced() }],
  ['crossOriginOpenerPolicy', { crossOriginOpenerPolicy: CrossOriginOpenerPolicy.UNSAFE_NONE }],
  ['xssProtection', { xssProtection: false }],
  ['reportingEndpoints', { reportingEndpoints: { main: '/r' } }],
  ['omit[0]', { omit: [SecurityHeader.FRAME_OPTIONS] }],
  ['keepOrigin[0]', { keepOrigin: [SecurityHeader.CONTENT_TYPE_OPTIONS] }],
  ['customHeaders[0]', { customHeaders: [{ header: 'X-A', value: 'b', override: true }] }],
  ['removeHeaders[0]', { removeHeaders: ['X-A'] }],
  ['removeFingerprintingHeaders', { removeFingerprintingHeaders: true }],
  ['documentsOnly', { documentsOnly: true }],
])('%s is refused if the policy does something else', (path, props) => {
  const { stack } = site(props);
  expect(() => policiesOf(stack)).toThrow(`Web/Headers: 1 problem\n  ${path} `);
  expect(() => policiesOf(stack)).toThrow('[EDGE_MANAGED_POLICY]');
});

it('properties are accepted that the policy fulfils', () => {
  const { stack } = site({
    preset: SecurityHeadersPreset.BALANCED,
    strictTransportSecurity: { maxAge: Duration.days(365) },
    contentTypeOptions: true,
    frameOptions: HeadersFrameOption.SAMEORIGIN,
    referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
    xssProtection: true,
    omit: [SecurityHeader.CONTENT_SECURITY_POLICY, SecurityHeader.PERMISSIONS_POLICY],
    keepOrigin: [SecurityHeader.FRAME_OPTIONS],
    removeFingerprintingHeaders: false,
    engine: SecurityHeadersEngine.RESPONSE_HEADERS_POLICY,
    weakPolicy: WeakPolicyAction.ERROR,
  });
  expect(policiesOf(stack)['*']).toBe(SECURITY);
  const [text] = noteOf(stack);
  expect(text).not.toContain('Content-Security-Policy');
  expect(text).not.toContain('X-Powered-By');
});

it('a function beside it sets all headers; HYBRID, which creates a policy, is refused', () => {
  const props = { preset: SecurityHeadersPreset.STRICT, removeHeaders: ['X-A'] };
  const { stack } = site({ ...props, engine: SecurityHeadersEngine.CLOUDFRONT_FUNCTION });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::CloudFront::ResponseHeadersPolicy', 0);
  const { functions, policy } = renderedBehaviors(template)['*'];
  expect(policy).toBe(SECURITY);
  expect(functions.map(({ EventType }) => EventType)).toEqual(['viewer-response']);
  expect(noteOf(stack)).toEqual([expect.stringContaining('is for responses that no function sees')]);
  Annotations.fromStack(stack).hasNoInfo('*', Match.stringLikeRegexp('EDGE_HEADERS_BARE'));
  expect(() => policiesOf(site({ engine: SecurityHeadersEngine.HYBRID }).stack)).toThrow(
    /Web\/Headers: 1 problem\n {2}engine is HYBRID.*\[EDGE_MANAGED_POLICY\]/);
});

it('it is on the selected behaviors only, beside an instance with a policy of its own', () => {
  const { stack, distribution } = site();
  new SecurityHeaders(stack, 'Api', { distribution, behaviors: EdgeBehaviors.paths('/api/*') });
  expect(policiesOf(stack)).toEqual({ '*': SECURITY, '/api/*': { Ref: expect.any(String) } });
  const twice = site();
  new SecurityHeaders(twice.stack, 'More', { distribution: twice.distribution });
  expect(() => policiesOf(twice.stack)).toThrow(/Web\/(More|Headers).*\n.*\[EDGE_POLICY_TAKEN\]/);
});
