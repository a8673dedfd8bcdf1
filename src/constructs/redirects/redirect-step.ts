import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { objectsOf } from './redirect-bodies';
import { RedirectEventType } from './redirect-event-type';
import { RedirectFunction } from './redirect-function';
import { originEventProblems } from './redirect-host';
import type { RedirectParts } from './redirect-parts';
import type { HostedStep } from '../../attach/slots/contribution';
import { LazyConfig, type StepConfig } from '../../attach/slots/lazy-config';
import { bodiesConfig, type StatusBody } from '../../core/redirects/bodies';
import type { RedirectConfig } from '../../core/redirects/step-config';
import { dependsOnMore } from '../../core/redirects/traits/depends-on-more';

/** The step in a Lambda@Edge function: any rules, packed into bytes. */
export function onLambda(
  { rules, ttl, errorPages, rootObject, statusBodies, logs }: RedirectParts, event: RedirectEventType,
  resource: CfnDistribution,
  /** Whether an existing function joins. */
  composes: boolean,
): HostedStep {
  const early = event === RedirectEventType.VIEWER_REQUEST;
  return {
    host: 'lambda-edge',
    step: {
      part: 'redirect',
      config: new LazyConfig((): RedirectConfig => {
        const [pages, object, bodies] = [errorPages(), rootObject(), statusBodies()];
        return {
          cacheControl: `max-age=${ttl}`,
          ...(pages.length > 0 && { errorPages: pages }),
          ...(object !== '' && { rootObject: object }),
          ...(bodies.length > 0 && { bodies: bodiesConfig(bodies) }),
          ...(logs && { logRules: true }),
        };
      }),
      get data() { return rules.applied.program; },
      get objects() { return objectsOf(statusBodies()); },
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
      config: new LazyConfig(() => functionConfig(parts.statusBodies(), parts.logs)),
      logs: parts.logs,
      get data() { return parts.rules.applied.program; },
      get code() { return made.file; },
      get varies() { return dependsOnMore(parts.rules.applied.rules); },
    },
    check: (behavior) => made.problemsOn(behavior),
    leastBytes: () => made.leastBytes,
  };
}

/** What the runner and readers of the edge manifest see of the step: it has its pages in its code. */
export function functionConfig(bodies: readonly StatusBody[], logs = false): StepConfig {
  // A failure lets the request pass.
  const more = { ...(bodies.length > 0 && { bodies: bodiesConfig(bodies) }), ...(logs && { logRules: true }) };
  return { name: 'redirect', pass: true, ...more };
}
