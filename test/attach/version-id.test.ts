import { App, Stack, type CfnElement, type StackProps } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeErrorMasker, ErrorAction, ErrorStatuses } from '../../src';
import { siteOrigin } from '../support/apps';

// The patterns of detect-secrets, checkov and gitleaks, and the same at the end of an id.
const TWILIO = /(AC|SK)[a-zA-Z0-9]{32}$|AC[a-z0-9]{32}|SK[0-9a-fA-F]{32}/;

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];

/** The logical ids of the versions of a stack, after a distribution with this name was added. */
function versionIds(stack: Stack, name: string): string[] {
  const distribution = new Distribution(stack, name, { defaultBehavior: { origin: siteOrigin } });
  new EdgeErrorMasker(stack, `${name}Errors`, { distribution, rules });
  const assembly = (stack.node.root as App).synth();
  return assembly.stacks.flatMap(({ template }) => Object.entries<any>(template.Resources)
    .flatMap(([id, { Type: type }]) => type === 'AWS::Lambda::Version' ? [id] : []));
}

const withoutCode = (template: unknown) => JSON.stringify(template, (key, value) => key === 'ZipFile' ? '' : value);

function newStack(region: string, kind: new (scope: App, id: string, props: StackProps) => Stack = Stack) {
  const app = new App({ analyticsReporting: false, context: { 'aws:cdk:version-reporting': false } });
  return new kind(app, 'Web', { env: { region } });
}

const siteName = (name: string) => `Site${name}`;

beforeAll(() => { process.env.CDK_VALIDATION = 'false'; });
afterAll(() => { delete process.env.CDK_VALIDATION; });

describe('the id of a version', () => {
  const names = ['Site', 'Distribution', 'Cdn', 'CDN', 'CloudFront', 'Website', 'Web', 'Frontend', 'Dist', 'TASK', 'MAC'];

  it.each(names.flatMap((name) => [[name, 'us-east-1'], [name, 'eu-west-1']]))(
    'does not look like a key to scanners: %s in %s', (name, region) => {
      const stack = newStack(region);
      const ids = versionIds(stack, name);
      expect(ids).toHaveLength(1);
      expect(ids[0]).not.toMatch(TWILIO);
      const { stacks } = (stack.node.root as App).synth();
      for (const { template } of stacks) expect(withoutCode(template)).not.toMatch(/AC[a-z0-9]{32}|SK[0-9a-fA-F]{32}/);
    });

  // The hashes of these names end in AC, or in AC and more characters.
  it('does not look like a key in a stack of such names, and stays unique', () => {
    const stack = newStack('us-east-1');
    for (const name of ['1x0', '2x1', '6x17', '7x3', '12x16', '14x23', '15x8', '19x23', '27x10', '29x23'].map(siteName)) {
      const distribution = new Distribution(stack, name, { defaultBehavior: { origin: siteOrigin } });
      new EdgeErrorMasker(stack, `${name}Errors`, { distribution, rules });
    }
    const ids = versionIds(stack, 'Site32x20');
    expect(ids.filter((id) => TWILIO.test(id))).toEqual([]);
    expect(ids.filter((id) => /GC[0-9A-F]{0,6}[0-9a-f]{32}$/.test(id))).toHaveLength(11);
    expect(new Set(ids).size).toBe(11);
  });

  it('does not look like a key if a stack allocates its own ids', () => {
    class Own extends Stack {
      protected allocateLogicalId(element: CfnElement): string {
        const id = super.allocateLogicalId(element);
        return id.includes('CurrentVersion') ? 'SiteTASK' : id;
      }
    }
    const [id, ...others] = versionIds(newStack('us-east-1', Own), 'Site');
    expect(others).toEqual([]);
    expect(id).toMatch(/^SiteTAGK[0-9a-f]{32}$/);
  });

  it('is the same in each synthesis, and has the hash of the content', () => {
    const first = versionIds(newStack('us-east-1'), 'Site');
    expect(versionIds(newStack('us-east-1'), 'Site')).toEqual(first);
    expect(first[0]).toMatch(/^Site.*CurrentVersion[0-9A-Z]{8}[0-9a-f]{32}$/);
  });
});
