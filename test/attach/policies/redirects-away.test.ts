import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations as CdkAnnotations, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { DistributionProps } from 'aws-cdk-lib/aws-cloudfront';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, EdgeRedirector, RedirectSource, SecurityHeader, SecurityHeaders,
  SecurityHeadersPreset, WeakPolicyAction, type SecurityHeadersProps,
} from '../../../src';
import { siteOrigin, siteStack } from '../../support/apps';

const folder = mkdtempSync(join(tmpdir(), 'away-'));
const file = join(folder, '_redirects');
writeFileSync(file, '/promo https://other.example/ 301\n/search https://find.example/ 302\n');
afterAll(() => rmSync(folder, { recursive: true }));

function synth(props: Partial<SecurityHeadersProps> = {}, site: Partial<DistributionProps> = {}) {
  const { stack, distribution } = siteStack(undefined, site);
  new EdgeRedirector(stack, 'Redirects', {
    distribution, source: RedirectSource.fromFile(file),
  });
  const headers = new SecurityHeaders(stack, 'Headers', { distribution, weakPolicy: WeakPolicyAction.IGNORE, ...props });
  return { stack, distribution, headers };
}

const found = (stack: Stack, kind: 'findWarning' | 'findInfo' = 'findWarning') => (
  Annotations.fromStack(stack)[kind]('*', Match.stringLikeRegexp('EDGE_CSP_REDIRECT'))
    .map(({ id, entry }) => `${id}: ${String(entry.data)}`));

const policy = (text: string) => ({ contentSecurityPolicy: ContentSecurityPolicy.fromString(text) });
const SELF = { contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ formAction: [CspSource.SELF] }) };

it('names the rule, the directive and the cure, once for each construct', () => {
  const messages = found(synth().stack);
  expect(messages).toEqual([expect.stringMatching(
    /^\/Web\/Headers: contentSecurityPolicy\.formAction does not allow find\.example, .*"\/search" \(.*_redirects:2\); .*\.extend\(\{ formAction: \[CspSource\.host\("https:\/\/find\.example"\)\] \}\)/,
  )]);
});

it.each<[string, Partial<SecurityHeadersProps>]>([
  ['typed', SELF],
  ['from a text', policy("form-action 'self'")],
  ['of STRICT', { preset: SecurityHeadersPreset.STRICT }],
  ['with the distribution\'s own domain', {
    contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ formAction: [CspSource.distributionDomain()] }),
  }],
  ['on a behavior without redirects, whose pages may use those of another one', { behaviors: EdgeBehaviors.paths('/api/*') }],
])('a policy %s', (_, props) => expect(found(synth(props).stack)).toHaveLength(1));

it.each<[string, Partial<SecurityHeadersProps>, Partial<DistributionProps>?]>([
  ['allows the host', {
    contentSecurityPolicy: ContentSecurityPolicy.balanced().extend({ formAction: [CspSource.host('https://find.example')] }),
  }],
  ['is only reported', { preset: SecurityHeadersPreset.NONE, contentSecurityPolicyReportOnly: ContentSecurityPolicy.balanced(), xssProtection: false }],
  ['is left out', { omit: [SecurityHeader.CONTENT_SECURITY_POLICY] }],
  ['may be that of the origin', { keepOrigin: [SecurityHeader.CONTENT_SECURITY_POLICY] }],
  ['has no form-action', policy("default-src 'self'")],
  ['allows nothing', { preset: SecurityHeadersPreset.API }],
  ['holds a host that is only known at deploy time', {
    contentSecurityPolicy: ContentSecurityPolicy.balanced().extend({
      formAction: [CspSource.host(Lazy.string({ produce: () => 'https://forms.example' }))],
    }),
  }],
  ['is on behaviors without documents', { behaviors: EdgeBehaviors.paths('*.png') }, {
    additionalBehaviors: { '*.png': { origin: siteOrigin } },
  }],
])('nothing is said if the policy %s', (_, props, site = {}) => {
  const { stack } = synth(props, site);
  expect([...found(stack), ...found(stack, 'findInfo')]).toEqual([]);
});

it('can be acknowledged', () => {
  const { stack } = synth();
  CdkAnnotations.of(stack).acknowledgeWarning('cdk-cloudfront-edge:EDGE_CSP_REDIRECT');
  expect(found(stack)).toEqual([]);
});

it('each construct has its own message, about the rules of all redirectors', () => {
  const { stack, distribution } = siteStack();
  const add = (id: string, path: string, behaviors: EdgeBehaviors) => new EdgeRedirector(stack, id, {
    distribution, behaviors, source: RedirectSource.fromInline(JSON.stringify([{ from: path, to: `https://${id.toLowerCase()}.example/x` }])),
  });
  add('One', '/search', EdgeBehaviors.defaultBehavior());
  add('Two', '/api/main.js', EdgeBehaviors.paths('/api/*'));
  new SecurityHeaders(stack, 'Headers', { distribution, weakPolicy: WeakPolicyAction.IGNORE });
  new SecurityHeaders(stack, 'Api', { distribution, behaviors: EdgeBehaviors.paths('/api/*'), xssProtection: true });
  Template.fromStack(stack);
  const messages = found(stack);
  expect(messages).toHaveLength(2);
  for (const message of messages) expect(message).toMatch(/one\.example[^]*two\.example/);
});
