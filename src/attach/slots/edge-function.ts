import { posix } from 'node:path';
import { ArnFormat, Duration, Fn, RemovalPolicy, Stack, Token, type IResolvable } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledgeLogWildcards } from './acknowledge';
import { acknowledgeEdge } from './acknowledge-edge';
import { codeFolder, composeCode, inlineData } from './code';
import { filesAndValues, hasFiles, withCodeFolder } from './code-asset';
import type { BakedStep, S3Object } from './contribution';
import { piecesOf, valuesIn } from './deploy-value';
import { InlineCode } from './inline-code';
import { lambdaRole } from './lambda-role';
import type { MadeLambda } from './made-functions';
import { policySized } from './policy-size';
import { codeProblems } from './value-problems';
import { currentVersionOf } from './version-id';
import { LAMBDA_EDGE_TIMEOUT_MAX_SEC } from '../../core/facts/edge-limits';
import { error, warning, type Problem } from '../../core/problem';
import { FUNCTION_TIMEOUT_SEC, STEP_TIME_SHARE } from '../../core/slots/time';
import { annotate } from '../annotations';
import { refuse } from '../config-error';
import { shorten } from '../shorten';

/** Larger code goes into an asset: a template may have 1 MB in total, and contain several functions. */
const INLINE_LIMIT_BYTES = 128 * 1024;

/** The same limit for all functions of a stack: many sites with long lists of redirects would fill the template. */
const INLINE_LIMIT_BYTES_OF_STACK = 512 * 1024;

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html (checked 2026-11-20)
 */
const TEMPLATE_MAX_BYTES = 1_000_000;

interface LambdaEdgeFunctionOptions {
  readonly description: string;
  readonly steps: readonly BakedStep[];
  readonly runtime: Runtime;
}

/**
 * Creates the Lambda@Edge function of an event, with a numbered version.
 *
 * The version is retained: CloudFront keeps replicas for hours after the last association is removed, and a deletion
 * fails until they are gone.
 */
export function createEdgeFunction(
  scope: Construct, id: string, { description, steps, runtime }: LambdaEdgeFunctionOptions,
): MadeLambda {
  const existing = steps.find((step) => step.lambda)?.lambda;
  const { role, attachable, logs, own } = lambdaRole(scope, `${id}Role`, existing);
  const { memoryMb, timeoutSec, node } = existing?.settings ?? { memoryMb: 0, timeoutSec: 0 };
  const edgeFunction = withCode(scope, steps, (code) => new LambdaFunction(scope, id, {
    description: shorten(description, 256),
    role,
    code,
    handler: posix.join(codeFolder(steps), 'index.handler'),
    runtime: newer(runtime, node),
    architecture: Architecture.X86_64,
    memorySize: Math.max(128, memoryMb),
    // The existing function has as much time as without our steps, as far as CloudFront allows.
    timeout: Duration.seconds(
      Math.max(FUNCTION_TIMEOUT_SEC, Math.min(LAMBDA_EDGE_TIMEOUT_MAX_SEC, Math.ceil(timeoutSec / STEP_TIME_SHARE)))),
    currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
  }));
  acknowledgeEdge(edgeFunction);
  const objects = steps.flatMap((s) => s.objects ?? []);
  if (attachable === undefined && objects.length > 0) annotate(scope, [cannotRead(existing!.name, objects)]);
  const policies = attachable === undefined ? [] : [
    ...(logs ? [] : [allowLogs(scope, `${id}LogsPolicy`, attachable, edgeFunction)]),
    ...allowReading(scope, `${id}ObjectsPolicy`, attachable, objects),
  ];
  return { host: 'lambda-edge', resource: edgeFunction, version: currentVersionOf(edgeFunction), role: own, policies };
}

function cannotRead(name: string, objects: readonly S3Object[]): Problem {
  return warning(
    'EDGE_EXISTING_ROLE',
    `the role of the function ${name} is not in this app, so that s3:GetObject for `
      + `${objects.length === 1 ? 'an S3 object' : `${objects.length} S3 objects`} cannot be added to it; until the `
      + 'role has it, error pages are plain ones and published redirects do not apply: add it, or give the function a '
      + 'role of this app',
  );
}

/** The runtime of our functions, or the one of an existing function if that is newer. */
function newer(runtime: Runtime, node = 0): Runtime {
  const own = Number(/^nodejs(\d+)/.exec(runtime.name)?.[1] ?? Infinity);
  return node > own ? new Runtime(`nodejs${node}.x`, RuntimeFamily.NODEJS, { supportsInlineCode: true }) : runtime;
}

