import type { Runtime } from 'aws-cdk-lib/aws-lambda';

/**
 * Settings of the Lambda@Edge functions of a distribution. All constructs on a distribution share its functions, so set
 * them once, on the first construct; different settings are an error (`EDGE_FUNCTION_SETTINGS`).
 */
export interface EdgeFunctionOptions {
  /**
   * Runtime of the functions: Node.js 22 or later.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly runtime?: Runtime;

  /**
   * Id of the support stack in us-east-1 that contains the functions of a stack in another Region.
   *
   * @default - a support stack for each stack, named `<stack name>-<Region>-edge-functions`
   */
  readonly stackId?: string;
}
