import type { Function as CloudFrontFunction } from 'aws-cdk-lib/aws-cloudfront';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction, Version } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { EdgeEvent } from '../../core/facts/edge-events';

/** What was made for Lambda@Edge. */
export interface MadeLambda {
  readonly host: 'lambda-edge';
  readonly resource: LambdaFunction;
  readonly version: Version;
  readonly role: Role;
  /** What the role may do. */
  readonly policies: readonly IConstruct[];
}

/** What was made for CloudFront Functions. */
export interface MadeCloudFrontFunction {
  readonly host: 'cloudfront-function';
  readonly resource: CloudFrontFunction;
}

/** A function that the library has made, with what it is for. */
export interface MadeFunction {
  readonly event: EdgeEvent;
  /** Path patterns of the behaviors that share it. */
  readonly patterns: readonly string[];
  /** The constructs whose steps it runs. */
  readonly owners: ReadonlySet<IConstruct>;
  readonly made: MadeLambda | MadeCloudFrontFunction;
}

interface Customizer {
  readonly customize: (made: MadeFunction) => void;
  /** How many functions it has seen. */
  seen: number;
}

/**
 * The functions of a distribution for those who want to add something to them, whether they ask before or after the
 * functions are made.
 */
export class MadeFunctions {
  private readonly customizers: Customizer[] = [];
  private functions?: readonly MadeFunction[];

  /** Undefined as long as the functions are not made. */
  get list(): readonly MadeFunction[] | undefined {
    return this.functions;
  }

  /** Calls `customize` once for each function: now if they are made, else as soon as they are. */
  forEach(customize: (made: MadeFunction) => void): void {
    const customizer = { customize, seen: 0 };
    this.customizers.push(customizer);
    this.call(customizer); // and no other: one customizer may bring another
  }

  /** From now on the list is complete. */
  complete(functions: readonly MadeFunction[]): void {
    this.functions = functions;
    this.callCustomizers();
  }

  /** Calls whoever has not seen all yet: one that has thrown would otherwise be forgotten by the next synthesis. */
  callCustomizers(): void {
    for (const customizer of this.customizers) this.call(customizer);
  }

  private call(customizer: Customizer): void {
    const { functions = [] } = this;
    for (; customizer.seen < functions.length; customizer.seen++) customizer.customize(functions[customizer.seen]);
  }
}

/** The constructs that a function consists of. */
export function constructsOf({ made }: MadeFunction): IConstruct[] {
  return made.host === 'lambda-edge' ? [made.resource, made.role, ...made.policies] : [made.resource];
}
