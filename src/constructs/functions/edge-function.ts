import type { Function as CloudFrontFunction, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction, Version } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EDGE_REGION } from '../../attach/slots/edge-region';
import type { MadeFunction } from '../../attach/slots/made-functions';

/**
 * A function that this library has made: a Lambda@Edge function or a CloudFront Function, with the event and the
 * behaviors that it is for.
 *
 * It is shared by all constructs on the distribution that have something to do on the event, and by all behaviors where
 * they do the same. You get it from `EdgeFunctions`.
 *
 * @example
 * class MayPublishErrors implements IEdgeFunctionCustomizer {
 *   public customize(edgeFunction: EdgeFunction): void {
 *     if (edgeFunction.role) {
 *       edgeFunction.role.addToPrincipalPolicy(new iam.PolicyStatement({
 *         actions: ['sns:Publish'],
 *         resources: ['arn:aws:sns:us-east-1:111122223333:errors'],
 *       }));
 *     }
 *   }
 * }
 *
 * EdgeFunctions.of(distribution)
 *   .onEvent(cloudfront.LambdaEdgeEventType.ORIGIN_RESPONSE)
 *   .forEach(new MayPublishErrors());
 */
export class EdgeFunction {
  /** @internal */
  public static _of(made: MadeFunction): EdgeFunction {
    return new EdgeFunction(made);
  }

  /** The event on which it runs. */
  public readonly event: LambdaEdgeEventType;

  /** Path patterns of the behaviors that it runs on, `*` for the default behavior. */
  public readonly pathPatterns: string[];

  /**
   * The function as a construct: what you create below it is in its stack.
   *
   * That is the stack of the distribution, or the support stack in us-east-1 for a Lambda@Edge function of a stack in
   * another Region.
   */
  public readonly construct: Construct;

  /**
   * The Lambda function, for escape hatches. CloudFront runs `version` of it.
   *
   * What Lambda@Edge does not have, such as a VPC or X-Ray, is an error (`EDGE_LAMBDA_FEATURE`). What you change ends
   * in a new version.
   *
   * @default - none: it is a CloudFront Function
   */
  public readonly lambdaFunction?: LambdaFunction;

  /**
   * The numbered version that the behaviors name. It is retained when the stack is deleted.
   *
   * @default - none: it is a CloudFront Function
   */
  public readonly version?: Version;

  /**
   * The role of the Lambda function, which may write its own logs and read the objects that its pages come from.
   *
   * @default - none: it is a CloudFront Function, which has no permissions
   */
  public readonly role?: Role;

  /**
   * The CloudFront Function, for escape hatches.
   *
   * @default - none: it is a Lambda@Edge function
   */
  public readonly cloudFrontFunction?: CloudFrontFunction;

  /**
   * Name of its log groups.
   *
   * A Lambda@Edge function has one in each Region where viewers are, and no template can set the retention of all of
   * them. That of a CloudFront Function is in us-east-1.
   *
   * @see https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/logs.md
   */
  public readonly logGroupName: string;

  private readonly metricOf: { readonly namespace: string; readonly dimensionsMap: Record<string, string> };

  private constructor({ event, patterns, made }: MadeFunction) {
    this.event = event as LambdaEdgeEventType;
    this.pathPatterns = [...patterns];
    this.construct = made.resource;
    if (made.host === 'lambda-edge') {
      this.lambdaFunction = made.resource;
      this.version = made.version;
      this.role = made.role;
      // The name of its replicas, wherever they run.
      const name = `${EDGE_REGION}.${made.resource.functionName}`;
      this.logGroupName = `/aws/lambda/${name}`;
      this.metricOf = { namespace: 'AWS/Lambda', dimensionsMap: { FunctionName: name } };
    } else {
      this.cloudFrontFunction = made.resource;
      const { functionName } = made.resource;
      this.logGroupName = `/aws/cloudfront/function/${functionName}`;
      this.metricOf = { namespace: 'AWS/CloudFront', dimensionsMap: { FunctionName: functionName, Region: 'Global' } };
    }
  }

  /**
   * A metric of this function, as CloudWatch has it for functions at the edge.
   *
   * Lambda counts where the function runs, near the viewer: without `region` it is what ran in us-east-1, and an alarm
   * can only be in the Region of its metric. The metrics of CloudFront Functions are all in us-east-1; an alarm in a
   * stack of another Region is an error of the CDK.
   *
   * @param metricName `Errors`, `Invocations`, `Duration` or `Throttles` of Lambda@Edge; `FunctionExecutionErrors`,
   * `FunctionValidationErrors`, `FunctionInvocations`, `FunctionComputeUtilization` or `FunctionThrottles` of
   * CloudFront Functions.
   * @param props The statistic is a sum if you do not say otherwise.
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html
   */
  public metric(metricName: string, props: MetricOptions = {}): Metric {
    return new Metric({ ...this.metricOf, metricName, statistic: 'Sum', region: EDGE_REGION, ...props });
  }
}
