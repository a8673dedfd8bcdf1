import { CfnParameter, Fn } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AllowedMethods, LambdaEdgeEventType, type CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, EdgeRedirector, RedirectEventType, RedirectSource, SecurityHeaders,
  type CspDirectives,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';

const OWN = CspSource.distributionDomain();

function site(directives: CspDirectives, change: (resource: CfnDistribution) => void = () => {}) {
  const made = siteStack();
  new SecurityHeaders(made.stack, 'Headers', {
    distribution: made.distribution, contentSecurityPolicy: ContentSecurityPolicy.fromDirectives(directives),
  });
  change(made.distribution.node.defaultChild as CfnDistribution);
  return made;
}

function warnings({ stack }: ReturnType<typeof site>): string[] {
  Template.fromStack(stack);
  return Annotations.fromStack(stack).findWarning('/Web/Headers', Match.stringLikeRegexp('EDGE_CSP_OWN_DOMAIN'))
    .map(({ entry }) => String(entry.data));
}

const withAliases = (aliases: unknown) => (resource: CfnDistribution) => {
  resource.distributionConfig = { ...resource.distributionConfig as object, aliases } as any;
};

describe('a directive that contains the domain of the distribution', () => {
  it.each<[string, (resource: CfnDistribution) => void]>([
    ['an alias', withAliases(['www.example.com'])],
    ['an alias that is a parameter', (r) => withAliases([new CfnParameter(r.stack, 'Domain').valueAsString])(r)],
    ['aliases under a condition', withAliases(Fn.conditionIf('Prod', ['www.example.com'], Fn.ref('AWS::NoValue')))],
    ['an alias by an override', (r) => r.addPropertyOverride('DistributionConfig.Aliases', ['www.example.com'])],
  ])("without 'self' is reported if there is %s", (_, change) => {
    expect(warnings(site({ scriptSrc: [OWN], connectSrc: [CspSource.SELF, OWN] }, change)))
      .toEqual([expect.stringMatching(/contentSecurityPolicy\.scriptSrc contains the distribution's own domain.*SELF/)]);
  });

  it.each<[string, (resource: CfnDistribution) => void]>([
    ['no alias', () => {}],
    ['an empty list', withAliases([])],
    ['AWS::NoValue', withAliases(Fn.ref('AWS::NoValue'))],
  ])('is not reported if there is %s', (_, change) => expect(warnings(site({ scriptSrc: [OWN] }, change))).toEqual([]));

  it("is not reported with 'self'", () => {
    expect(warnings(site({ defaultSrc: [CspSource.SELF, OWN] }, withAliases(['www.example.com'])))).toEqual([]);
  });
});

describe('a behavior that cannot serve documents', () => {
  const grpc = { enableGrpc: true, allowedMethods: AllowedMethods.ALLOW_ALL };
  const events = (made: ReturnType<typeof siteStack>) => {
    const template = Template.fromStack(made.stack);
    return Object.fromEntries(Object.entries(renderedBehaviors(template))
      .map(([pattern, { lambdas, policy }]) => [pattern, [...lambdas.map((l) => l.EventType), policy && 'policy']]));
  };
  const withMore = () => {
    const made = site({ scriptSrc: [CspSource.SELF, OWN] });
    made.distribution.addBehavior('*.png', siteOrigin);
    made.distribution.addBehavior('/fonts/*.woff2', siteOrigin);
    made.distribution.addBehavior('/grpc/*', siteOrigin, grpc);
    made.distribution.addBehavior('*.svg', siteOrigin);
    return made;
  };

  it('gets the policy, and no function for it', () => {
    expect(events(withMore())).toEqual({
      '*': ['origin-response', 'policy'],
      '/api/*': ['origin-response', 'policy'],
      '*.svg': ['origin-response', 'policy'],
      '*.png': ['policy'],
      '/fonts/*.woff2': ['policy'],
      '/grpc/*': ['policy'],
    });
  });

  it('still shares the function of another step', () => {
    const made = withMore();
    new EdgeRedirector(made.stack, 'Redirects', {
      distribution: made.distribution,
      source: RedirectSource.fromInline('{ "/old": { "to": "/new", "query": "drop" } }'),
      behaviors: EdgeBehaviors.allExcept('/grpc/*'),
      event: RedirectEventType.ORIGIN_RESPONSE,
    });
    expect(events(made)['*.png']).toEqual([LambdaEdgeEventType.ORIGIN_RESPONSE, 'policy']);
    Template.fromStack(made.stack).resourceCountIs('AWS::Lambda::Function', 1);
  });

  it('may be the only behavior of a construct', () => {
    const made = siteStack();
    made.distribution.addBehavior('*.png', siteOrigin);
    new SecurityHeaders(made.stack, 'Headers', {
      distribution: made.distribution,
      behaviors: EdgeBehaviors.paths('*.png'),
      contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ scriptSrc: [OWN] }),
    });
    expect(events(made)).toMatchObject({ '*.png': ['policy'], '*': [undefined] });
  });
});
