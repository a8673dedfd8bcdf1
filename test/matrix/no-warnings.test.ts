import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, NestedStack, Stack, type App, type StackProps } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { IRELAND, l2Site, newApp, newStack, VIRGINIA } from './support';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, EdgeErrorMasker, EdgeRedirector, ErrorAction, ErrorPage, ErrorRules,
  ErrorStatuses, RedirectEventType, RedirectSource, SecurityHeaders,
} from '../../src';

/** Attaches every construct of the library to a site. */
function attachAll(stack: Stack, distribution: Distribution): void {
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    rules: [{ statuses: ErrorStatuses.codes(403, 404), action: ErrorAction.redirectTo('/404.html') }],
  });
  new EdgeErrorMasker(stack, 'App', {
    distribution,
    behaviors: EdgeBehaviors.paths('/api/*'),
    rules: [ErrorRules.singlePageApp(ErrorPage.fromInline('<!doctype html><title>App</title>'))],
  });
  new EdgeRedirector(stack, 'Redirects', { distribution, source: RedirectSource.fromInline('{ "/jobs": "/careers" }') });
  new EdgeRedirector(stack, 'Legacy', {
    distribution,
    event: RedirectEventType.ORIGIN_RESPONSE,
    source: RedirectSource.fromInline('{ "/a": { "to": "/b", "query": "drop" } }'),
  });
  new SecurityHeaders(stack, 'Headers', {
    distribution,
    contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
      defaultSrc: [CspSource.SELF, CspSource.distributionDomain()],
      baseUri: [CspSource.SELF],
      formAction: [CspSource.SELF],
      frameAncestors: [CspSource.SELF],
    }),
  });
}

/** Annotations of a synthesized app, from all files, since versions of the CDK use different ones. */
function annotations(stack: Stack): string[] {
  const { directory: folder } = (stack.node.root as App).synth();
  return readdirSync(folder).filter((file) => file.endsWith('.json'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/"aws:cdk:(?:warning|error)",\s*"data": "([^"]*)/g)])
    .map(([, text]) => text);
}

// `cdk synth --strict` fails on any warning.
describe('the resources of the library cause no warning of the CDK', () => {
  const both = { '@aws-cdk/core:defaultCrossStackReferences': 'both' };
  it.each<[string, StackProps['env'], Record<string, unknown>]>([
    ['eu-west-1', IRELAND, {}],
    ['eu-west-1 without an account', { region: 'eu-west-1' }, {}],
    ['eu-west-1 with references of both strengths', IRELAND, both],
    ['us-east-1', VIRGINIA, {}],
  ])('in %s', (_, env, context) => {
    const printed = jest.spyOn(console, 'error');
    const stack = new Stack(newApp(context), 'Web', { env });
    attachAll(stack, l2Site(stack));
    expect(annotations(stack)).toEqual([]);
    expect(printed.mock.calls.flat().join('\n')).not.toMatch(/deprecated/i);
    printed.mockRestore();
  });

  it('in a nested stack of eu-west-1', () => {
    const stack = newStack({ env: IRELAND });
    const nested = new NestedStack(stack, 'Nested');
    attachAll(nested, l2Site(nested));
    expect(annotations(stack)).toEqual([]);
  });

  it("without suppressing the user's warnings", () => {
    const stack = newStack({ env: IRELAND });
    attachAll(stack, l2Site(stack));
    Annotations.of(stack).addWarningV2('mine', 'a warning of the user');
    expect(annotations(stack)).toEqual([expect.stringContaining('a warning of the user')]);
  });
});