/** Whether the code contains values that are only known at deploy time. */
export function hasTokens(steps: readonly BakedStep[]): boolean {
  return steps.some(({ config, values = {} }) => valuesIn(config).length > 0 || Object.keys(values).length > 0);
}

function withCode<T>(scope: Construct, steps: readonly BakedStep[], use: (code: Code) => T): T {
  // CloudFormation fills in tokens in the template, but not in assets.
  const bound = hasTokens(steps);
  if (steps.some(hasFiles)) {
    refuse(scope, bound ? [filesAndValues(steps)] : []);
    return withCodeFolder(scope, steps, (folder) => use(Code.fromAsset(folder)));
  }
  const inline = composeCode(steps, inlineData);
  const bytes = Buffer.byteLength(inline);
  const template = InlineCode.of(Stack.of(scope));
  const inStack = template.bytes + bytes;
  const misread = codeProblems(inline, `the function of ${steps.map((s) => s.part).join(', ')}`);
  if (!bound && (bytes > INLINE_LIMIT_BYTES || inStack > INLINE_LIMIT_BYTES_OF_STACK || misread.length > 0)) {
    return withCodeFolder(scope, steps, (folder) => use(Code.fromAsset(folder)));
  }
  refuse(scope, [...misread, ...(inStack <= TEMPLATE_MAX_BYTES ? [] : [tooLarge(steps, bytes)])]);
  template.bytes = inStack;
  return use(Code.fromInline(inline));
}

function tooLarge(steps: readonly BakedStep[], bytes: number): Problem {
  return error('EDGE_TEMPLATE_SIZE', `the function of ${steps.map((s) => s.part).join(', ')} has ${bytes} bytes `
    + 'of code, which have to be in the template because a value in it is only known at deploy time; a template may '
    + `have ${TEMPLATE_MAX_BYTES}: use a literal value, so that the code goes into an asset, or another event for one `
    + 'of the steps');
}

/** Allows writing to the function's own log group, in every Region, since Lambda@Edge logs near the viewer. */
function allowLogs(scope: Construct, id: string, role: IRole, edgeFunction: LambdaFunction): ManagedPolicy {
  const logGroup = Stack.of(scope).formatArn({
    service: 'logs',
    region: '*',
    resource: 'log-group',
    resourceName: `/aws/lambda/us-east-1.${edgeFunction.functionName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const policy = new ManagedPolicy(scope, id, {
    description: 'The logs of a Lambda@Edge function, in the Region of each viewer',
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup],
      }),
    ],
  });
  acknowledgeLogWildcards(policy, logGroup);
  return policy;
}

/** Allows reading single objects, by ARN: neither a whole bucket nor a prefix. */
function allowReading(scope: Construct, id: string, role: IRole, objects: readonly S3Object[]): ManagedPolicy[] {
  const stack = Stack.of(scope);
  const resources = objects.map(
    ({ bucketName, key }) => `arn:${stack.partition}:s3:::${bucketName}/${literalArn(stack, key)}`,
  );
  return policySized(stack, [...new Set(resources)]).map((part, index) => (
    new ManagedPolicy(scope, `${id}${index === 0 ? '' : index + 1}`, {
      description: 'The S3 objects that a Lambda@Edge function reads',
      roles: [role],
      statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: part })],
    })));
}

/**
 * Escapes a key for the ARN in a policy, where `*` and `?` are wildcards and `${` starts a variable, both in literals
 * and in values that are only known at deploy time.
 */
function literalArn(stack: Stack, key: string): string {
  const pieces = piecesOf(key);
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece.replace(/[*?$]/g, escapedInArn) : literalAtDeploy(stack, piece)))
    .join('');
}

function literalAtDeploy(stack: Stack, value: IResolvable): string {
  // Pseudo parameters (account, Region) do not contain these characters.
  if (JSON.stringify(stack.resolve(value)).startsWith('{"Ref":"AWS::')) return Token.asString(value);
  // `$` first, because the other escapes contain it.
  return ['$', '*', '?'].reduce(
    (text, character) => Fn.join(escapedInArn(character), Fn.split(character, text)),
    Token.asString(value),
  );
}

function escapedInArn(character: string): string {
  return `\${${character}}`;
}
