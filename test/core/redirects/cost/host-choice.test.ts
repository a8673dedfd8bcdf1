import { LAMBDA_EDGE_MILLION, PRICES } from '../../../../src/core/facts/prices';
import { error, warning } from '../../../../src/core/problem';
import { hostNote, OWN_CHOICE_MAX_BYTES, type HostChoice } from '../../../../src/core/redirects/cost/host-choice';

const said = (choice: HostChoice): string => hostNote(choice).message;

describe('the note about the host of redirects', () => {
  it.each<[HostChoice['kind'], HostChoice, string]>([
    ['fits', { kind: 'fits', bytes: 3_482, isStorable: () => true }, 'runs in a CloudFront Function, because its code fits, with 3,482 of 10,240 '
      + 'bytes; a million requests cost $0.10 in a CloudFront Function, $0.13 to $0.22 with '
      + 'RedirectSource.fromKeyValueStore, $0.63 on Lambda@Edge (US East, 2026-11-28); set host: '
      + 'EdgeStepHost.LAMBDA_EDGE for the other'],
    ['long', { kind: 'long', bytes: 14_020, atLeast: false, isStorable: () => true }, 'runs on Lambda@Edge, because in a CloudFront Function it '
      + 'would have 14,020 of 10,240 bytes of code; a million requests cost $0.63 on Lambda@Edge, $0.13 to $0.22 with '
      + 'RedirectSource.fromKeyValueStore (US East, 2026-11-28); rules in a store run in a CloudFront Function'],
    ['long', { kind: 'long', bytes: 40_000, atLeast: true, isStorable: () => true }, 'runs on Lambda@Edge, because in a CloudFront Function it '
      + 'would have more than the 10,240 bytes of code that it may have; a million requests cost $0.63 on Lambda@Edge, '
      + '$0.13 to $0.22 with RedirectSource.fromKeyValueStore (US East, 2026-11-28); rules in a store run in a CloudFront '
      + 'Function'],
    ['beside-lambda', { kind: 'beside-lambda', fits: () => true }, 'runs on Lambda@Edge, because a function of this kind is on a viewer '
      + 'event of its behaviors, where CloudFront does not mix the two kinds; a million requests cost $0.63 on '
      + 'Lambda@Edge, $0.10 in a CloudFront Function (US East, 2026-11-28); without that function it can run in a '
      + 'CloudFront Function'],
    ['beside-function', { kind: 'beside-function' }, 'runs in a CloudFront Function, because one is on a viewer event of '
      + 'its behaviors, where CloudFront does not mix the two kinds; a million requests cost $0.10 in a CloudFront '
      + 'Function, $0.63 on Lambda@Edge (US East, 2026-11-28); on RedirectEventType.ORIGIN_REQUEST it runs on '
      + 'Lambda@Edge, if the cache key has what its rules read'],
    ['both', { kind: 'both' }, 'runs in both kinds of functions, because it joins existing functions of both kinds on '
      + 'its behaviors; a million requests cost $0.10 in a CloudFront Function, $0.63 on Lambda@Edge (US East, '
      + '2026-11-28); set host and leave out the behaviors of the other kind for one'],
  ])('%s', (_, choice, message) => expect(hostNote(choice)).toEqual(
    { code: 'EDGE_REDIRECT_HOME', severity: 'note', message }));

  it('advises no home that is not possible', () => {
    const isStorable = () => false;
    expect(said({ kind: 'fits', bytes: 3_482, isStorable })).toContain('cost $0.10 in a CloudFront Function, $0.63 on Lambda@Edge (');
    const long = said({ kind: 'long', bytes: 14_020, atLeast: false, isStorable });
    expect(long).toContain('cost $0.63 on Lambda@Edge (');
    expect(long).toContain('; host: EdgeStepHost.CLOUDFRONT_FUNCTION reports what has to change');
    const unknown = said({ kind: 'long', bytes: 14_020, atLeast: true, isStorable: () => undefined });
    expect(unknown).toContain('cost $0.63 on Lambda@Edge (');
    expect(unknown).toContain('; "cdk-cloudfront-edge redirects cost" prints where else the rules can be');
    const beside = said({ kind: 'beside-lambda', fits: () => false });
    expect(beside).toContain('cost $0.63 on Lambda@Edge (');
    expect(beside).toContain('; it would run there without that function as well');
  });

  it('names the line whose rule a CloudFront Function cannot run, or the property', () => {
    const unseen = warning('EDGE_REDIRECT_FUNCTION_UNSEEN', 'x', { file: 'redirects.json', line: 7, column: 1 });
    expect(said({ kind: 'unable', problem: unseen })).toContain(
      'runs on Lambda@Edge, because a CloudFront Function cannot run it: it does not see what the rule in line 7 looks at;');
    const late = error('EDGE_REDIRECT_FUNCTION_VALUE', 'x', 'cacheTtl');
    expect(said({ kind: 'unable', problem: late })).toContain('a value (cacheTtl) is only known at deploy time;');
  });

  it('names the line whose rule Lambda@Edge cannot run', () => {
    const problem = error('EDGE_REDIRECT_COUNTRY_EARLY', 'x', { line: 3, column: 1 });
    expect(said({ kind: 'needed', problem })).toContain(
      'runs in a CloudFront Function, because Lambda@Edge does not see what the rule in line 3 looks at on viewer-request; '
      + 'a million requests cost $0.10 in a CloudFront Function, $0.63 on Lambda@Edge (');
  });

  it('of a list within the limit of CloudFront says how it stays in a function', () => {
    const message = said({ kind: 'long', bytes: 8_193, atLeast: false });
    expect(message).toContain('would have 8,193 of 10,240 bytes of code, and with more than 8,192 it is only one on request;');
    expect(message).toContain('$0.10 in a CloudFront Function');
    expect(message).toContain('set host: EdgeStepHost.CLOUDFRONT_FUNCTION');
  });

  it('announces the exchange of hosts before it happens', () => {
    const near = (bytes: number): boolean => said({ kind: 'fits', bytes }).includes('with more than 8,192 it would run on Lambda@Edge');
    expect([3_000, OWN_CHOICE_MAX_BYTES - 1_024, OWN_CHOICE_MAX_BYTES - 1_023, OWN_CHOICE_MAX_BYTES].map(near))
      .toEqual([false, false, true, true]);
  });

  it('has the prices of the table, and is one line', () => {
    const message = said({ kind: 'fits', bytes: 1 });
    for (const price of [PRICES.cloudFrontFunction, LAMBDA_EDGE_MILLION]) expect(message).toContain(`$${price.toFixed(2)}`);
    expect(message).toContain(PRICES.checked);
    expect(message).not.toContain('\n');
  });
});
