import { Stack } from 'aws-cdk-lib';
import {
  bakedContributions,
  StepOrder,
  type BakedStep,
  type Contribution,
  type Step,
} from '../../src/attach/slots/contribution';
import { LazyConfig } from '../../src/attach/slots/lazy-config';

const owner = new Stack();
const of = (step: Step): Contribution => ({
  owner,
  event: 'viewer-request',
  behaviors: { kind: 'all', patterns: [] },
  order: StepOrder.USER,
  step,
});

describe('a lazy configuration', () => {
  it('is computed in bakedContributions, and not before', () => {
    const pages: string[] = [];
    const contribution = of({ part: 'redirect', config: new LazyConfig(() => ({ pages: [...pages] })) });
    pages.push('/404.html');
    expect(bakedContributions([contribution])[0].step.config).toEqual({ pages: ['/404.html'] });
  });

  it('is computed once for a step of several contributions, which stays one object', () => {
    const compute = jest.fn(() => ({}));
    const step: Step = { part: 'headers', config: new LazyConfig(compute) };
    const [one, other] = bakedContributions([of(step), of(step)]);
    expect(compute).toHaveBeenCalledTimes(1);
    expect(one.step).toBe(other.step);
  });

  it('does not change plain configurations', () => {
    const known: Step = { part: 'custom', config: { name: 'a.js' }, code: 'x', data: new Uint8Array(1), objects: [] };
    expect(bakedContributions([of(known)])[0].step).toEqual(known);
  });

  it('cannot be used in a function before it is computed', () => {
    // @ts-expect-error a lazy configuration cannot be used before it is computed
    const step: BakedStep = { part: 'redirect', config: new LazyConfig(() => ({})) };
    expect(step.config).toBeInstanceOf(LazyConfig);
  });
});
