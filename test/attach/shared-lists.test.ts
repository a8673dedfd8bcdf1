import { App, Lazy, Stack } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { readBehaviors } from '../../src/attach/behaviors';
import { declaredAssociations } from '../../src/attach/declared-associations';

function distribution(lists: readonly unknown[]): CfnDistribution {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Web');
  const behavior = { targetOriginId: 'o', viewerProtocolPolicy: 'https-only' };
  return new CfnDistribution(stack, 'Site', {
    distributionConfig: {
      enabled: true,
      defaultCacheBehavior: behavior,
      cacheBehaviors: lists.map((functionAssociations: any, index) => (
        { ...behavior, pathPattern: `/${index}`, functionAssociations })),
    },
  });
}

const association = (functionArn: unknown) => ({ eventType: 'viewer-request', functionArn });
const listsOf = (resource: CfnDistribution) => readBehaviors(resource).slice(0, -1)
  .map(({ behavior }) => behavior.functionAssociations);

it('behaviors with equal associations share a list, which is a copy', () => {
  const given = [association('arn:a')];
  const lists = listsOf(distribution([given, [association('arn:a')], [association('arn:b')]]));
  expect(lists[0]).toBe(lists[1]);
  expect(lists[0]).toEqual(given);
  expect(lists[0]).not.toBe(given);
  expect(lists[2]).toEqual([association('arn:b')]);
});

it('an ARN that is made anew each time, as that of a version, is resolved once', () => {
  let resolved = 0;
  const inner = Lazy.uncachedString({ produce: () => 'arn:a' });
  const counted = Lazy.uncachedString({ produce: () => { resolved++; return inner; } });
  const arn = () => Lazy.uncachedString({ produce: () => counted });
  const resource = distribution([[association(arn())], [association(arn())], [association('arn:b')]]);
  const behaviors = readBehaviors(resource);
  expect(behaviors[0].behavior.functionAssociations).toBe(behaviors[1].behavior.functionAssociations);
  const before = resolved;
  const found = behaviors.map(({ behavior }) => declaredAssociations(resource, behavior, 'functionAssociations').list);
  expect(found.map(([one]) => one?.arn)).toEqual(['arn:a', 'arn:a', 'arn:b', undefined]);
  expect(resolved - before).toBe(1);
});

it('an ARN that changes between two readings is read anew', () => {
  let arn = 'arn:a';
  const resource = distribution([[association(Lazy.uncachedString({ produce: () => arn }))]]);
  const read = () => declaredAssociations(resource, readBehaviors(resource)[0].behavior, 'functionAssociations').list;
  expect(read()[0].arn).toBe('arn:a');
  arn = 'arn:b';
  expect(read()[0].arn).toBe('arn:b');
});

it('an ARN that cannot be resolved is an error only for who wants to know it', () => {
  const broken = Lazy.uncachedString({ produce: () => { throw new Error('not at the edge'); } });
  const resource = distribution([[association(broken)], [association(broken)]]);
  const [{ behavior }] = readBehaviors(resource);
  expect(() => declaredAssociations(resource, behavior, 'functionAssociations')).toThrow('not at the edge');
});

it('lists with tokens in them are not taken for equal', () => {
  const events = ['viewer-request', 'viewer-response'];
  const lists = events.map((event) => [
    { eventType: Lazy.uncachedAny({ produce: () => event }), functionArn: 'arn:a' },
  ]);
  const [one, other] = listsOf(distribution(lists));
  expect(one).not.toBe(other);
});
