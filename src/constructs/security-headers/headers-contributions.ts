import type { IConstruct } from 'constructs';
import type { Engine } from './engine-of';
import type { HeaderSettings } from './header-settings';
import type { HeadersStep } from './headers-step';
import type { SecurityHeadersProps } from './security-headers-options';
import { selects, type BehaviorSelector } from '../../attach/behavior-selector';
import type { NamedBehavior } from '../../attach/behaviors';
import { cachingOf } from '../../attach/cache-key';
import { StepOrder, type BakedContribution, type Contribution, type HostedStep } from '../../attach/slots/contribution';
import type { EdgeSlots } from '../../attach/slots/edge-slots';
import { mayServeDocuments } from '../../core/facts/documents';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { error, warning, type Problem } from '../../core/problem';
import { bareNote, engineNote } from '../../core/security-headers/engine-note';
import { ownDomainWarnings } from '../../core/security-headers/own-domain';
import { withoutNonces } from '../../core/security-headers/without-nonces';

/** What the steps of a `SecurityHeaders` are made of. */
export interface HeadersPlace {
  readonly owner: IConstruct;
  readonly slots: EdgeSlots;
  readonly behaviors: BehaviorSelector;
  readonly given: Partial<SecurityHeadersProps>;
  readonly settings: HeaderSettings;
  readonly step: HeadersStep;
  readonly engine: Engine;
}

/**
 * Contributes the step that sets headers, and the same step wherever responses are generated that it does not see:
 * those of functions on request events, and, if it is on viewer-response, errors that we have masked.
 */
export function contributeHeaders(place: HeadersPlace): void {
  const { engine: { plan, needs }, slots, step } = place;
  const event = plan.event!;
  const removes = needs.some(({ kind }) => kind === 'removals');
  const main = {
    ...common(place),
    event,
    forDocuments: plan.policy && !removes,
    warnings: (all: readonly NamedBehavior[]) => warningsOf(place, all),
    checkTogether: (contributions: readonly BakedContribution[], all: readonly NamedBehavior[]) => (
      twiceProblems(place, contributions, all)),
    withoutFunction: withoutFunction(place),
  };
  const companion = (on: EdgeEvent, host: HostedStep) => slots.contribute({
    ...common(place), ...host, event: on, companion: true,
  });
  if (plan.policy && event === 'viewer-response') {
    slots.contribute({
      ...main,
      ...lambdaStep(step, false),
      alternative: functionStep(step, true),
      hostChoice: 'engine',
      hostNote: (choice) => engineNote(plan, needs, choice),
    });
    return;
  }
  const isLambda = plan.host === 'lambda-edge';
  slots.contribute({
    ...main,
    ...isLambda ? lambdaStep(step, false) : functionStep(step, true),
    ...event === 'viewer-response' && { hostChoice: 'engine' as const },
  });
  if (event === 'viewer-response') companion('origin-response', lambdaStep(step, true));
  companion('origin-request', lambdaStep(step, true));
  companion('viewer-request', lambdaStep(step, true));
  // Redirects may be one beside a Lambda@Edge function on an origin event.
  if (!plan.policy) companion('viewer-request', functionStep(step, false));
}

function common({ owner, given, behaviors }: HeadersPlace): Pick<
  Contribution, 'owner' | 'settings' | 'existing' | 'behaviors' | 'order'
> {
  return { owner, settings: given, existing: given.existing?._existing, behaviors, order: StepOrder.HEADERS };
}

/** `generated`: for responses that have no nonce of an origin. */
function lambdaStep({ config, late, nonces }: HeadersStep, generated: boolean): HostedStep {
  const isLate = late.headers.some((one) => 'directives' in one);
  const whole = isLate ? late : config;
  return { step: { part: 'headers', config: generated && nonces.length > 0 ? withoutNonces(whole, nonces) : whole } };
}

function functionStep({ config, nonces }: HeadersStep, response: boolean): HostedStep {
  const set = response ? config : withoutNonces(config, nonces);
  return {
    host: 'cloudfront-function',
    step: { part: 'headers', config: { name: 'headers', ...(response && { response }), set } },
  };
}

function withoutFunction({ engine: { plan, needs } }: HeadersPlace): string {
  if (plan.event === 'origin-response' && plan.policy) return WITHOUT_DOMAIN;
  const needed = needs.map(({ what }) => what).join(', ');
  return 'SecurityHeaders needs no function with SecurityHeadersEngine.RESPONSE_HEADERS_POLICY'
    + `${needed === '' ? '' : ` and without ${needed}`}`;
}

const WITHOUT_DOMAIN = 'SecurityHeaders needs no function without CspSource.distributionDomain() in its '
  + 'Content-Security-Policy';

function warningsOf(
  { slots, behaviors, settings, step, engine, given }: HeadersPlace,
  all: readonly NamedBehavior[],
): Problem[] {
  const { needs } = engine;
  const policies = [
    ['contentSecurityPolicy', settings.csp],
    ['contentSecurityPolicyReportOnly', settings.cspReportOnly],
  ] as const;
  const selector = slots.literal(behaviors);
  const cached =
    step.nonces.length === 0
      ? []
      : all.filter(
        ({ pattern, behavior }) =>
          selects(selector, pattern) && mayServeDocuments(pattern) && cachingOf(behavior).cached,
      );
  return [
    ...policies.flatMap(([path, directives = []]) => ownDomainWarnings(directives, slots.site.aliases(), path)),
    ...(cached.length === 0 ? [] : [nonceCached(cached, needs.find(({ kind }) => kind === 'nonce')!.path)]),
    ...(given.managedPolicy ? [] : notesOf(engine)),
  ];
}

/** Which responses have no headers, or why a function sets them. */
function notesOf({ plan, needs }: Engine): Problem[] {
  if (!plan.policy) return [bareNote(plan)];
  return plan.event === 'origin-response' ? [engineNote(plan, needs)] : [];
}

function nonceCached(behaviors: readonly NamedBehavior[], path: string): Problem {
  const names = `${behaviors.length > 1 ? 'behaviors' : 'behavior'} ${
    behaviors.map(({ pattern }) => JSON.stringify(pattern)).join(', ')}`;
  return warning('EDGE_CSP_NONCE_CACHED', `is a nonce of the origin, but ${names} may cache pages, so that all viewers `
    + 'of a copy get the same nonce and an attacker knows it; use CachePolicy.CACHING_DISABLED there, or '
    + 'Cache-Control: no-store of each page', path);
}

/** Reports behaviors for which two constructs set headers in a function: which one wins would be chance. */
function twiceProblems(
  { owner, behaviors }: HeadersPlace, contributions: readonly BakedContribution[], all: readonly NamedBehavior[],
): Problem[] {
  const first = contributions.findIndex((one) => one.owner === owner);
  const before = contributions.slice(0, Math.max(first, 0)).filter((one) => (
    one.step.part === 'headers' && one.order === StepOrder.HEADERS && !one.companion && one.owner !== owner));
  const selector = contributions[first]?.behaviors ?? behaviors;
  return before.flatMap((other) => {
    const both = all.filter(({ pattern }) => selects(selector, pattern) && selects(other.behaviors, pattern));
    return both.length === 0 ? [] : [error('EDGE_HEADERS_ENGINE_TWICE', `sets headers in a function on behavior ${
      both.map(({ pattern }) => JSON.stringify(pattern)).join(', ')}, and so does ${other.owner.node.path}; select `
      + 'others in one of them', 'behaviors')];
  });
}
