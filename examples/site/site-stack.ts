import { join } from 'node:path';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { siteFirewall } from './firewall';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeBehaviors,
  EdgeErrorMasker,
  EdgeRedirector,
  ErrorAction,
  ErrorStatuses,
  RedirectEventType,
  RedirectSource,
  SecurityHeaders,
} from 'cdk-cloudfront-edge';

export interface SiteStackProps extends StackProps {
  /** Where the pages' scripts call the API, e.g. `https://api.fathomandfell.example`. */
  readonly apiOrigin: string;
}

/**
 * The web site of Fathom & Fell: a bucket, an API, a firewall, and the three edge constructs.
 */
export class SiteStack extends Stack {
  constructor(scope: Construct, id: string, props: SiteStackProps) {
    super(scope, id, props);

    const bucket = new Bucket(this, 'Pages', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
    const pages = S3BucketOrigin.withOriginAccessControl(bucket);

    // No custom error responses on purpose. They apply to the whole distribution: an entry for 403 would also replace
    // the API's JSON. Without one, a 403 of the firewall is CloudFront's own page, and a 403 of the API has the API's
    // JSON. Those of the bucket (S3 returns 403 for missing keys) are masked below, on the behavior of the pages.
    const distribution = new cloudfront.Distribution(this, 'Site', {
      comment: 'fathomandfell.example',
      defaultRootObject: 'index.html',
      webAclId: siteFirewall(this).attrArn,
      defaultBehavior: {
        origin: pages,
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
      additionalBehaviors: {
        '/assets/*': {
          origin: pages,
          viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        },
        '/api/*': {
          origin: new HttpOrigin('api.fathomandfell.example'),
          viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
          cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
    });

    // Moved pages, campaign links and the keeper form, decided before the cache.
    new EdgeRedirector(this, 'Redirects', {
      distribution,
      source: RedirectSource.fromFile(join(__dirname, 'redirects.json')),
    });

    // The archive of the old site, decided after the origin and then cached. It shares one function with the next two
    // constructs, because CloudFront allows one for origin-response of the default behavior.
    new EdgeRedirector(this, 'Legacy', {
      distribution,
      source: RedirectSource.fromFile(join(__dirname, 'legacy-redirects.json')),
      event: RedirectEventType.ORIGIN_RESPONSE,
    });

    new EdgeErrorMasker(this, 'Errors', {
      distribution,
      behaviors: EdgeBehaviors.defaultBehavior(),
      rules: [{ statuses: ErrorStatuses.codes(403, 404), action: ErrorAction.redirectTo('/404.html') }],
    });

    new SecurityHeaders(this, 'Headers', {
      distribution,
      contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
        defaultSrc: [CspSource.NONE],
        scriptSrc: [CspSource.SELF, CspSource.distributionDomain()],
        styleSrc: [CspSource.SELF],
        imgSrc: [CspSource.SELF],
        fontSrc: [CspSource.SELF],
        manifestSrc: [CspSource.SELF],
        connectSrc: [CspSource.SELF, CspSource.host(props.apiOrigin)],
        formAction: [CspSource.SELF],
        frameAncestors: [CspSource.NONE],
        baseUri: [CspSource.NONE],
      }),
      frameOptions: cloudfront.HeadersFrameOption.DENY,
    });

    new BucketDeployment(this, 'Content', {
      destinationBucket: bucket,
      distribution,
      sources: [
        Source.asset(join(__dirname, 'public')),
        Source.jsonData('config.json', { api: props.apiOrigin }),
      ],
    });

    new CfnOutput(this, 'Url', { value: `https://${distribution.distributionDomainName}` });
  }
}
