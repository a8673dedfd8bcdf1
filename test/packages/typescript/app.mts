import { App, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeBehaviors,
  EdgeErrorMasker,
  EdgeFunctions,
  EdgeRedirector,
  ErrorAction,
  ErrorStatuses,
  RedirectEventType,
  RedirectSource,
  SecurityHeaders,
  type EdgeFunction,
  type IEdgeFunctionCustomizer,
} from 'cdk-cloudfront-edge';
import type { Construct } from 'constructs';
import { AlreadyThere } from './already-there.mjs';

/** Each language can reach the functions: called back while the app is synthesized, with what it may change. */
class Owned implements IEdgeFunctionCustomizer {
  readonly events: string[] = [];

  customize(edgeFunction: EdgeFunction): void {
    edgeFunction.construct.node.addMetadata('owner', 'web');
    this.events.push(edgeFunction.event);
  }
}

const owned = new Owned();

class SiteStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    const distribution = new cloudfront.Distribution(this, 'Site', {
      defaultBehavior: { origin: origins.S3BucketOrigin.withOriginAccessControl(new s3.Bucket(this, 'Pages')) },
      additionalBehaviors: {
        '/api/*': {
          origin: new origins.HttpOrigin('api.example.com'),
          allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
          cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        },
      },
    });

    EdgeFunctions.of(distribution).forEach(owned);
    new EdgeErrorMasker(this, 'Errors', {
      distribution,
      behaviors: EdgeBehaviors.defaultBehavior(),
      rules: [{ statuses: ErrorStatuses.codes(403, 404), action: ErrorAction.redirectTo('/404.html') }],
    });
    new EdgeRedirector(this, 'Redirects', {
      distribution,
      source: RedirectSource.fromFile('redirects.json'),
      event: RedirectEventType.VIEWER_REQUEST,
    });
    new SecurityHeaders(this, 'Headers', {
      distribution,
      contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
        defaultSrc: [CspSource.SELF],
        scriptSrc: [CspSource.distributionDomain()],
        connectSrc: [CspSource.host('https://api.example.com')],
      }),
    });
  }
}

const app = new App();
new SiteStack(app, 'Virginia', { env: { account: '111111111111', region: 'us-east-1' } });
new SiteStack(app, 'Ireland', { env: { account: '111111111111', region: 'eu-west-1' } });
new AlreadyThere(app, 'AlreadyThere');
app.synth();

// the last one on the API, with headers alone
const expected = ['viewer-request', 'origin-response', 'origin-response'];
if (owned.events.join() !== [...expected, ...expected].join()) {
  throw new Error(`functions on ${owned.events}, expected ${expected} twice`);
}
