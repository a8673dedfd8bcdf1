import { Annotations as CdkAnnotations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeBehaviors,
  EdgeErrorMasker,
  EdgeRedirector, EdgeStepHost,
  ErrorAction,
  ErrorStatuses,
  RedirectSource,
  SecurityHeaders,
} from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];
const warnings = (stack: ReturnType<typeof siteStack>['stack'], path: string, text: string) => {
  Template.fromStack(stack);
  return Annotations.fromStack(stack).findWarning(path, Match.stringLikeRegexp(text)).map((w) => String(w.entry.data));
};

describe('a redirect that another behavior serves', () => {
  const redirects = (...sources: string[]) =>
    RedirectSource.fromInline(JSON.stringify(Object.fromEntries(sources.map((s) => [s, '/new']))));

  it('is reported as a warning, with the behavior, and can be acknowledged', () => {
    const { stack, distribution } = siteStack();
    new EdgeRedirector(stack, 'Redirects', { distribution, source: redirects('/old', '/api/v1', '/api/*') });
    const [warning] = warnings(stack, '/Web/Redirects', 'EDGE_REDIRECT_ELSEWHERE');
    expect(warning).toContain('"/api/v1" is served by behavior "/api/*", which this construct is not on');
    expect(warning).toContain('"/api/*" is served');
    expect(warning).not.toContain('"/old"');
    expect(warning).toContain('[ack: cdk-cloudfront-edge:EDGE_REDIRECT_ELSEWHERE]');
  });

  it('causes no warning if the construct is on that behavior', () => {
    const { stack, distribution } = siteStack();
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      source: redirects('/old', '/api/v1'),
      behaviors: EdgeBehaviors.all(),
    });
    expect(warnings(stack, '*', 'EDGE_REDIRECT_ELSEWHERE')).toEqual([]);
  });

  it('names three places and counts the rest', () => {
    const { stack, distribution } = siteStack();
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      source: redirects('/api/1', '/api/2', '/api/3', '/api/4', '/api/5'),
    });
    expect(warnings(stack, '/Web/Redirects', 'EDGE_REDIRECT_ELSEWHERE')[0]).toContain('and 2 more');
  });
});

describe('a construct that does nothing', () => {
  const selecting = (behaviors?: EdgeBehaviors) => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors });
    new SecurityHeaders(stack, 'Headers', { distribution, behaviors });
    return warnings(stack, '*', 'EDGE_BEHAVIOR_NONE');
  };

  it.each([
    ['an empty list', EdgeBehaviors.paths()],
    ['all but all', EdgeBehaviors.allExcept('*', 'api/*')],
  ])('is reported once per construct: %s', (_, behaviors) => {
    expect(selecting(behaviors)).toEqual(
      Array(2).fill(
        expect.stringContaining('behaviors selects no behavior, so that nothing is done; there are "/api/*", "*"'),
      ),
    );
  });

  it.each<[string, EdgeBehaviors | undefined]>([
    ['nothing said', undefined],
    ['one', EdgeBehaviors.paths('api/*')],
    ['all but one', EdgeBehaviors.allExcept('*')],
  ])('is not reported: %s', (_, behaviors) => {
    expect(selecting(behaviors)).toEqual([]);
  });

  it('is reported if its list of redirects is empty', () => {
    const { stack, distribution } = siteStack();
    new EdgeRedirector(stack, 'Redirects', { distribution, source: RedirectSource.fromInline('{}') });
    expect(warnings(stack, '/Web/Redirects', 'EDGE_REDIRECT_EMPTY')).toHaveLength(1);
  });
});

describe('a stack without a region', () => {
  it('is warned about once', () => {
    const { stack, distribution } = siteStack({});
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    new EdgeRedirector(stack, 'Redirects', { distribution, source: RedirectSource.fromInline('{ "/old": "/new" }') });
    expect(warnings(stack, '/Web', 'EDGE_REGION_UNKNOWN')).toHaveLength(1);
  });

  it('is fine without functions', () => {
    const { stack, distribution } = siteStack({});
    new SecurityHeaders(stack, 'Headers', { distribution });
    expect(warnings(stack, '*', 'EDGE_REGION_UNKNOWN')).toEqual([]);
  });
});

