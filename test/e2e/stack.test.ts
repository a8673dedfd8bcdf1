import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './support/demo';

interface Behavior {
  readonly PathPattern?: string;
  readonly LambdaFunctionAssociations?: {
    readonly EventType: string;
    readonly LambdaFunctionARN: { readonly Ref: string };
  }[];
  readonly FunctionAssociations?: { readonly EventType: string }[];
  readonly ResponseHeadersPolicyId?: unknown;
}
interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
}

let outdir: string;
let resources: Record<string, Resource>;
let config: Record<string, any>;
let behaviors: Behavior[];

// The app runs in a separate process, as in a deployment, so that the library is resolved through the exports of its
// package.
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'example-stack-'));
  execFileSync(process.execPath, ['--import', 'tsx', 'examples/site/app.ts'], {
    cwd: ROOT, env: { ...process.env, CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' }, stdio: 'pipe',
  });
  resources = JSON.parse(readFileSync(join(outdir, 'FathomAndFell.template.json'), 'utf8')).Resources;
  config = ofType('AWS::CloudFront::Distribution')[0].Properties.DistributionConfig;
  behaviors = [config.DefaultCacheBehavior, ...config.CacheBehaviors];
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const ofType = (type: string) => Object.values(resources).filter((resource) => resource.Type === type);

/** The inline code of the default behavior's function for an event. */
function codeOf(event: string): string {
  const [association] = config.DefaultCacheBehavior.LambdaFunctionAssociations.filter(
    (a: { EventType: string }) => a.EventType === event,
  );
  const version = resources[association.LambdaFunctionARN.Ref];
  return resources[version.Properties.FunctionName.Ref].Properties.Code.ZipFile;
}

test('each event of each behavior has at most one function', () => {
  for (const behavior of behaviors) {
    const events = [...(behavior.LambdaFunctionAssociations ?? []), ...(behavior.FunctionAssociations ?? [])].map(
      (a) => a.EventType,
    );
    expect(new Set(events).size).toBe(events.length);
  }
});

test('the origin-response function of the default behavior has the steps of all three constructs', () => {
  const steps = [...codeOf('origin-response').matchAll(/^ {2}(\w+)\.create\(/gm)].map((match) => match[1]);
  expect(steps).toEqual(['redirectStep', 'maskErrorsStep', 'headersStep']);
});

test('behaviors with equal steps share a function', () => {
  const [, assets, api] = behaviors;
  expect(assets.LambdaFunctionAssociations).toEqual(api.LambdaFunctionAssociations);
  expect(ofType('AWS::Lambda::Function').filter((f) => f.Properties.Code.ZipFile)).toHaveLength(3);
});

test('every behavior has the headers policy', () => {
  expect(behaviors.map((behavior) => behavior.ResponseHeadersPolicyId)).toEqual(
    Array(3).fill({ Ref: expect.stringContaining('Headers') }),
  );
});

test('the distribution has no custom error responses, which would replace the API\'s responses', () => {
  expect(config.CustomErrorResponses).toBeUndefined();
  expect(config.WebACLId).toEqual({ 'Fn::GetAtt': [expect.stringContaining('Firewall'), 'Arn'] });
});

test('synthesis has no warnings', () => {
  expect(readFileSync(join(outdir, 'FathomAndFell.metadata.json'), 'utf8')).not.toContain('aws:cdk:warning');
});
