import { App, Stack, Stage, type Environment } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Distribution, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { SecurityHeaders } from '../../../src';
import { siteOrigin } from '../../support/apps';

const QUOTA = Match.stringLikeRegexp('the app creates \\d+ response headers policies .*EDGE_POLICY_QUOTA');
const env = { region: 'us-east-1', account: '111122223333' };

/** Distributions with policies that differ. */
function stackOf(scope: Construct, id: string, count: number, given?: Environment, first = 0): Stack {
  const stack = new Stack(scope, id, { env: given });
  for (let i = first; i < first + count; i++) {
    const distribution = new Distribution(stack, `Site${i}`, { defaultBehavior: { origin: siteOrigin } });
    const customHeaders = [{ header: 'X-Number', value: `${i}`, override: true }];
    new SecurityHeaders(stack, `Headers${i}`, { distribution, customHeaders });
  }
  return stack;
}
const warningsIn = (...stacks: Stack[]) => (
  stacks.flatMap((stack) => Annotations.fromStack(stack).findWarning('*', QUOTA)).map(({ entry }) => String(entry.data)));
const newApp = () => new App({ analyticsReporting: false });

it('21 different policies of a stack are a warning, 20 are none', () => {
  expect(warningsIn(stackOf(newApp(), 'Web', 20, env))).toEqual([]);
  const [text, ...others] = warningsIn(stackOf(newApp(), 'Web', 21, env));
  expect(text).toMatch(/creates 21 .*allows 20 .*choose equal settings/);
  expect(others).toEqual([]);
});

it('equal ones count once, and those of the app itself count, too', () => {
  const stack = stackOf(newApp(), 'Web', 19, env);
  for (let i = 0; i < 5; i++) {
    const distribution = new Distribution(stack, `Equal${i}`, { defaultBehavior: { origin: siteOrigin } });
    new SecurityHeaders(stack, `EqualHeaders${i}`, { distribution });
  }
  expect(warningsIn(stack)).toEqual([]);
  const more = stackOf(newApp(), 'Web', 20, env);
  new ResponseHeadersPolicy(more, 'Own', { serverTimingSamplingRate: 1 });
  expect(warningsIn(more)).toHaveLength(1);
});

it('policies of all stacks of an account count together, those of other accounts and stages do not', () => {
  const app = newApp();
  const stacks = [stackOf(app, 'One', 11, env), stackOf(app, 'Two', 11, { ...env, region: 'eu-west-1' }, 11)];
  expect(warningsIn(...stacks)).toHaveLength(1);
  const two = newApp();
  const apart = [stackOf(two, 'One', 11, env), stackOf(two, 'Two', 11, { ...env, account: '444455556666' }, 11)];
  expect(warningsIn(...apart)).toEqual([]);
  const three = newApp();
  expect(warningsIn(...['Test', 'Prod'].map((id) => stackOf(new Stage(three, id), 'Web', 11)))).toEqual([]);
});
