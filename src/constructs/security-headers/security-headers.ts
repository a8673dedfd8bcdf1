import { Duration, Token } from 'aws-cdk-lib';
import type { CfnResponseHeadersPolicy, IDistributionRef, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { ContentSecurityPolicy } from './content-security-policy';
import { EdgeBehaviors } from '../edge-behaviors';
import { headersPolicy } from './headers-policy';
import type { StrictTransportSecurity } from './strict-transport-security';
import { AppProblems } from '../../attach/app-problems';
import type { BehaviorSelector } from '../../attach/behavior-selector';
import { StepOrder } from '../../attach/slots/contribution';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { flag, instanceOf, optional, Struct } from '../../core/problem/kinds';
import { BALANCED_CSP } from '../../core/security-headers/balanced';
import { checkCsp } from '../../core/security-headers/check-csp';
import { checkHsts } from '../../core/security-headers/check-hsts';
import {
  namesDistributionDomain,
  renderStatic,
  renderTemplate,
  type CspDirective,
} from '../../core/security-headers/csp';
import { ownDomainWarnings } from '../../core/security-headers/own-domain';
import type { HeadersConfig, LateHeadersConfig } from '../../core/security-headers/step-config';
import type { EdgeAttachmentOptions } from '../existing/edge-attachment-options';
import { EdgeFunctions } from '../functions/edge-functions';
import { duration, inSeconds, shownDuration } from '../known-duration';
import { COMMON, readProps } from '../read-props';

/** Options of `SecurityHeaders`. */
export interface SecurityHeadersOptions extends EdgeAttachmentOptions {
  /**
   * The behaviors whose responses get the headers.
   *
   * @default - all behaviors
   */
  readonly behaviors?: EdgeBehaviors;

  /**
   * What pages may load and run. At most 1,783 characters (`EDGE_CSP_LENGTH`).
   *
   * @default ContentSecurityPolicy.balanced()
   */
  readonly contentSecurityPolicy?: ContentSecurityPolicy;

  /**
   * How long browsers use https only (HSTS).
   *
   * @default - one year, for this host only
   */
  readonly strictTransportSecurity?: StrictTransportSecurity;
}

/** Properties of `SecurityHeaders`. */
export interface SecurityHeadersProps extends SecurityHeadersOptions {
  /**
   * A distribution of this app: `Distribution`, `CfnDistribution`, or what `CfnInclude` returns. It stays as you
   * declared it.
   */
  readonly distribution: IDistributionRef;
}

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
    const directives = (given.contentSecurityPolicy ?? ContentSecurityPolicy.balanced())._directives;
    const transport = HSTS.read(given.strictTransportSecurity).sound;
    const { maxAge = Duration.days(365), includeSubdomains = false, preload = false } = transport;
    const refused = AppProblems.of(this).add(this, [
      ...inSeconds(maxAge, 'strictTransportSecurity.maxAge'),
      ...checkCsp(directives, (text) => Token.isUnresolved(text)),
      ...checkHsts({
        ...(!maxAge.isUnresolved() && { maxAgeSec: maxAge.toSeconds({ integral: false }) }),
        maxAge: shownDuration(maxAge),
        includeSubdomains,
        preload,
      }),
    ]);

    const slots = resource && EdgeSlots.of(resource);
    this.functions = EdgeFunctions._withStepsOf(this, slots);
    const behaviors = (given.behaviors ?? EdgeBehaviors.all())._selector;
    const dynamic = namesDistributionDomain(directives);
    // Created even if there are errors, because the app may read the property; it is then never rendered.
    this.responseHeadersPolicy = headersPolicy(
      this,
      resource ?? this,
      refused
        ? {
          directives: BALANCED_CSP,
          overrideCsp: true,
          hsts: { maxAge: Duration.days(1), includeSubdomains, preload: false },
        }
        : { directives, overrideCsp: !dynamic, hsts: { maxAge, includeSubdomains, preload } },
    );
    if (slots === undefined || AppProblems.of(this).has(this)) {
      slots?.checkRefused({ owner: this, behaviors });
      return;
    }
    const { responseHeadersPolicyId: policyId } = this.responseHeadersPolicy;
    slots.contributePolicy({
      owner: this,
      existing: given.existing?._existing,
      behaviors,
      policyId,
      policy: this.responseHeadersPolicy.node.defaultChild as CfnResponseHeadersPolicy,
      cspByFunction: dynamic,
      content: directives,
    });
    if (dynamic) this.contributeStep(slots, behaviors, directives, given);
  }

  /**
   * Adds the step on origin-response, which also runs for errors and whose result is cached, and as a companion on the
   * request events, whose functions may respond themselves.
   */
  private contributeStep(
    slots: EdgeSlots,
    behaviors: BehaviorSelector,
    directives: readonly CspDirective[],
    settings: Partial<SecurityHeadersProps>,
  ): void {
    const name = 'content-security-policy';
    const late: LateHeadersConfig = { headers: [{ name, directives }] };
    const config: HeadersConfig = { headers: [{ name, value: renderTemplate(directives) }] };
    const step = { part: 'headers', config: Token.isUnresolved(renderStatic(directives)) ? late : config } as const;
    const existing = settings.existing?._existing;
    const common = { owner: this, settings, existing, behaviors, order: StepOrder.HEADERS, step };
    const warnings = () => ownDomainWarnings(directives, slots.site.aliases());
    slots.contribute({
      ...common, event: 'origin-response', forDocuments: true, warnings, withoutFunction: WITHOUT_DOMAIN,
    });
    slots.contribute({ ...common, event: 'origin-request', companion: true });
    slots.contribute({ ...common, event: 'viewer-request', companion: true });
  }
}

const WITHOUT_DOMAIN = 'SecurityHeaders needs no function without CspSource.distributionDomain() in its '
  + 'Content-Security-Policy';

const HSTS = new Struct<StrictTransportSecurity>('StrictTransportSecurity', {
  maxAge: optional(duration), includeSubdomains: optional(flag), preload: optional(flag),
});

const PROPERTIES = new Struct<SecurityHeadersProps>('SecurityHeadersProps', {
  ...COMMON,
  contentSecurityPolicy: optional(instanceOf(ContentSecurityPolicy, 'use ContentSecurityPolicy.fromDirectives')),
  strictTransportSecurity: optional(HSTS.kind),
});
