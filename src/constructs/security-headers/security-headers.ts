import type { CfnResponseHeadersPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { checkSettings, soundSettings } from './check-settings';
import { EdgeBehaviors } from '../edge-behaviors';
import { engineOf } from './engine-of';
import { headerSettings, type HeaderSettings } from './header-settings';
import { contributeHeaders } from './headers-contributions';
import { headersPolicy } from './headers-policy';
import { headersStep, removedByPolicy } from './headers-step';
import { checkManagedAlone, checkManagedBeside, isManagedAlone } from './managed-policy';
import type { SecurityHeadersProps } from './security-headers-options';
import { PROPERTIES } from './security-headers-properties';
import { annotate } from '../../attach/annotations';
import { AppProblems } from '../../attach/app-problems';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { OWASP_HEADERS } from '../../core/security-headers/owasp-headers';
import { EdgeFunctions } from '../functions/edge-functions';
import { readProps } from '../read-props';

/**
 * Adds HSTS, a Content-Security-Policy and other security headers to every response of the behaviors.
 *
 * Creates one response headers policy and sets it on the behaviors. It costs nothing per request, and also applies to
 * redirects, error pages and blocks of AWS WAF. Headers of the origin with the same names are overridden, and headers
 * that reveal its software are removed.
 *
 * If a behavior already has a policy, that is an error (`EDGE_POLICY_TAKEN`). With
 * `existing: ExistingAttachments.compose()` both become one: its CORS, Server-Timing, custom headers and removals stay
 * as they are, headers that both set are yours to choose and are named at synthesis (`EDGE_POLICY_CONFLICT`), and the
 * existing policy is not changed. There is one such policy for each existing one, fewer if they are equal; what cannot
 * be merged is an error (`EDGE_POLICY_MERGE`, `EDGE_POLICY_LIMIT`).
 *
 * A function on viewer-response runs after the policy. If it sets or removes one of the headers, that is reported with
 * both values (`EDGE_HEADER_REPLACED`); with `existing`, it joins a step that sets those headers again.
 *
 * What differs between responses takes a function besides (`engine`): the host of the viewer, a nonce of the origin,
 * headers for documents alone, more removals than ten. A note says so (`EDGE_HEADERS_ENGINE`). The policy then has safe
 * values for responses that no function sees. Behaviors that cannot serve documents (gRPC, or a path pattern such as
 * `*.png` or `/fonts/*.woff2`) get no function for headers of documents.
 *
 * The distribution's own domain (`CspSource.distributionDomain()`) is set by a step in the Lambda@Edge function on
 * origin-response, which all constructs of this library share; the policy has `'self'` in its place. A viewer that uses
 * an alias is on another host than that domain: a directive that contains the domain and does not allow the aliases of
 * the distribution is reported as a warning (`EDGE_CSP_OWN_DOMAIN`).
 *
 * @example
 * new SecurityHeaders(this, 'Headers', {
 *   distribution,
 *   contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
 *     defaultSrc: [CspSource.SELF],
 *     imgSrc: [CspSource.SELF, CspSource.host('images.example.com')],
 *   }),
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export class SecurityHeaders extends Construct {
  /**
   * The headers that OWASP advises to remove, 87 names: `removeHeaders: SecurityHeaders.OWASP_HEADERS`. A function
   * removes them, since a policy takes ten. Next.js reads `X-Nextjs-…` in browsers: leave those out for sites with its
   * middleware.
   */
  public static readonly OWASP_HEADERS: string[] = [...OWASP_HEADERS];

  /**
   * The response headers policy of the behaviors, in the stack of the distribution. Undefined if a function alone sets
   * the headers (`engine`), or with `managedPolicy`.
   *
   * Of the behaviors that had none, if others are merged with an existing policy; if all are, that of the first one.
   *
   * @default - a policy
   */
  public readonly responseHeadersPolicy?: ResponseHeadersPolicy;

  /**
   * The functions that set headers, if `engine` has any, and those that set headers again after a function on
   * viewer-response; otherwise empty.
   */
  public readonly functions: EdgeFunctions;

  constructor(scope: Construct, id: string, props: SecurityHeadersProps) {
    super(scope, id);
    const { given, resource } = readProps(this, PROPERTIES, props, new.target === SecurityHeaders);
    const settings = headerSettings(given);
    const engine = engineOf(given, settings);
    const alone = isManagedAlone(given);
    const problems = alone ? checkManagedAlone(given, settings)
      : [...checkSettings(given, settings, engine), ...checkManagedBeside(given)];
    const refused = AppProblems.of(this).add(this, problems);
    annotate(this, problems);

    const slots = resource && EdgeSlots.of(resource);
    this.functions = EdgeFunctions._withStepsOf(this, slots);
    const behaviors = (given.behaviors ?? EdgeBehaviors.all())._selector;
    const { plan } = engine;
    const existing = given.existing?._existing;
    const step = headersStep(settings, plan, existing?.policyConflicts === 'existing');
    // What is set on origin-response must not be replaced by the policy, which comes later.
    const before = plan.event === 'origin-response' ? step.byFunction : [];
    // Created even if there are errors, because the app may read the property; it is then never rendered.
    const sent = refused ? soundSettings() : settings;
    if (plan.policy) {
      this.responseHeadersPolicy = headersPolicy(this, resource ?? this, sent, before, removedByPolicy(sent, plan));
    }
    if (slots === undefined || AppProblems.of(this).has(this)) {
      slots?.checkRefused({ owner: this, behaviors });
      return;
    }
    slots.claimHeaders({ owner: this, behaviors, csp: alone ? undefined : enforcedPolicy(settings, given) });
    if (given.managedPolicy) slots.contributeManagedPolicy({ owner: this, behaviors });
    if (this.responseHeadersPolicy) {
      slots.contributePolicy({
        owner: this,
        existing,
        behaviors,
        policyId: this.responseHeadersPolicy.responseHeadersPolicyId,
        policy: this.responseHeadersPolicy.node.defaultChild as CfnResponseHeadersPolicy,
        byFunction: step.byFunction,
        functionLast: plan.event === 'viewer-response',
        content: settings.headers.map(({ value }) => value),
      });
    }
    if (plan.event !== undefined) contributeHeaders({ owner: this, slots, behaviors, given, settings, step, engine });
  }
}

/** The Content-Security-Policy of documents; undefined if the origin, or an existing policy, may have another one. */
function enforcedPolicy(
  { csp, headers }: HeaderSettings, { existing }: Partial<SecurityHeadersProps>,
): HeaderSettings['csp'] {
  const sent = headers.find(({ property }) => property === 'contentSecurityPolicy');
  return sent?.override && existing?._existing.policyConflicts !== 'existing' ? csp : undefined;
}
