import * as fc from 'fast-check';

/** The name of a condition of the template; `Perhaps` and `Other` are only known at deploy time. */
export type ConditionName = 'Always' | 'Never' | 'Perhaps' | 'Other';

/** A function that the user has put on a behavior. */
export interface FunctionModel {
  /** Which of the user's functions: `cff*` are CloudFront Functions, `lambda*` are of Lambda@Edge. */
  readonly name: typeof FUNCTIONS[number];
  readonly event: typeof EVENTS[number];
  readonly condition?: ConditionName;
}

export interface BehaviorModel {
  readonly functions: readonly FunctionModel[];
  /** A condition around the whole list of functions. */
  readonly list?: ConditionName;
  readonly policy: typeof POLICIES[number];
  /** A condition around the behavior itself. */
  readonly condition?: ConditionName;
}

export interface ConstructModel {
  readonly kind: 'redirector' | 'masker' | 'headers' | 'own-domain' | 'step';
  readonly host: 'cloudfront-function' | 'lambda-edge';
  readonly event: typeof EVENTS[number];
  readonly behaviors: 'all' | 'default' | 'first' | 'all-except-first';
  readonly existing?: { readonly order?: 'BEFORE' | 'AFTER'; readonly conflicts?: 'OURS' | 'EXISTING' };
}

export interface OverrideModel {
  readonly when: 'before' | 'after';
  /** The behavior: 0 is the default one. */
  readonly behavior: number;
  readonly path: 'FunctionAssociations' | 'LambdaFunctionAssociations' | 'ResponseHeadersPolicyId'
  | 'FunctionAssociations.0' | 'LambdaFunctionAssociations.0';
}

export interface SiteModel {
  readonly kind: 'Distribution' | 'CfnDistribution' | 'CfnInclude';
  readonly region: 'us-east-1' | 'eu-west-1' | 'any';
  /** The first one is the default behavior. */
  readonly behaviors: readonly BehaviorModel[];
  readonly constructs: readonly ConstructModel[];
  readonly overrides: readonly OverrideModel[];
}

export const EVENTS = ['viewer-request', 'origin-request', 'origin-response', 'viewer-response'] as const;
export const FUNCTIONS = [
  'cff', 'cffWithStore', 'cffAsync', 'cffImported', 'lambda', 'lambdaFiles', 'lambdaImported',
] as const;
export const POLICIES = ['none', 'managed', 'own', 'imported', 'perhaps own', 'perhaps managed', 'empty'] as const;

const often = <T>(common: T | fc.Arbitrary<T>, ...others: readonly T[]): fc.Arbitrary<T> => fc.oneof(
  { weight: 6, arbitrary: common instanceof fc.Arbitrary ? common : fc.constant(common) },
  { weight: 1, arbitrary: fc.constantFrom(...others) });
/** One of `freq` times, on average. */
const seldom = <T>(value: fc.Arbitrary<T>, freq: number) => fc.oneof(
  { weight: freq - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const condition = fc.constantFrom<ConditionName>('Always', 'Never', 'Perhaps', 'Other');

const functionOf = (viewer: 'cff' | 'lambda'): fc.Arbitrary<FunctionModel> =>
  fc
    .record({
      name: often<(typeof FUNCTIONS)[number]>(
        fc.constantFrom(...FUNCTIONS.filter((name) => name.startsWith(viewer) && !name.endsWith('Imported'))),
      ...FUNCTIONS,
      ),
      event: fc.constantFrom(...EVENTS),
      condition: seldom(condition, 4),
    })
    .filter(({ name, event }) => name.startsWith('lambda') || event.startsWith('viewer'));

const behavior: fc.Arbitrary<BehaviorModel> = fc.constantFrom('cff' as const, 'lambda' as const).chain((viewer) =>
  fc.record({
    functions: fc.uniqueArray(functionOf(viewer), {
      maxLength: 3,
      selector: ({ event, condition: own }) => `${event} ${own ?? ''}`,
    }),
    list: seldom(condition, 6),
    policy: often<(typeof POLICIES)[number]>(fc.constantFrom('none', 'own', 'managed'), ...POLICIES),
    condition: seldom(condition, 25),
  }),
);

const event = often<typeof EVENTS[number]>(fc.constantFrom('viewer-request', 'viewer-response'), ...EVENTS);

const construct: fc.Arbitrary<ConstructModel> = fc.record({
  kind: fc.constantFrom('redirector', 'masker', 'headers', 'own-domain', 'step'),
  host: fc.constantFrom('cloudfront-function', 'lambda-edge'),
  event,
  behaviors: often<ConstructModel['behaviors']>('all', 'default', 'first', 'all-except-first'),
  existing: fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        order: seldom(fc.constantFrom('BEFORE', 'AFTER'), 6), conflicts: seldom(fc.constantFrom('OURS', 'EXISTING'), 3),
      }),
    },
    { weight: 1, arbitrary: fc.constant(undefined) }),
} satisfies { [K in keyof ConstructModel]: fc.Arbitrary<ConstructModel[K]> });

const override: fc.Arbitrary<OverrideModel> = fc.record({
  when: fc.constantFrom('before', 'after'),
  behavior: fc.nat(7),
  path: fc.constantFrom('FunctionAssociations', 'LambdaFunctionAssociations', 'ResponseHeadersPolicyId',
    'FunctionAssociations.0', 'LambdaFunctionAssociations.0'),
});

/** Apps with a distribution of any kind, on which much is already, and up to four constructs of this library. */
export const sites: fc.Arbitrary<SiteModel> = fc.record({
  kind: fc.constantFrom('Distribution', 'CfnDistribution', 'CfnInclude'),
  region: fc.constantFrom('us-east-1', 'us-east-1', 'eu-west-1', 'any'),
  behaviors: fc.oneof(
    { weight: 2, arbitrary: fc.array(behavior, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.array(behavior, { minLength: 1, maxLength: 8 }) },
  ),
  constructs: fc.oneof(
    { weight: 2, arbitrary: fc.array(construct, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(construct, { minLength: 1, maxLength: 4 }) },
  ),
  overrides: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(override, { maxLength: 3 }) },
  ),
});

export const patternOf = (index: number): string => index === 0 ? '*' : `section-${index}/*`;
