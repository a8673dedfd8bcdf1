import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { FUNCTIONS, type ConditionName } from './model';
import { markerOf } from './users';

type Json = Record<string, any>;

/** Which conditions hold in a deployment. */
export type Case = Readonly<Record<ConditionName, boolean>>;

export const CASES: readonly Case[] = [[false, false], [true, false], [false, true], [true, true]].map(
  ([Perhaps, Other]) => ({ Always: true, Never: false, Perhaps, Other }));

/** A behavior as it is deployed. */
export interface DeployedBehavior {
  readonly pattern: string;
  /** References to functions by event. */
  readonly functions: {
    readonly event: string;
    readonly host: 'lambda-edge' | 'cloudfront-function';
    readonly arn: unknown;
  }[];
  readonly policy: unknown;
  /** All other properties. */
  readonly rest: Json;
}

/** A value in a deployment: without what conditions leave out. */
export function settled(value: any, holds: Case): any {
  if (Array.isArray(value)) return value.map((one) => settled(one, holds)).filter((one) => one !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  if (value.Ref === 'AWS::NoValue') return undefined;
  if ('Fn::If' in value) {
    const [name, then, otherwise] = value['Fn::If'];
    if (!(name in holds)) throw new Error(`unknown condition ${name}`);
    return settled(holds[name as ConditionName] ? then : otherwise, holds);
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, settled(member, holds)])
    .filter(([, member]) => member !== undefined));
}

export function deployedBehaviors(template: Json, holds: Case): DeployedBehavior[] {
  const [distribution] = Object.values<Json>(template.Resources).filter(
    (r) => r.Type === 'AWS::CloudFront::Distribution',
  );
  const { DefaultCacheBehavior, CacheBehaviors = [] } = settled(distribution.Properties.DistributionConfig, holds);
  return [{ PathPattern: '*', ...DefaultCacheBehavior }, ...CacheBehaviors].map(
    ({
      PathPattern,
      LambdaFunctionAssociations = [],
      FunctionAssociations = [],
      ResponseHeadersPolicyId,
      ...rest
    }: Json) => ({
      pattern: PathPattern,
      functions: [
        ...LambdaFunctionAssociations.map((a: Json) => ({
          event: a.EventType,
          host: 'lambda-edge',
          arn: a.LambdaFunctionARN,
        })),
        ...FunctionAssociations.map((a: Json) => ({
          event: a.EventType,
          host: 'cloudfront-function',
          arn: a.FunctionARN,
        })),
      ],
      policy: ResponseHeadersPolicyId || undefined,
      rest,
    }),
  );
}

/** All that CloudFront would refuse in the behaviors of a deployment. */
export function invalid(behaviors: readonly DeployedBehavior[]): string[] {
  return behaviors.flatMap(({ pattern, functions }) => {
    const events = functions.map(({ event }) => event);
    const viewers = new Set(functions.filter(({ event }) => event.startsWith('viewer')).map(({ host }) => host));
    return [
      ...(new Set(events).size < events.length ? [`${pattern} has two functions on an event: ${events}`] : []),
      ...(viewers.size > 1 ? [`${pattern} mixes kinds on viewer events`] : []),
      ...functions.filter(({ event, host }) => host === 'cloudfront-function' && !event.startsWith('viewer'))
        .map(({ event }) => `${pattern} has a CloudFront Function on ${event}`),
      ...functions.filter(({ arn }) => arn === undefined).map(({ event }) => `${pattern} has nothing on ${event}`),
    ];
  });
}

/** An assembly as it is deployed. */
export class Deployed {
  readonly templates: Readonly<Record<string, Json>>;

  constructor(private readonly assembly: CloudAssembly) {
    this.templates = Object.fromEntries(assembly.stacksRecursively.map((s) => [s.stackName, s.template]));
  }

  get web(): Json {
    return this.templates.Web;
  }

  /** The resource that a value of a template refers to, through exports of other stacks. */
  target(
    value: any,
    stack = 'Web',
  ): { readonly stack: string; readonly id: string; readonly resource: Json } | undefined {
    const output = value?.['Fn::GetStackOutput'];
    if (output) return this.target(this.templates[output.StackName].Outputs[output.OutputName].Value, output.StackName);
    const id = value?.Ref ?? value?.['Fn::GetAtt']?.[0];
    const resource = this.templates[stack].Resources[id];
    return resource && { stack, id, resource };
  }

  /** The code of the function behind an ARN; undefined for one that is not in the app. */
  codeOf(arn: unknown): string | undefined {
    const found = this.target(arn);
    if (found === undefined) return undefined;
    const { stack, resource } = found;
    if (resource.Type === 'AWS::Lambda::Version') {return this.lambdaCode(this.target(resource.Properties.FunctionName, stack)!.resource);}
    if (resource.Type === 'AWS::CloudFront::Function') return JSON.stringify(resource.Properties.FunctionCode);
    // An EdgeFunction of another Region, by its name.
    const name = String(resource.Properties.ParameterName ?? '')
      .split('/')
      .at(-1);
    return FUNCTIONS.some((one) => one === name) ? markerOf(name as (typeof FUNCTIONS)[number]) : undefined;
  }

  private lambdaCode({ Properties: { Code } }: Json): string {
    if (Code.ZipFile !== undefined) return JSON.stringify(Code.ZipFile);
    const folder = join(this.assembly.directory, `asset.${Code.S3Key.replace('.zip', '')}`);
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'))
      .join('\n');
  }
}
