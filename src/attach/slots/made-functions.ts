import type { Function as CloudFrontFunction } from 'aws-cdk-lib/aws-cloudfront';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction, Version } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { EdgeEvent } from '../../core/facts/edge-events';

/** The resources of a Lambda@Edge function. */
export interface MadeLambda {
  readonly host: 'lambda-edge';
  readonly resource: LambdaFunction;
  readonly version: Version;
  /** Undefined if it is the role of an existing function that is not a construct of this app. */
  readonly role?: Role;
  /** The permissions of the role. */
  readonly policies: readonly IConstruct[];
}

/** The resources of a CloudFront Function. */
export interface MadeCloudFrontFunction {
  readonly host: 'cloudfront-function';
  readonly resource: CloudFrontFunction;
}

/** A function that the library created, with its event, behaviors and owners. */
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
  /** How many functions it was called with. */
  seen: number;
}

/**
 * The created functions of a distribution, for customizers that are added before or after the functions are created.
 */
export class MadeFunctions {
  private readonly customizers: Customizer[] = [];
  private functions?: readonly MadeFunction[];

  /** Undefined until the functions are created. */
  get list(): readonly MadeFunction[] | undefined {
    return this.functions;
  }

  /** Calls `customize` once for each function: now if they are created, otherwise as soon as they are. */
  forEach(customize: (made: MadeFunction) => void): void {
    const customizer = { customize, seen: 0 };
    this.customizers.push(customizer);
    this.call(customizer); // only this one: a customizer may add another one
  }

  /** Sets the list, which is complete from now on. */
  complete(functions: readonly MadeFunction[]): void {
    this.functions = functions;
    this.callCustomizers();
  }

  /** Calls customizers for the functions that they have not seen, e.g. in a new synthesis after one has thrown. */
  callCustomizers(): void {
    for (const customizer of this.customizers) this.call(customizer);
  }

  private call(customizer: Customizer): void {
    const { functions = [] } = this;
    for (; customizer.seen < functions.length; customizer.seen++) customizer.customize(functions[customizer.seen]);
  }
}

/** The constructs of a function. */
export function constructsOf({ made }: MadeFunction): IConstruct[] {
  return made.host === 'lambda-edge'
    ? [made.resource, ...(made.role ? [made.role] : []), ...made.policies]
    : [made.resource];
}
