import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { codeOfFunction, codeOfLambda, parsed } from './function-code';
import type { EdgeEvent, EdgeHost } from '../../core/facts/edge-events';
import type { Parsed } from '../../core/javascript/syntax';
import type { NamedBehavior } from '../behaviors';
import { Conditions } from '../conditions';
import { declaredAssociations } from '../declared-associations';
import { functionName } from '../existing/existing-function';
import { LISTS, writtenArn } from '../existing/existing-reader';
import { lambdaName } from '../existing/lambda/read-lambda';
import { LambdaFinder } from '../existing/lambda/referred-lambda';
import { FunctionFinder } from '../existing/referred-function';
import { referenceName } from '../reference-name';
import { hostOf, type BakedContribution, type StepOrder } from '../slots/contribution';
import { contributionsFor } from '../slots/plan';

/** Code of the user on an event of a behavior: a function that was there, or the file of an `EdgeCustomStep`. */
export interface FunctionAround {
  /** Construct path. */
  readonly name: string;
  readonly host: EdgeHost;
  /** Undefined if the code cannot be read. */
  readonly file?: Parsed;
  /** The order of a step of this library; undefined for a function that was there. */
  readonly order?: StepOrder;
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

  private existing({ behavior }: NamedBehavior, event: EdgeEvent): FunctionAround[] {
    const stack = Stack.of(this.resource);
    return (['cloudfront-function', 'lambda-edge'] as const).flatMap((host) => {
      const { list } = declaredAssociations(this.resource, behavior, LISTS[host]);
      const here = list.filter((association) => association.event === event);
      const arns = here.flatMap(({ arn }) => Conditions.of(stack).possible(arn));
      // As the user wrote it, unless a condition chooses: a reference may be to another stack.
      const written = arns.length === 1 && writtenArn(behavior[LISTS[host]], event);
      return arns.map((arn) => this.read(written || arn, host));
    });
  }

  private read(arn: unknown, host: EdgeHost): FunctionAround {
    const stack = Stack.of(this.resource);
    if (host === 'cloudfront-function') {
      const found = this.functions.find(arn);
      return found === undefined ? { name: referenceName(stack, arn), host }
        : this.once(found, () => ({ name: functionName(found), host, file: codeOfFunction(found) }));
    }
    const found = this.lambdas.find(arn);
    if (found === undefined || !('lambda' in found)) return { name: referenceName(stack, arn), host };
    const { lambda } = found;
    return this.once(lambda, () => ({ name: lambdaName(lambda), host, file: codeOfLambda(lambda) }));
  }

  private ofStep(contribution: BakedContribution): FunctionAround {
    const { owner, step: { code } } = contribution;
    const host = hostOf(contribution);
    const kind = host === 'lambda-edge' ? 'commonjs' : 'cloudfront-function';
    return this.once(owner, () => ({ name: owner.node.path, host, file: parsed(code, kind), order: contribution.order }));
  }

  private once(key: object, read: () => FunctionAround): FunctionAround {
    const found = this.known.get(key) ?? read();
    this.known.set(key, found);
    return found;
  }
}
