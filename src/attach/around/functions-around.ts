import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { codeOfFunction, codeOfLambda, parsed } from './function-code';
import type { EdgeEvent, EdgeHost } from '../../core/facts/edge-events';
import type { Parsed } from '../../core/javascript/syntax';
import type { NamedBehavior } from '../behaviors';
import { Conditions } from '../conditions';
import { declaredAssociations } from '../declared-associations';
import { functionName, readFunction } from '../existing/existing-function';
import { LISTS } from '../existing/existing-reader';
import { lambdaName, readLambda } from '../existing/lambda/read-lambda';
import { LambdaFinder } from '../existing/lambda/referred-lambda';
import { FunctionFinder } from '../existing/referred-function';
import { referenceName } from '../reference-name';
import { hostOf, type BakedContribution, type StepOrder } from '../slots/contribution';
import { contributionsFor } from '../slots/plan';

/**
 * What else runs on an event of a behavior: a function that was there, the file of an `EdgeCustomStep`, or pretty URLs.
 */
export interface FunctionAround {
  /** Construct path. */
  readonly name: string;
  readonly host: EdgeHost;
  /** Undefined if the code cannot be read. */
  readonly file?: Parsed;
  /** The order of a step of this library; undefined for a function that was there. */
  readonly order?: StepOrder;
  /** Pretty URLs, which certainly rewrite the path. */
  readonly pretty?: true;
  /** Whether a function that was there can join a step of this library. */
  readonly joins: () => boolean;
}

function canJoin({ found }: { readonly found?: unknown }): boolean {
  return found !== undefined;
}

/** Reads the code of the user before and after our steps. Each function is read once. */
export class FunctionsAround {
  private readonly functions: FunctionFinder;
  private readonly lambdas: LambdaFinder;
  private readonly known = new Map<object, FunctionAround>();

  constructor(
    private readonly resource: CfnDistribution, private readonly contributions: readonly BakedContribution[],
  ) {
    this.functions = new FunctionFinder(resource);
    this.lambdas = new LambdaFinder(resource);
  }

  /** All code of the user that may run on an event. */
  on(named: NamedBehavior, event: EdgeEvent): FunctionAround[] {
    const steps = contributionsFor(this.contributions, event, named.pattern)
      .filter(({ step: { part, existing } }) => part === 'custom' && existing === undefined);
    return [...this.existing(named, event), ...steps.map((contribution) => this.ofStep(contribution))];
  }

  /** All that may rewrite the path on an event. */
  beforePath(named: NamedBehavior, event: EdgeEvent): FunctionAround[] {
    const pretty = contributionsFor(this.contributions, event, named.pattern)
      .filter(({ step: { part } }) => part === 'pretty-urls')
      .map((contribution): FunctionAround => ({
        name: contribution.owner.node.path,
        host: hostOf(contribution),
        order: contribution.order,
        pretty: true,
        joins: () => false,
      }));
    return [...this.on(named, event), ...pretty];
  }

  private existing({ behavior }: NamedBehavior, event: EdgeEvent): FunctionAround[] {
    const stack = Stack.of(this.resource);
    return (['cloudfront-function', 'lambda-edge'] as const).flatMap((host) => {
      const { list } = declaredAssociations(this.resource, behavior, LISTS[host]);
      const here = list.filter((association) => association.event === event);
      return here.flatMap(({ arn, unknown }) => Conditions.of(stack).possible(arn).map((one) => {
        const read = this.read(one, host);
        return unknown === undefined ? read : { ...read, joins: () => false };
      }));
    });
  }

  private read(arn: unknown, host: EdgeHost): FunctionAround {
    const stack = Stack.of(this.resource);
    if (host === 'cloudfront-function') {
      const found = this.functions.find(arn);
      return found === undefined ? this.unknown(arn, host) : this.once(found, () => ({
        name: functionName(found), host, file: codeOfFunction(found), joins: () => canJoin(readFunction(found, stack)),
      }));
    }
    const found = this.lambdas.find(arn);
    if (found === undefined || !('lambda' in found)) return this.unknown(arn, host);
    const { lambda } = found;
    return this.once(lambda, () => ({
      name: lambdaName(lambda), host, file: codeOfLambda(lambda), joins: () => canJoin(readLambda(lambda, stack)),
    }));
  }

  /** A function that is not in this app. */
  private unknown(arn: unknown, host: EdgeHost): FunctionAround {
    return { name: referenceName(Stack.of(this.resource), arn), host, joins: () => false };
  }

  private ofStep(contribution: BakedContribution): FunctionAround {
    const { owner, step: { code } } = contribution;
    const host = hostOf(contribution);
    const kind = host === 'lambda-edge' ? 'commonjs' : 'cloudfront-function';
    const { order } = contribution;
    const { path: name } = owner.node;
    return this.once(owner, () => ({ name, host, file: parsed(code, kind), order, joins: () => false }));
  }

  private once(key: object, read: () => FunctionAround): FunctionAround {
    const found = this.known.get(key) ?? read();
    this.known.set(key, found);
    return found;
  }
}
