import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, FunctionRuntime, KeyValueStore,
  LambdaEdgeEventType, type IKeyValueStore,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeBehaviors, EdgeCustomStep, EdgeRedirector, EdgeStep, EdgeStepHost, ExistingAttachments, PrettyUrls,
  RedirectRuleKind, RedirectSource, type EdgeRedirectorProps,
} from '../../src';
import { apiOrigin, siteOrigin, siteStack } from '../support/apps';

/** What users have today: a function that looks something up in its store. */
const CODE = `import cf from 'cloudfront';
const store = cf.kvs();
async function handler(event) {
  const flag = await store.get('flag');
  event.request.headers['x-flag'] = { value: flag };
  return event.request;
}`;
const ARN = 'arn:aws:cloudfront::111122223333:key-value-store/a1b2c3d4';

const imported = (stack: Stack, id: string): IKeyValueStore => KeyValueStore.fromKeyValueStoreArn(stack, id, ARN);

interface Given {
  readonly theirs: (ours: IKeyValueStore, stack: Stack) => IKeyValueStore;
  readonly ours?: (stack: Stack) => IKeyValueStore;
  readonly event?: FunctionEventType;
  /** Of their function. */
  readonly path?: string;
  readonly props?: (store: IKeyValueStore) => Partial<EdgeRedirectorProps>;
}

/** A distribution with a function of the user, and a redirector. */
function stackOf({ theirs, ours, event = FunctionEventType.VIEWER_REQUEST, path, props }: Given): Stack {
  const { stack } = siteStack();
  const store = ours ? ours(stack) : new KeyValueStore(stack, 'Rules');
  const function_ = new CloudFrontFunction(stack, 'Theirs', {
    runtime: FunctionRuntime.JS_2_0,
    keyValueStore: theirs(store, stack),
    code: FunctionCode.fromInline(
      event === FunctionEventType.VIEWER_REQUEST ? CODE : CODE.replace(/request/g, 'response')),
  });
  const functionAssociations = [{ function: function_, eventType: event }];
  const distribution = new Distribution(stack, 'Cdn', {
    defaultBehavior: { origin: siteOrigin, ...(path === undefined && { functionAssociations }) },
    additionalBehaviors: path === undefined ? {} : { [path]: { origin: apiOrigin, functionAssociations } },
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution,
    existing: ExistingAttachments.compose(),
    source: RedirectSource.fromKeyValueStore(store),
    ...props?.(store),
  });
  return stack;
}

const problemsOf = (stack: Stack): string => {
  try {
    Template.fromStack(stack);
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
};

/** The stores of our functions. */
const storesOf = (stack: Stack): unknown[] => Object.entries<any>(
  Template.fromStack(stack).findResources('AWS::CloudFront::Function'))
  .filter(([id]) => id.includes('EdgeSlots'))
  .map(([, { Properties }]) => Properties.FunctionConfig.KeyValueStoreAssociations);

const another = (_: IKeyValueStore, stack: Stack) => new KeyValueStore(stack, 'Flags');
const same = (store: IKeyValueStore) => store;

describe('redirects of a store beside a function of the user on the same behavior', () => {
  it.each<[string, Given]>([
    ['that reads the same store', { theirs: same }],
    ['that reads the same imported store', { theirs: (_, stack) => imported(stack, 'B'), ours: (stack) => imported(stack, 'A') }],
  ])('%s have no room, and the message has kinds of rules that fit, and other homes', (_, given) => {
    const message = problemsOf(stackOf(given));
    expect(message).toMatch(/1 problem\n.* has 11\d\d\d bytes of code.* no room for other code; declare the kinds of rules that it needs with "kinds" of RedirectSource\.fromKeyValueStore \(it fits without RedirectRuleKind\.PATTERNS, or without RedirectRuleKind\.QUERY and RedirectRuleKind\.CONDITIONS\), or keep the rules in the code \(RedirectSource\.fromFile\).*\[EDGE_FUNCTION_SIZE\]$/);
    expect(message).not.toMatch(/fewer rules|shorten/);
  });

  it.each<[string, RedirectRuleKind[]]>([
    ['whole paths', [RedirectRuleKind.PATHS]],
    ['all but patterns', [RedirectRuleKind.QUERY, RedirectRuleKind.CONDITIONS]],
    ['patterns', [RedirectRuleKind.PATTERNS]],
  ])('fit on the cure: %s', (_, kinds) => {
    const props = (store: IKeyValueStore) => ({ source: RedirectSource.fromKeyValueStore(store, { kinds }) });
    expect(storesOf(stackOf({ theirs: same, props }))).toEqual([[
      { KeyValueStoreARN: { 'Fn::GetAtt': [expect.stringMatching(/^Rules/), 'Arn'] } },
    ]]);
  });

  it.each<[string, object, RegExp]>([
    ['patterns', { '/a/*': '/b' }, /it fits without RedirectRuleKind\.QUERY and RedirectRuleKind\.CONDITIONS\), or keep/],
    ['patterns and queries', { '/a/*': '/b?x=1' }, /no room for other code; keep the rules in the code/],
    ['queries', { '/a': '/b?x=1' }, /it fits without RedirectRuleKind\.PATTERNS\), or keep/],
  ])('keep the kinds of rules to begin with in the cure: %s', (_, rules, expected) => {
    const seed = RedirectSource.fromInline(JSON.stringify(rules));
    const props = (store: IKeyValueStore) => ({ source: RedirectSource.fromKeyValueStore(store, { seed }) });
    expect(problemsOf(stackOf({ theirs: same, props }))).toMatch(expected);
  });

  it('that reads another store are refused, with both properties and stores', () => {
    const message = problemsOf(stackOf({ theirs: another }));
    expect(message).toContain('needs 2 KeyValueStores, because Web/Redirects.source is Web/Rules, and Web/Theirs.keyValueStore is '
      + 'Web/Flags; CloudFront gives a function one: leave the behaviors out with EdgeBehaviors.allExcept  [EDGE_FUNCTION_STORES]');
    expect(message).not.toContain('put the keys of both');
  });

  it('that reads another, imported store are refused with its ARN', () => {
    expect(problemsOf(stackOf({ theirs: (_, stack) => imported(stack, 'B') }))).toContain(`Web/Theirs.keyValueStore is ${ARN};`);
  });

  it('fit on the cure: rules in the code, whose function has the store of the user', () => {
    const props = () => ({ source: RedirectSource.fromInline('{ "/old": "/new" }') });
    expect(storesOf(stackOf({ theirs: another, props }))).toEqual([[
      { KeyValueStoreARN: { 'Fn::GetAtt': [expect.stringMatching(/^Flags/), 'Arn'] } },
    ]]);
  });

  it('fit on the cure: without its behavior', () => {
    const props = () => ({ behaviors: EdgeBehaviors.allExcept('/app/*') });
    const stack = stackOf({ theirs: another, path: '/app/*', props });
    expect(storesOf(stack)).toEqual([[{ KeyValueStoreARN: { 'Fn::GetAtt': [expect.stringMatching(/^Rules/), 'Arn'] } }]]);
  });

  it('are in another function than one on viewer-response, which keeps its store', () => {
    const stack = stackOf({ theirs: another, event: FunctionEventType.VIEWER_RESPONSE });
    expect(storesOf(stack)).toEqual([[{ KeyValueStoreARN: { 'Fn::GetAtt': [expect.stringMatching(/^Rules/), 'Arn'] } }]]);
  });
});