describe('a flat-rate plan', () => {
  it.each([
    ['free', true],
    ['pro', true],
    ['business', false],
    ['premium', false],
    [undefined, false],
  ])('%s: a warning about a custom policy: %s', (plan, warned) => {
    const { stack } = siteStackOnPlan(plan);
    expect(warnings(stack, '*', 'response headers policy, which the')).toHaveLength(warned ? 1 : 0);
  });

  it('has a number of behaviors, and no ForwardedValues', () => {
    const { stack, distribution } = siteStackOnPlan('free');
    for (const n of [1, 2, 3, 4]) distribution.addBehavior(`/${n}/*`, siteOrigin);
    const resource = distribution.node.defaultChild as CfnDistribution;
    const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
    const base = config.defaultCacheBehavior as CfnDistribution.DefaultCacheBehaviorProperty;
    resource.distributionConfig = {
      ...config,
      defaultCacheBehavior: { ...base, cachePolicyId: undefined, forwardedValues: { queryString: false } },
    };
    const [warning] = warnings(stack, '*', 'EDGE_FLAT_RATE_PLAN');
    expect(warning).toMatch(/6 behaviors; the free plan allows 5/);
    expect(warning).toMatch(/behavior "\*" uses ForwardedValues/);
  });

  it('has to exist', () => {
    expect(warnings(siteStackOnPlan('gold').stack, '*', 'names no plan, got "gold"')).toHaveLength(1);
  });
});

function siteStackOnPlan(plan: string | undefined) {
  const site = siteStack(
    { env: { region: 'us-east-1' } },
    {},
    plan === undefined ? {} : { 'cdk-cloudfront-edge:flatRatePlan': plan },
  );
  new SecurityHeaders(site.stack, 'Headers', { distribution: site.distribution });
  return site;
}

describe('a note', () => {
  const chained = () => {
    const { app, stack, distribution } = siteStack();
    const source = RedirectSource.fromInline('{ "/a": "/b", "/b": "/c" }');
    new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source });
    return { app, stack };
  };
  const infos = (stack: ReturnType<typeof siteStack>['stack']) => {
    Template.fromStack(stack);
    return Annotations.fromStack(stack).findInfo('*', Match.anyValue()).map((i) => String(i.entry.data));
  };

  it('says that a chain was shortened, as information', () => {
    const { stack } = chained();
    const [info, ...others] = infos(stack);
    expect(info).toMatch(
      /^redirects:1:\d+ "\/a" would take 2 redirects: "\/a" → "\/b" → "\/c"; .*\[EDGE_REDIRECT_CHAIN\]/,
    );
    expect(info).toContain('[ack: cdk-cloudfront-edge:EDGE_REDIRECT_CHAIN]');
    expect(others).toEqual([]);
    expect(warnings(stack, '*', 'EDGE_REDIRECT_CHAIN')).toEqual([]);
  });

  it('can be acknowledged', () => {
    const { app, stack } = chained();
    CdkAnnotations.of(app).acknowledgeInfo('cdk-cloudfront-edge:EDGE_REDIRECT_CHAIN');
    expect(infos(stack)).toEqual([]);
  });
});

it('an unknown property is a warning, and a typo is an error', () => {
  const { stack, distribution } = siteStack();
  new SecurityHeaders(stack, 'Headers', { distribution, domainNames: ['www.example.com'] } as any);
  expect(warnings(stack, '/Web/Headers', 'EDGE_PROPERTY_UNKNOWN')).toEqual([
    expect.stringContaining('domainNames is not a property of SecurityHeadersProps, and is ignored'),
  ]);
  const other = siteStack();
  new EdgeErrorMasker(other.stack, 'Errors', { distribution: other.distribution, rule: rules } as any);
  expect(() => Template.fromStack(other.stack)).toThrow(
    'Web/Errors: 1 problem\n  rule is not a property of EdgeErrorMaskerProps; did you mean "rules"?  [EDGE_PROPERTY_UNKNOWN]',
  );
});
