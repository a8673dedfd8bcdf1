import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, SecurityHeaders, SecurityHeadersMixin, SecurityHeadersPreset,
  type SecurityHeadersProps,
} from '../../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../../support/apps';

/** X-Frame-Options of each behavior, which tells the presets apart. */
function framesOf(stack: Stack): Record<string, string | undefined> {
  const template = Template.fromStack(stack);
  const { Resources } = template.toJSON();
  return Object.fromEntries(Object.values(renderedBehaviors(template)).map(({ pattern, policy }) => [
    pattern,
    policy && Resources[policy.Ref].Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig?.FrameOptions
      ?.FrameOption,
  ]));
}

const ALL: [string, EdgeBehaviors | undefined][] = [
  ['all behaviors', EdgeBehaviors.all()], ['no selection', undefined], ['all but another one', EdgeBehaviors.allExcept('/docs/*')],
];
const NAMING: [string, EdgeBehaviors, string[]][] = [
  ['paths', EdgeBehaviors.paths('/api/*'), ['/api/*']],
  ['a path without its slash', EdgeBehaviors.paths('api/*'), ['/api/*']],
  ['the default behavior', EdgeBehaviors.defaultBehavior(), ['*']],
  ['several', EdgeBehaviors.paths('*', '/api/*'), ['*', '/api/*']],
];

describe.each(ALL)('an instance with %s leaves out those that another one names', (_, all) => {
  it.each(NAMING)('by %s, whichever comes first', (_name, named, patterns) => {
    for (const reversed of [false, true]) {
      const { stack, distribution } = siteStack();
      distribution.addBehavior('/docs/*', siteOrigin);
      const instances: [string, Partial<SecurityHeadersProps>][] = [
        ['Headers', { behaviors: all }], ['Api', { behaviors: named, preset: SecurityHeadersPreset.API }],
      ];
      for (const [id, props] of reversed ? instances.reverse() : instances) {
        new SecurityHeaders(stack, id, { distribution, ...props });
      }
      const docs = all?._selector.kind === 'all-except' ? undefined : 'SAMEORIGIN';
      const rest = { '*': 'SAMEORIGIN', '/api/*': 'SAMEORIGIN', '/docs/*': docs };
      expect(framesOf(stack)).toEqual({ ...rest, ...Object.fromEntries(patterns.map((one) => [one, 'DENY'])) });
    }
  });
});

it('also a behavior that is added later, a path that is a token, and by the mixin', () => {
  const { stack, distribution } = siteStack();
  distribution.with(new SecurityHeadersMixin());
  const path = new CfnParameter(stack, 'Path', { default: '/late/*' }).valueAsString;
  new SecurityHeaders(stack, 'Late', {
    distribution, behaviors: EdgeBehaviors.paths(path), preset: SecurityHeadersPreset.STRICT,
  });
  distribution.addBehavior(path, siteOrigin);
  expect(Object.values(framesOf(stack))).toEqual(['SAMEORIGIN', 'SAMEORIGIN', 'DENY']);
});

it('its function does not run there, either', () => {
  const { stack, distribution } = siteStack();
  const contentSecurityPolicy = ContentSecurityPolicy.balanced().extend({ imgSrc: [CspSource.distributionDomain()] });
  new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy });
  new SecurityHeaders(stack, 'Api', {
    distribution, behaviors: EdgeBehaviors.paths('/api/*'), preset: SecurityHeadersPreset.API,
  });
  const behaviors = renderedBehaviors(Template.fromStack(stack));
  expect(behaviors['*'].lambdas.map(({ EventType }) => EventType)).toEqual(['origin-response']);
  expect(behaviors['/api/*'].lambdas).toEqual([]);
});

it.each<[string, EdgeBehaviors, EdgeBehaviors]>([
  ['two that name it', EdgeBehaviors.paths('/api/*'), EdgeBehaviors.paths('/api/*')],
  ['two with all', EdgeBehaviors.all(), EdgeBehaviors.all()],
  ['all, and all but others', EdgeBehaviors.all(), EdgeBehaviors.allExcept('*')],
])('%s: an error, since none is more specific', (_, one, other) => {
  const { stack, distribution } = siteStack();
  new SecurityHeaders(stack, 'Headers', { distribution, behaviors: one });
  new SecurityHeaders(stack, 'More', { distribution, behaviors: other, preset: SecurityHeadersPreset.API });
  expect(() => Template.fromStack(stack)).toThrow(
    /Web\/More: 1 problem\n {2}behaviors? .*"\/api\/\*".* already ha.* Web\/Headers;.* that names a behavior.*TAKEN\]/,
  );
});

it('an instance that is left with no behavior is a warning', () => {
  const { stack, distribution } = siteStack();
  new SecurityHeaders(stack, 'Headers', { distribution });
  new SecurityHeaders(stack, 'Both', { distribution, behaviors: EdgeBehaviors.paths('*', '/api/*'), xssProtection: true });
  Annotations.fromStack(stack).hasWarning('/Web/Headers', Match.stringLikeRegexp('EDGE_BEHAVIOR_NONE'));
});