describe('redirects of a store beside other steps', () => {
  const file = join(tmpdir(), `redirect-store-${process.pid}.js`);
  writeFileSync(file, CODE);

  it.each([[true, []], [false, ['Web/Redirects.source is Web/Rules, and Web/Step.keyValueStore is Web/Flags']]])(
    'of a file, on the same store: %s', (isSame, named) => {
      const { stack, distribution } = siteStack();
      const store = new KeyValueStore(stack, 'Rules');
      new EdgeRedirector(stack, 'Redirects', { distribution, source: RedirectSource.fromKeyValueStore(store) });
      new EdgeCustomStep(stack, 'Step', {
        distribution,
        event: LambdaEdgeEventType.VIEWER_REQUEST,
        step: EdgeStep.fromFile(file, { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
        keyValueStore: isSame ? store : new KeyValueStore(stack, 'Flags'),
      });
      const message = problemsOf(stack);
      expect(message).toContain('(it fits without RedirectRuleKind.PATTERNS and RedirectRuleKind.QUERY and RedirectRuleKind.CONDITIONS)');
      expect(message.includes('EDGE_FUNCTION_STORES')).toBe(!isSame);
      for (const text of named) expect(message).toContain(text);
    });

  const besidePretty = (kinds?: RedirectRuleKind[]): string => {
    const { stack, distribution } = siteStack();
    const source = RedirectSource.fromKeyValueStore(new KeyValueStore(stack, 'Rules'), { kinds });
    new EdgeRedirector(stack, 'Redirects', { distribution, source, prettyUrls: PrettyUrls.trailingSlash() });
    return problemsOf(stack);
  };

  it('of pretty URLs fit with fewer kinds of rules', () => {
    expect(besidePretty()).toContain('(it fits without RedirectRuleKind.PATTERNS and RedirectRuleKind.QUERY, or without RedirectRuleKind.PATTERNS and RedirectRuleKind.CONDITIONS), or keep');
    const { PATHS, PATTERNS, QUERY, CONDITIONS } = RedirectRuleKind;
    expect(besidePretty([PATTERNS, QUERY])).toContain('(it fits without RedirectRuleKind.PATTERNS), or keep');
    for (const kinds of [[], [PATHS], [QUERY], [CONDITIONS]]) expect(besidePretty(kinds)).toBe('');
  });

  it('of another redirector with another store are refused, with the cure of prefixes', () => {
    const { stack, distribution } = siteStack();
    for (const id of ['A', 'B']) {
      const source = RedirectSource.fromKeyValueStore(new KeyValueStore(stack, `Store${id}`), { prefix: id });
      new EdgeRedirector(stack, id, { distribution, source });
    }
    expect(problemsOf(stack)).toContain('needs 2 KeyValueStores, because Web/A.source is Web/StoreA, and Web/B.source is Web/StoreB; '
      + 'CloudFront gives a function one: put the keys of both into one store (redirectors share one if each has a "prefix")');
  });
});
