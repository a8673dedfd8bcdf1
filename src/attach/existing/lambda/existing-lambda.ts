import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { LambdaFiles } from './lambda-files';

/** A Lambda@Edge function of this app, whose code joins our steps. */
export class ExistingLambda {
  constructor(
    readonly resource: CfnFunction,
    /** Construct path. */
    readonly name: string,
    /** The name of the exported handler, which may be inside of an object: `api.handler`. */
    readonly handler: string,
    readonly settings: LambdaSettings,
    /** Undefined if its code is in the template. */
    readonly files?: LambdaFiles,
  ) {}

  /** For keys of steps: constructs cannot be serialized. */
  toJSON(): object {
    const { name, handler, settings, files } = this;
    return { name, handler, settings, files };
  }
}

/** What the function of this library has at least, too. */
export interface LambdaSettings {
  readonly memoryMb: number;
  readonly timeoutSec: number;
  /** The version of Node.js; undefined if only the deployment knows it. */
  readonly node?: number;
}
