import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const RESTRICTIONS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html';

/**
 * What cdk-nag asks of every Lambda function and none at the edge can have: why, and its rules in all packs.
 */
const NOT_AT_THE_EDGE: readonly (readonly [why: string, rules: readonly string[]])[] = [
  ['CloudFront calls a function synchronously, and takes none with a dead-letter queue', [
    'HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'Serverless-LambdaDLQ',
  ]],
  ['CloudFront takes no function that is in a VPC', [
    'HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R4-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC',
    'PCI.DSS.321-LambdaInsideVPC',
  ]],
  ['CloudFront takes no function that is traced by X-Ray', ['Serverless-LambdaTracing']],
  ['Concurrency is a setting of a Region, and replicas of the function in many Regions answer viewers', [
    'HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency',
  ]],
];

/** Answers what cdk-nag asks of a Lambda@Edge function and nobody could give it, as `Validations.acknowledge` would. */
export function acknowledgeEdge(edgeFunction: IConstruct): void {
  const answers = NOT_AT_THE_EDGE.flatMap(([why, rules]) => rules.map((rule) => [rule, `${why}: ${RESTRICTIONS}`]));
  edgeFunction.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(answers));
}

/**
 * Has what the user acknowledged on a construct, a distribution or the stack of either hold for what was made of it:
 * that is below the distribution, or in a stack in us-east-1, where nobody would look for it.
 */
export function forwardAcknowledgements(from: Iterable<IConstruct>, to: readonly IConstruct[]): void {
  const scopes = new Set([...from].flatMap(({ node }) => node.scopes));
  const given = [...scopes].flatMap(({ node }) => node.metadata.filter(isAcknowledgement));
  for (const { node } of to) {
    const there = new Set(node.scopes.flatMap((scope) => scope.node.metadata).filter(isAcknowledgement).map(textOf));
    for (const entry of given) if (!there.has(textOf(entry))) node.addMetadata(entry.type, entry.data);
  }
}

interface Entry {
  readonly type: string;
  readonly data: unknown;
}

function isAcknowledgement({ type }: Entry): boolean {
  return type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY;
}

function textOf({ data }: Entry): string {
  return JSON.stringify(data);
}
