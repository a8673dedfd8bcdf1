import { Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import {
  EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeRedirector, EdgeStep, EdgeStepHost, ErrorAction,
  ErrorStatuses, ExistingAttachments, ExistingFunctionOrder, PageLayout, PolicyConflicts, PrettyUrls, RedirectSource,
  SecurityHeaders,
} from 'cdk-cloudfront-edge';
import type { Construct } from 'constructs';

/** Distributions that have a function and a policy already: removed by escape hatches, assigned away, composed. */
export class AlreadyThere extends Stack {
  private readonly index: cloudfront.Function;
  private readonly policy: cloudfront.ResponseHeadersPolicy;

  constructor(scope: Construct, id: string) {
    super(scope, id, { env: { account: '111111111111', region: 'us-east-1' } });
    this.index = new cloudfront.Function(this, 'Index', {
      code: cloudfront.FunctionCode.fromInline('function handler(event) { return event.request; }'),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
    });
    this.policy = new cloudfront.ResponseHeadersPolicy(this, 'Policy', {
      securityHeadersBehavior: {
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
      },
    });

    const before = this.site('Before');
    removeWhatIsThere(before);
    this.attach('Before', before);

    const after = this.site('After');
    this.attach('After', after);
    removeWhatIsThere(after);

    const assigned = new cloudfront.CfnDistribution(this, 'AssignedSite', { distributionConfig: this.config(true) });
    this.attach('Assigned', assigned);
    assigned.distributionConfig = this.config(false);

    this.compose(this.site('Composed'));
    this.showPrettyUrls(this.site('Pretty'));
  }

  private site(name: string): cloudfront.Distribution {
    const behavior = {
      origin: new origins.HttpOrigin('www.example.com'),
      functionAssociations: [{ function: this.index, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      responseHeadersPolicy: this.policy,
    };
    return new cloudfront.Distribution(this, `${name}Site`, {
      defaultBehavior: behavior, additionalBehaviors: { '/docs/*': behavior },
    });
  }

  private config(taken: boolean): cloudfront.CfnDistribution.DistributionConfigProperty {
    return {
      enabled: true,
      origins: [
        { id: 'site', domainName: 'www.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } },
      ],
      defaultCacheBehavior: {
        targetOriginId: 'site',
        viewerProtocolPolicy: 'https-only',
        cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        functionAssociations: taken
          ? [{ eventType: 'viewer-request', functionArn: this.index.functionArn }] : undefined,
      },
    };
  }

  private attach(name: string, distribution: cloudfront.IDistributionRef): void {
    const source = RedirectSource.fromFile('redirects.json');
    new EdgeRedirector(this, `${name}Redirects`, { distribution, behaviors: EdgeBehaviors.all(), source });
    new SecurityHeaders(this, `${name}Headers`, { distribution });
  }

  private compose(distribution: cloudfront.Distribution): void {
    const existing = ExistingAttachments.compose({
      functionOrder: ExistingFunctionOrder.BEFORE, policyConflicts: PolicyConflicts.EXISTING,
    });
    const behaviors = EdgeBehaviors.all();
    const source = RedirectSource.fromInline('{ "/old": "/new" }');
    new EdgeRedirector(this, 'ComposedRedirects', { distribution, behaviors, source, existing });
    new EdgeErrorMasker(this, 'ComposedErrors', {
      distribution,
      behaviors,
      rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }],
      existing,
    });
    new SecurityHeaders(this, 'ComposedHeaders', { distribution, existing });
    new EdgeCustomStep(this, 'ComposedStep', {
      distribution,
      behaviors,
      event: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
      step: EdgeStep.fromFile('step.js', { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
      existing,
    });
  }

  private showPrettyUrls(distribution: cloudfront.Distribution): void {
    new EdgeRedirector(this, 'PrettyUrls', {
      distribution,
      behaviors: EdgeBehaviors.all(),
      prettyUrls: PrettyUrls.trailingSlash({ layout: PageLayout.FILES, indexDocument: 'home.html' }),
      existing: ExistingAttachments.compose(),
    });
  }
}

function removeWhatIsThere(distribution: cloudfront.Distribution): void {
  const resource = distribution.node.defaultChild as cloudfront.CfnDistribution;
  for (const behavior of ['DefaultCacheBehavior', 'CacheBehaviors.0']) {
    resource.addPropertyDeletionOverride(`DistributionConfig.${behavior}.FunctionAssociations`);
    resource.addPropertyDeletionOverride(`DistributionConfig.${behavior}.ResponseHeadersPolicyId`);
  }
}
