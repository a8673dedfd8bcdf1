import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution, CfnFunction } from 'aws-cdk-lib/aws-cloudfront';
import { fingerprint, functionName, readFunction, type ExistingFunction, type FunctionRead } from './existing-function';
import { LambdaReader } from './lambda/lambda-reader';
import type { FoundLambda } from './lambda/read-lambda';
import { FunctionFinder } from './referred-function';
import type { EdgeEvent, EdgeHost } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import type { NamedBehavior } from '../behaviors';
import { referenceName } from '../reference-name';

/** The list of associations of each kind of functions. */
export const LISTS = {
  'cloudfront-function': 'functionAssociations',
  'lambda-edge': 'lambdaFunctionAssociations',
} as const;

/** Reads each function once. */
export class ExistingReader {
  private readonly finder: FunctionFinder;
  private readonly lambdas: LambdaReader;
  private readonly known = new Map<CfnFunction, FunctionRead & { readonly fingerprint: string }>();

  constructor(private readonly resource: CfnDistribution, lambdaStack: Stack) {
    this.finder = new FunctionFinder(resource);
    this.lambdas = new LambdaReader(resource, lambdaStack);
  }

  read(
    arn: object | string, { pattern }: NamedBehavior, event: EdgeEvent, host: EdgeHost,
  ): { readonly found?: ExistingFunction | FoundLambda; readonly problems: readonly Problem[] } {
    const stack = Stack.of(this.resource);
    const place = `the ${event} event of behavior ${JSON.stringify(pattern)}`;
    if (host === 'lambda-edge') return this.lambdas.read(arn, place);
    const found = this.finder.find(arn);
    if (found === undefined) return { problems: [imported(place, referenceName(stack, arn))] };
    const read = this.known.get(found) ?? { ...readFunction(found, stack), fingerprint: fingerprint(found) };
    this.known.set(found, read);
    return read;
  }

  changed(): Problem[] {
    const stack = Stack.of(this.resource);
    // Nearly always the same, so that it need not be read again.
    const functions = [...this.known].filter(([resource, { found, fingerprint: before }]) => (
      found !== undefined && fingerprint(resource) !== before
      && readFunction(resource, stack).found?.code !== found.code));
    return [...functions.map(([resource]) => late(resource)), ...this.lambdas.changed()];
  }
}

function imported(place: string, name: string): Problem {
  return error('EDGE_EXISTING_IMPORTED', `cannot join the function ${name} on ${place}, which is not in this app, so `
    + 'that its code is not known here; create it in this app, or copy its code to a file for '
    + 'EdgeStep.fromFile(..., { host: EdgeStepHost.CLOUDFRONT_FUNCTION }) and remove its association', 'existing');
}

function late(resource: CfnFunction): Problem {
  return error(
    'EDGE_EXISTING_LATE',
    `the code of the function ${functionName(resource)} was changed after it had joined `
      + 'the steps of this library; change it before synthesis, or in an aspect that visits the distribution itself',
  );
}
