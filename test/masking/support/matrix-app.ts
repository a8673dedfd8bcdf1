import { App, Stack } from 'aws-cdk-lib';
import { AllowedMethods, CachePolicy, Distribution, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { ACTIONS, type Action } from './cells';
import {
  EdgeErrorMasker,
  ErrorAction,
  ErrorPage,
  ErrorRules,
  ErrorStatuses,
  Navigation,
  type ErrorRule,
} from '../../../src';

export const SITE_ORIGIN = 'site.example.com';
export const API_ORIGIN = 'api.example.com';

/** Nothing is cached and every header of the viewer reaches the origin: each answer is that of its own request. */
export const FORWARD_ALL = {
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,
};

/** One distribution for each action: a site with an API on a behavior of its own. */
export function matrixApp(outdir?: string) {
  const app = new App({ analyticsReporting: false, outdir });
  const stack = new Stack(app, 'Matrix', { env: { region: 'us-east-1' } });
  const bucket = new Bucket(stack, 'Pages');
  new BucketDeployment(stack, 'Upload', {
    destinationBucket: bucket,
    sources: [Source.data('errors/404.html', '<h1>From S3</h1>')],
  });
  for (const action of ACTIONS) {
    const distribution = new Distribution(stack, idOf(action), {
      defaultBehavior: { origin: new HttpOrigin(SITE_ORIGIN), ...FORWARD_ALL },
      additionalBehaviors: { '/api/*': { origin: new HttpOrigin(API_ORIGIN), ...FORWARD_ALL } },
    });
    new EdgeErrorMasker(stack, `${idOf(action)}Errors`, { distribution, rules: rulesOf(action, bucket) });
  }
  return { app, stack };
}

/** `StatusWithBody`. */
export function idOf(action: Action): string {
  return action.replace(/(^| )(\w)/g, (_, _space, letter: string) => letter.toUpperCase());
}

function rulesOf(action: Action, bucket: Bucket): ErrorRule[] {
  const both = (does: ErrorAction): ErrorRule[] => [
    { statuses: ErrorStatuses.clientErrors(), action: does }, { statuses: ErrorStatuses.serverErrors(), action: does },
  ];
  switch (action) {
    case 'redirect':
      return both(ErrorAction.redirectTo('/404.html'));
    case 'page':
      return both(
        ErrorAction.respond({ page: ErrorPage.fromInline('<h1>{status} {reason}</h1><p>{path}</p>'), statusCode: 404 }),
      );
    case 'problem':
      return both(ErrorAction.respond({ page: ErrorPage.problemDetails() }));
    case 'app':
      return [
        ErrorRules.singlePageApp(ErrorPage.fromInline('<div id="app"></div>'), { navigations: Navigation.BY_ACCEPT }),
      ];
    case 'status':
      return both(ErrorAction.maskStatus(404));
    case 'status with body':
      return both(ErrorAction.maskStatus(404, { keepBody: true }));
    case 'exception':
      return [
        { statuses: ErrorStatuses.allErrors(), action: ErrorAction.passThrough() },
        ...both(ErrorAction.maskStatus(404)),
      ];
    case 'stored':
      return both(ErrorAction.respond({ page: ErrorPage.fromBucket(bucket, 'errors/404.html'), statusCode: 404 }));
  }
}
