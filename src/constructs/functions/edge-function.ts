import type { Function as CloudFrontFunction, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction, Version } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EDGE_REGION } from '../../attach/slots/edge-region';
import type { MadeFunction } from '../../attach/slots/made-functions';

/**
 * A function that this library created: a Lambda@Edge function or a CloudFront Function, with its event and behaviors.
 *
 * It is shared by all constructs that add steps to the event, and by all behaviors with the same steps. You get it from
 * `EdgeFunctions`.
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
   * The function as a construct, and a scope for your own constructs, e.g. an alarm.
   *
   * It is in the stack of the distribution, or, for a Lambda@Edge function of a stack in another Region, in the support
   * stack in us-east-1.
   */
  public readonly construct: Construct;

  /**
   * The Lambda function, for escape hatches. CloudFront runs `version` of it.
   *
   * Features that Lambda@Edge does not support, such as a VPC or X-Ray, are an error (`EDGE_LAMBDA_FEATURE`). A change
   * creates a new version.
   *
   * @default - none: it is a CloudFront Function
   */
  public readonly lambdaFunction?: LambdaFunction;

  /**
   * The numbered version that the behaviors refer to. It is retained when the stack is deleted.
   *
   * @default - none: it is a CloudFront Function
   */
  public readonly version?: Version;

  /**
   * The role of the Lambda function, with permissions to write its own logs and to read the S3 objects of its pages.
   * With the code of an existing function it is the role of that function.
   *
   * @default - none: it is a CloudFront Function, which has no permissions, or the role of the existing function is not
   * a `Role` of this app
   */
  public readonly role?: Role;

  /**
   * The CloudFront Function, for escape hatches.
   *
   * @default - none: it is a Lambda@Edge function
   */
  public readonly cloudFrontFunction?: CloudFrontFunction;

  /**
   * Name of the log groups of the function.
   *
   * A Lambda@Edge function has one in each Region in which it runs, whose retention a template cannot set. The log
   * group of a CloudFront Function is in us-east-1.
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
      // The name of its replicas, in every Region.
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
   * A CloudWatch metric of this function.
   *
   * Metrics of Lambda@Edge are recorded in the Region where the function runs, near the viewer: without `region` you
   * get those of us-east-1. The metrics of CloudFront Functions are all in us-east-1. An alarm has to be in the Region
   * of its metric: the CDK reports an error for an alarm in a stack of another Region.
   *
   * @param metricName `Errors`, `Invocations`, `Duration` or `Throttles` of Lambda@Edge; `FunctionExecutionErrors`,
   * `FunctionValidationErrors`, `FunctionInvocations`, `FunctionComputeUtilization` or `FunctionThrottles` of
   * CloudFront Functions.
   * @param props The default statistic is `Sum`.
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html
   */
  public metric(metricName: string, props: MetricOptions = {}): Metric {
    return new Metric({ ...this.metricOf, metricName, statistic: 'Sum', region: EDGE_REGION, ...props });
  }
}
