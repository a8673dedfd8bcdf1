import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aws, CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { CfnDistribution, Distribution, type IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { attach } from './attach';
import { l2Distribution } from './l2';
import { patternOf, type BehaviorModel, type ConditionName, type SiteModel } from './model';
import { usersOfApp, usersOfTemplate, type Users } from './users';

type Json = Record<string, any>;

const FOLDER = mkdtempSync(join(tmpdir(), 'any-distribution-'));

/** Conditions of a template: two that are known at synthesis, and two that only a deployment knows. */
const CONDITIONS: Record<ConditionName, Json> = {
  Always: { 'Fn::Equals': ['a', 'a'] },
  Never: { 'Fn::Equals': ['a', 'b'] },
  Perhaps: { 'Fn::Equals': [{ Ref: 'One' }, 'on'] },
  Other: { 'Fn::Equals': [{ Ref: 'Two' }, 'on'] },
};
const PARAMETERS = ['One', 'Two'];

/** The app of a model; without constructs, what the user had before. */
export function build(model: SiteModel, constructs = model.constructs): App {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Web', (
    model.region === 'any' ? {} : { env: { account: '111122223333', region: model.region } }));
  const distribution = distributionOf(model, stack);
  const resource = (CfnDistribution.isCfnDistribution(distribution) ? distribution
    : (distribution as Distribution).node.defaultChild) as CfnDistribution;
  const override = (when: 'before' | 'after') => model.overrides
    // The CDK replaces an intrinsic function as a whole, so that an override would remove a behavior under a condition.
    .filter((one) => one.when === when && model.behaviors[one.behavior]?.condition === undefined)
    .filter(({ behavior }) => behavior < model.behaviors.length)
    .forEach(({ behavior, path }) => resource.addPropertyDeletionOverride(`DistributionConfig.${
      behavior === 0 ? 'DefaultCacheBehavior' : `CacheBehaviors.${behavior - 1}`}.${path}`));
  override('before');
  constructs.forEach((construct, index) => attach(stack, `Ours${index}`, distribution, construct, model));
  override('after');
  return app;
}

function distributionOf(model: SiteModel, stack: Stack): IDistributionRef {
  if (model.kind === 'Distribution') return l2Distribution(model, stack, usersOfApp(stack, model.region));
  if (model.kind === 'CfnInclude') return included(model, stack);
  for (const name of PARAMETERS) new CfnParameter(stack, name, { default: 'off' });
  for (const [name, expression] of Object.entries(CONDITIONS)) {
    new CfnCondition(stack, name, { expression: expression as any });
  }
  return new CfnDistribution(stack, 'Site', { distributionConfig: config(model, usersOfApp(stack, model.region)) });
}

function included(model: SiteModel, stack: Stack): CfnDistribution {
  const users = usersOfTemplate(model.region);
  const DistributionConfig = cased(config(model, users));
  const templateFile = join(FOLDER, 'template.json');
  writeFileSync(templateFile, JSON.stringify({
    Parameters: Object.fromEntries(PARAMETERS.map((name) => [name, { Type: 'String', Default: 'off' }])),
    Conditions: CONDITIONS,
    Resources: {
      ...users.resources, Site: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig } },
    },
  }));
  return new CfnInclude(stack, 'Included', { templateFile }).getResource('Site') as CfnDistribution;
}

function config({ kind, behaviors }: SiteModel, users: Users): any {
  const raw = kind === 'CfnInclude';
  const only = (condition: ConditionName | undefined, value: any) => {
    if (condition === undefined) return value;
    return raw ? { 'Fn::If': [condition, value, { Ref: 'AWS::NoValue' }] }
      : Fn.conditionIf(condition, cased(value), Aws.NO_VALUE);
  };
  const text = (value: any) => (raw || typeof value === 'string' ? value : value.toString());
  const behaviorOf = ({ functions, list, policy }: BehaviorModel) => {
    const associations = (host: string) => {
      const own = functions.filter(({ name }) => name.startsWith(host));
      const key = host === 'cff' ? 'functionArn' : 'lambdaFunctionArn';
      const items = own.map(({ name, event, condition }) => only(
        condition, { eventType: event, [key]: users.arn(name) }));
      return items.length === 0 ? undefined : only(list, items);
    };
    const [first, second = first] = policy.split(' ');
    const id = policy === 'none' ? undefined : policy === 'empty' ? '' : users.policy(second as 'own');
    return {
      targetOriginId: 'site',
      viewerProtocolPolicy: 'https-only',
      ...given('lambdaFunctionAssociations', associations('lambda')),
      ...given('functionAssociations', associations('cff')),
      ...given('responseHeadersPolicyId', first === 'perhaps' ? text(only('Perhaps', id)) : id),
    };
  };
  const [main, ...others] = behaviors;
  return {
    enabled: true,
    origins: [
      { id: 'site', domainName: 'www.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } },
    ],
    defaultCacheBehavior: behaviorOf(main),
    ...(others.length > 0 && {
      cacheBehaviors: others.map((one, index) => (
        only(one.condition, { pathPattern: patternOf(index + 1), ...behaviorOf(one) }))),
    }),
  };
}

function given(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}

/** A value with CloudFormation's names of properties. */
function cased(value: any): any {
  if (Array.isArray(value)) return value.map(cased);
  if (typeof value !== 'object' || value === null || 'resolve' in value || 'Ref' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => (
    name.startsWith('Fn::') ? [name, Array.isArray(member) ? member.map(cased) : member]
      : [name.charAt(0).toUpperCase() + name.slice(1).replace(/Arn$/, 'ARN'), cased(member)])));
}
