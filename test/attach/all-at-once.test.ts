import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { App, Aspects, Stack, Stage } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { RootConstruct } from 'constructs';
import {
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStep,
  ErrorAction,
  ErrorStatuses,
  RedirectSource,
  SecurityHeaders,
} from '../../src';
import { siteOrigin } from '../support/apps';

const wrong = (from: string) => RedirectSource.fromInline(JSON.stringify({ [from]: from }));
const app = () => new App({ analyticsReporting: false });

function site(scope: App | Stage | Stack, id: string) {
  const stack = scope instanceof Stack ? scope : new Stack(scope, id, { env: { region: 'us-east-1' } });
  return { stack, distribution: new Distribution(stack, `${id}Site`, { defaultBehavior: { origin: siteOrigin } }) };
}

function thrownBy(synth: () => unknown): Error & { problems: { code: string; path?: string }[] } {
  try {
    synth();
  } catch (error) {
    return error as never;
  }
  throw new Error('nothing was thrown');
}

describe('all constructs of an app report at once', () => {
  it.each<[string, (root: App) => void, string[]]>([
    ['two redirectors of one distribution', (root) => {
      const { stack, distribution } = site(root, 'Web');
      for (const id of ['A', 'B']) new EdgeRedirector(stack, id, { distribution, source: wrong(`/${id}`) });
    }, ['Web/A', 'Web/B']],
    ['of two distributions in one stack', (root) => {
      const { stack, distribution } = site(root, 'Web');
      new EdgeRedirector(stack, 'A', { distribution, source: wrong('/a') });
      new EdgeRedirector(stack, 'B', { distribution: site(stack, 'More').distribution, source: wrong('/b') });
    }, ['Web/A', 'Web/B']],
    ['of two stacks', (root) => {
      for (const id of ['One', 'Two']) {
        new EdgeRedirector(site(root, id).stack, 'R', {
          distribution: site(root, `${id}x`).distribution,
          source: wrong('/a'),
        });
      }
    }, ['One/R', 'Two/R']],
    ['of two stages, which the CDK synthesizes one by one', (root) => {
      for (const id of ['Beta', 'Prod']) {
        const { stack, distribution } = site(new Stage(root, id), 'Web');
        new EdgeRedirector(stack, 'R', { distribution, source: wrong('/a') });
      }
    }, ['Beta/Web/R', 'Prod/Web/R']],
    ['one that its properties refuse, and one that its place refuses', (root) => {
      const { stack, distribution } = site(root, 'Web');
      new SecurityHeaders(stack, 'A', { distribution });
      new SecurityHeaders(stack, 'B', { distribution });
      new EdgeRedirector(stack, 'R', { distribution, source: wrong('/a'), behaviors: EdgeBehaviors.paths('/no') });
      new EdgeErrorMasker(stack, 'E', {
        distribution,
        behaviors: EdgeBehaviors.paths('/none'),
        rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.maskStatus(410) }],
      });
    }, ['Web/R', 'Web/B', 'Web/E']],
    ['one that an aspect adds', (root) => {
      const { stack, distribution } = site(root, 'Web');
      new EdgeRedirector(stack, 'A', { distribution, source: wrong('/a') });
      Aspects.of(distribution).add({
        visit: (node) => {
          if (node === distribution && !stack.node.tryFindChild('B')) {
            new EdgeRedirector(stack, 'B', { distribution, source: wrong('/b') });
          }
        },
      });
    }, ['Web/A', 'Web/B']],
    ['different kinds', (root) => {
      const { stack, distribution } = site(root, 'Web');
      new EdgeRedirector(stack, 'R', { distribution, source: RedirectSource.fromFile('no-such.json') });
      new EdgeCustomStep(stack, 'S', {
        distribution,
        event: 'origin-request' as never,
        step: EdgeStep.fromFile('no-such.js'),
      });
      new EdgeErrorMasker(stack, 'E', { distribution, rules: [] });
      new SecurityHeaders(stack, 'H', { distribution: undefined as never });
    }, ['Web/R', 'Web/S', 'Web/E', 'Web/H']],
  ])('%s', (_, build, owners) => {
    const root = app();
    build(root);
    const error = thrownBy(() => root.synth());
    expect(error.name).toBe('EdgeConfigError');
    expect(error.message.match(/^\S+(?=: \d+ problems?$)/gm)).toEqual(owners);
    expect(error.problems.length).toBeGreaterThanOrEqual(owners.length);
  });

  it('again in each synthesis, with the same message', () => {
    const root = app();
    const { stack, distribution } = site(root, 'Web');
    new SecurityHeaders(stack, 'A', { distribution });
    new SecurityHeaders(stack, 'B', { distribution });
    const [first, second] = [thrownBy(() => root.synth()).message, thrownBy(() => root.synth({ force: true })).message];
    expect(first).toMatch(/^Web\/B: 1 problem\n.*EDGE_POLICY_TAKEN\]$/);
    expect(second).toBe(first);
  });

  it('even if the validation of the CDK is skipped', () => {
    const root = app();
    const { stack, distribution } = site(root, 'Web');
    new EdgeRedirector(stack, 'A', { distribution, source: wrong('/a') });
    expect(() => root.synth({ skipValidation: true })).toThrow(/^Web\/A: 1 problem\n/);
  });

  it('at once if there is no app to synthesize', () => {
    const { distribution } = site(app(), 'Web');
    const root = new RootConstruct();
    expect(() => new EdgeRedirector(root, 'A', { distribution, source: wrong('/a') })).toThrow(/^A: 1 problem\n/);
  });

  it('and properties of a construct with errors can be read before', () => {
    const root = app();
    const { stack, distribution } = site(root, 'Web');
    const headers = new SecurityHeaders(stack, 'H', { distribution, strictTransportSecurity: { preload: true } });
    expect(headers.responseHeadersPolicy!.responseHeadersPolicyId).toBeDefined();
    const functions = new EdgeRedirector(stack, 'R', { distribution: {} as never, source: wrong('/a') }).functions;
    functions.onBehaviors(EdgeBehaviors.all()).forEach({ customize: () => undefined });
    expect(functions.list()).toEqual([]);
    expect(thrownBy(() => root.synth()).problems.map(({ code }) => code)).toEqual(
      ['EDGE_HSTS_PRELOAD', 'EDGE_DISTRIBUTION_MISSING', 'EDGE_REDIRECT_LOOP']);
  });
});

