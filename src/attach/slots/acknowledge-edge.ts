import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const RESTRICTIONS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html';

/**
 * Rules of cdk-nag, in all packs, that a Lambda@Edge function cannot comply with, and why.
 */
const NOT_POSSIBLE_AT_THE_EDGE: readonly (readonly [why: string, rules: readonly string[]])[] = [
  ['CloudFront calls a function synchronously, and accepts none with a dead-letter queue', [
    'HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'Serverless-LambdaDLQ',
  ]],
  ['CloudFront accepts no function in a VPC', [
    'HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R4-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC',
    'PCI.DSS.321-LambdaInsideVPC',
  ]],
  ['CloudFront accepts no function with X-Ray tracing', ['Serverless-LambdaTracing']],
  ['Concurrency is set per Region, and replicas of the function run in many Regions', [
    'HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency',
  ]],
];

/** Acknowledges rules of cdk-nag that a Lambda@Edge function cannot comply with, as `Validations.acknowledge` would. */
export function acknowledgeEdge(edgeFunction: IConstruct): void {
  const reasons = NOT_POSSIBLE_AT_THE_EDGE
    .flatMap(([why, rules]) => rules.map((rule) => [rule, `${why}: ${RESTRICTIONS}`]));
  edgeFunction.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(reasons));
}

/**
 * Copies the user's acknowledgements on constructs and the scopes above them to the resources that were created for
 * these constructs. Those are below the distribution or in a stack in us-east-1, where an acknowledgement on the
 * construct would not be found.
 */
export function forwardAcknowledgements(from: Iterable<IConstruct>, to: readonly IConstruct[]): void {
  const scopes = new Set([...from].flatMap(({ node }) => node.scopes));
  const acknowledgements = [...scopes].flatMap(({ node }) => node.metadata.filter(isAcknowledgement));
  for (const { node } of to) {
    const existing = new Set(
      node.scopes.flatMap((scope) => scope.node.metadata).filter(isAcknowledgement).map(textOf),
    );
    for (const entry of acknowledgements) if (!existing.has(textOf(entry))) node.addMetadata(entry.type, entry.data);
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
