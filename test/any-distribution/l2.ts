import type { Stack } from 'aws-cdk-lib';
import {
  Distribution, Function as CloudFrontFunction, ResponseHeadersPolicy, type AddBehaviorOptions, type FunctionEventType,
  type LambdaEdgeEventType,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Version } from 'aws-cdk-lib/aws-lambda';
import { patternOf, type BehaviorModel, type SiteModel } from './model';
import type { Users } from './users';

/** An L2, whose props know no conditions: everything that the model has under one is there. */
export function l2Distribution({ behaviors }: SiteModel, stack: Stack, users: Users): Distribution {
  const origin = new HttpOrigin('www.example.com');
  const [main, ...others] = behaviors.map((one, index) => ({ origin, ...optionsOf(stack, users, one, index) }));
  const distribution = new Distribution(stack, 'Site', { defaultBehavior: main });
  others.forEach((one, index) => distribution.addBehavior(patternOf(index + 1), origin, one));
  return distribution;
}

function optionsOf(
  stack: Stack,
  users: Users,
  { functions, policy }: BehaviorModel,
  index: number,
): AddBehaviorOptions {
  const name = policy.split(' ').at(-1)!;
  const of = (host: string) => functions.filter((one) => one.name.startsWith(host));
  return {
    edgeLambdas: of('lambda').map((one, at) => ({
      eventType: one.event as LambdaEdgeEventType,
      functionVersion: versionOf(stack, users, one.name, `L${index}-${at}`),
    })),
    functionAssociations: of('cff').map((one, at) => ({
      eventType: one.event as FunctionEventType,
      function: CloudFrontFunction.fromFunctionAttributes(stack, `F${index}-${at}`, {
        functionName: one.name,
        functionArn: users.arn(one.name) as string,
      }),
    })),
    ...(name !== 'none'
      && name !== 'empty' && {
      responseHeadersPolicy: ResponseHeadersPolicy.fromResponseHeadersPolicyId(
        stack,
        `P${index}`,
        users.policy(name as 'own') as string,
      ),
    }),
  };
}

function versionOf(stack: Stack, users: Users, name: BehaviorModel['functions'][number]['name'], id: string) {
  const arn = users.arn(name) as string;
  const found = stack.node.tryFindChild(name) as any;
  if (found === undefined) return Version.fromVersionArn(stack, id, arn);
  return found.currentVersion;
}
