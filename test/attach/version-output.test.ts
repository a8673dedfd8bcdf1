import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeBehaviors, EdgeErrorMasker, EdgeRedirector, EdgeStepHost, ErrorAction, ErrorStatuses, RedirectSource } from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

describe('the stack in us-east-1', () => {
  const site = (from = '/jobs') => {
    const { app, stack, distribution } = siteStack({ env: { region: 'eu-west-1' } });
    new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: RedirectSource.fromInline(`{ "${from}": "/careers" }`) });
    const assembly = app.synth();
    const web = assembly.getStackByName('Web');
    const support = assembly.getStackByName('Web-eu-west-1-edge-functions');
    const [output] = Object.entries<any>(support.template.Outputs);
    return { web, support, output };
  };

  it('is deployed before the stack of the site, and has one output per version, named after it', () => {
    const { web, support, output: [name, { Value: value, Export: exported }] } = site();
    expect(web.dependencies.map(({ id }) => id)).toContain(support.id);
    expect(support.dependencies.map(({ id }) => id)).not.toContain(web.id);
    expect(exported).toBeUndefined();
    expect(name).toBe(`${value.Ref}Arn`);
    expect(support.template.Resources[value.Ref].Type).toBe('AWS::Lambda::Version');
    expect(JSON.stringify(web.template)).toContain(JSON.stringify({
      'Fn::GetStackOutput': { StackName: support.stackName, Region: 'us-east-1', OutputName: name },
    }));
  });

  it('has another output if the rules change, so that the stack of the site changes', () => {
    expect(site('/other').output[0]).not.toBe(site().output[0]);
  });

  it('accepts names of any length', () => {
    const { app, stack } = siteStack({ env: { region: 'eu-west-1' } });
    const distribution = new Distribution(stack, 'L'.repeat(230), { defaultBehavior: { origin: siteOrigin } });
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      behaviors: EdgeBehaviors.paths(`/${'long'.repeat(60)}/*`),
      rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }],
    });
    distribution.addBehavior(`/${'long'.repeat(60)}/*`, siteOrigin);
    const support = app.synth().getStackByName('Web-eu-west-1-edge-functions');
    const [name] = Object.keys(support.template.Outputs);
    expect(name.length).toBeLessThanOrEqual(255);
  });
});
