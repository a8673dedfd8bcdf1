import { Token } from 'aws-cdk-lib';
import type { CfnResponseHeadersPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { checkSettings, soundSettings } from './check-settings';
import { EdgeBehaviors } from '../edge-behaviors';
import { functionHeaders, type FunctionHeader } from './function-headers';
import { headerSettings, type HeaderSettings } from './header-settings';
import { headersPolicy } from './headers-policy';
import type { SecurityHeadersProps } from './security-headers-options';
import { PROPERTIES } from './security-headers-properties';
import { annotate } from '../../attach/annotations';
import { AppProblems } from '../../attach/app-problems';
import type { BehaviorSelector } from '../../attach/behavior-selector';
import { StepOrder } from '../../attach/slots/contribution';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { renderStatic, renderTemplate } from '../../core/security-headers/csp';
import { ownDomainWarnings } from '../../core/security-headers/own-domain';
import type { HeadersConfig, LateHeadersConfig } from '../../core/security-headers/step-config';
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
 * If the Content-Security-Policy contains the distribution's own domain (`CspSource.distributionDomain()`), that header
 * is set by a step in the Lambda@Edge function on origin-response, which all constructs of this library share. The
 * response headers policy then has the same policy with `'self'` instead of the domain, for responses that no function
 * sees. Behaviors that cannot serve documents (gRPC, or a path pattern such as `*.png` or `/fonts/*.woff2`) get no
 * function for it. A viewer that uses an alias is on another host than that domain: a directive that contains the
 * domain and does not allow the aliases of the distribution is reported as a warning (`EDGE_CSP_OWN_DOMAIN`). Without
 * the domain no function is needed.
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
   * The response headers policy of the behaviors, in the stack of the distribution.
   *
   * Of the behaviors that had none, if others are merged with an existing policy; if all are, that of the first one.
   */
  public readonly responseHeadersPolicy: ResponseHeadersPolicy;

  /**
   * The functions that set the Content-Security-Policy, if it contains the domain of the distribution, and those that
   * set headers again after a function on viewer-response; otherwise empty.
   */
  public readonly functions: EdgeFunctions;

  constructor(scope: Construct, id: string, props: SecurityHeadersProps) {
    super(scope, id);
    const { given, resource } = readProps(this, PROPERTIES, props, new.target === SecurityHeaders);
    const settings = headerSettings(given);
    const problems = checkSettings(given, settings);
    const refused = AppProblems.of(this).add(this, problems);
    annotate(this, problems);

    const slots = resource && EdgeSlots.of(resource);
    this.functions = EdgeFunctions._withStepsOf(this, slots);
    const behaviors = (given.behaviors ?? EdgeBehaviors.all())._selector;
    const dynamic = functionHeaders(settings);
    const byFunction = dynamic.map(({ name }) => name);
    // Created even if there are errors, because the app may read the property; it is then never rendered.
    const sent = refused ? soundSettings() : settings;
    this.responseHeadersPolicy = headersPolicy(this, resource ?? this, sent, byFunction);
    if (slots === undefined || AppProblems.of(this).has(this)) {
      slots?.checkRefused({ owner: this, behaviors });
      return;
    }
    slots.claimHeaders({ owner: this, behaviors, csp: enforcedPolicy(settings, given) });
    const { responseHeadersPolicyId: policyId } = this.responseHeadersPolicy;
    slots.contributePolicy({
      owner: this,
      existing: given.existing?._existing,
      behaviors,
      policyId,
      policy: this.responseHeadersPolicy.node.defaultChild as CfnResponseHeadersPolicy,
      byFunction,
      content: settings.headers.map(({ value }) => value),
    });
    if (dynamic.length > 0) this.contributeStep(slots, behaviors, dynamic, given);
  }

  /**
   * Adds the step on origin-response, which also runs for errors and whose result is cached, and as a companion on the
   * request events, whose functions may respond themselves.
   */
  private contributeStep(
    slots: EdgeSlots,
    behaviors: BehaviorSelector,
    headers: readonly FunctionHeader[],
    settings: Partial<SecurityHeadersProps>,
  ): void {
    const late: LateHeadersConfig = { headers: headers.map(({ path, ...header }) => header) };
    const config: HeadersConfig = {
      headers: late.headers.map(({ directives, ...header }) => ({ ...header, value: renderTemplate(directives) })),
    };
    const isLate = headers.some(({ directives }) => Token.isUnresolved(renderStatic(directives)));
    const step = { part: 'headers', config: isLate ? late : config } as const;
    const existing = settings.existing?._existing;
    const common = { owner: this, settings, existing, behaviors, order: StepOrder.HEADERS, step };
    const warnings = () => headers.flatMap(({ directives, path }) => (
      ownDomainWarnings(directives, slots.site.aliases(), path)));
    slots.contribute({
      ...common, event: 'origin-response', forDocuments: true, warnings, withoutFunction: WITHOUT_DOMAIN,
    });
    slots.contribute({ ...common, event: 'origin-request', companion: true });
    slots.contribute({ ...common, event: 'viewer-request', companion: true });
  }
}

/** The Content-Security-Policy of documents; undefined if the origin, or an existing policy, may have another one. */
function enforcedPolicy(
  { csp, headers }: HeaderSettings, { existing }: Partial<SecurityHeadersProps>,
): HeaderSettings['csp'] {
  const sent = headers.find(({ property }) => property === 'contentSecurityPolicy');
  return sent?.override && existing?._existing.policyConflicts !== 'existing' ? csp : undefined;
}

const WITHOUT_DOMAIN = 'SecurityHeaders needs no function without CspSource.distributionDomain() in its '
  + 'Content-Security-Policy';