describe('the error', () => {
  const failing = () => {
    const root = app();
    const { stack, distribution } = site(root, 'Web');
    const list = Object.fromEntries(Array.from({ length: 29 }, (_, i) => [`/${i}`, `/${i}`]));
    new EdgeRedirector(stack, 'R', { distribution, source: RedirectSource.fromInline(JSON.stringify(list)) });
    return thrownBy(() => root.synth());
  };

  it('has the list of problems, which Node.js does not print', () => {
    const error = failing();
    expect(error.problems).toHaveLength(29);
    expect(Object.keys(error)).toEqual([]);
    expect(inspect(error)).toBe(error.stack);
  });

  it('has a stack trace of the line that created the construct', () => {
    const { stack = '' } = failing();
    expect(stack.split('\n')[0]).toBe('EdgeConfigError: Web/R: 29 problems');
    expect(stack).toMatch(/\n {4}at new EdgeRedirector .*\n(.*\n)*? {4}at failing \(.*all-at-once\.test\.ts:\d+:\d+\)/);
  });

  it('has all of these lines if there are several constructs', () => {
    const root = app();
    const { stack, distribution } = site(root, 'Web');
    new EdgeRedirector(stack, 'A', { distribution, source: wrong('/a') });
    new EdgeRedirector(stack, 'B', { distribution, source: wrong('/b') });
    const lines = thrownBy(() => root.synth()).stack?.match(/^ {4}at .*all-at-once\.test\.ts:\d+/gm) ?? [];
    expect(new Set(lines).size).toBe(2);
  });

  it('is printed once by a program that does not catch it', () => {
    const script = `
      require('ts-node/register/transpile-only');
      const { EdgeConfigError } = require('./src/attach/config-error');
      const problems = Array.from({ length: 29 }, (_, i) => ({ code: 'EDGE_MASK_PATH', severity: 'error', message: 'is wrong ' + i + '.' }));
      throw new EdgeConfigError([{ owner: { node: { path: 'Web/R' } }, problems }]);`;
    const { stderr } = spawnSync(process.execPath, ['-e', script], {
      cwd: join(__dirname, '..', '..'),
      encoding: 'utf8',
    });
    expect(stderr.match(/is wrong 28\./g)).toHaveLength(1);
    expect(stderr).toContain('EdgeConfigError: Web/R: 29 problems\n  is wrong 0.');
    expect(stderr).toMatch(/\n {4}at /);
    expect(stderr.split('\n').length).toBeLessThan(29 + 40);
  });
});
