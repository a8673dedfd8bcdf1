import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { RedirectEventType } from './redirect-event-type';
import { RedirectFunction } from './redirect-function';
import { originEventProblems } from './redirect-host';
import type { RedirectParts } from './redirect-parts';
import type { HostedStep } from '../../attach/slots/contribution';
import { LazyConfig } from '../../attach/slots/lazy-config';
import type { RedirectConfig } from '../../core/redirects/step-config';

/** The step in a Lambda@Edge function: any rules, packed into bytes. */
export function onLambda(
  { rules, ttl, errorPages, rootObject }: RedirectParts, event: RedirectEventType, resource: CfnDistribution,
  /** Whether an existing function joins. */
  composes: boolean,
): HostedStep {
  const early = event === RedirectEventType.VIEWER_REQUEST;
  return {
    host: 'lambda-edge',
    step: {
      part: 'redirect',
      config: new LazyConfig((): RedirectConfig => {
        const [pages, object] = [errorPages(), rootObject()];
        return {
          cacheControl: `max-age=${ttl}`,
          // On an origin event the cache key contains what the rule reads, so that CloudFront may cache the redirect,
          // although a browser may not.
          viewerCacheControl: early ? 'no-store' : `max-age=0, s-maxage=${ttl}`,
          ...(pages.length > 0 && { errorPages: pages }),
          ...(object !== '' && { rootObject: object }),
        };
      }),
      get data() { return rules.applied.program; },
    },
    ...(!early && { check: (behavior) => originEventProblems(rules.applied, behavior, resource, composes) }),
  };
}

/** The step in a CloudFront Function, on viewer-request: few rules, in its code. */
export function onFunction(parts: RedirectParts): HostedStep {
  const made = new RedirectFunction(parts);
  return {
    host: 'cloudfront-function',
    step: {
      part: 'redirect',
      // A failure lets the request pass.
      config: { name: 'redirect', pass: true },
      get data() { return parts.rules.applied.program; },
      get code() { return made.file; },
    },
    check: (behavior) => made.problemsOn(behavior),
    leastBytes: () => made.leastBytes,
  };
}
