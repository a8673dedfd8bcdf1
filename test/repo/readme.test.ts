import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { ModuleKind, transpileModule } from 'typescript';
import * as library from '../../src';

const page = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

/** The stack of the first example, synthesized for a site with an alias. */
function firstExample(): Stack {
  const [, code] = /```ts nofixture\n([^]*?)```/.exec(page)!;
  const modules: Record<string, unknown> = { 'cdk-cloudfront-edge': library };
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS } });
  const load = (name: string) => modules[name] ?? jest.requireActual(name);
  const stack = new Function('require', 'exports', `${outputText}\nreturn stack;`)(load, {}) as Stack;
  const resource = stack.node.findAll().find((c): c is CfnDistribution => CfnDistribution.isCfnDistribution(c))!;
  resource.addPropertyOverride('DistributionConfig.Aliases', ['www.example.com']);
  return stack;
}

it('the first example works for a site with an alias: each directive allows the site itself', () => {
  const stack = firstExample();
  const template = Template.fromStack(stack);
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  const [policy] = Object.values(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
  const { ContentSecurityPolicy: csp } = policy.Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig;
  const directives = String(csp.ContentSecurityPolicy).split('; ');
  expect(directives.length).toBeGreaterThan(1);
  for (const directive of directives) expect(directive).toMatch(/^[a-z-]+ (.* )?'self'( |$)/);
});
