import { Duration, Token } from 'aws-cdk-lib';
import type { IDistributionRef, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { ContentSecurityPolicy } from './content-security-policy';
import { EdgeBehaviors } from '../edge-behaviors';
import type { EdgeFunctionOptions } from '../edge-function-options';
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
import { EdgeFunctions } from '../functions/edge-functions';
import { duration, inSeconds, shownDuration } from '../known-duration';
import { COMMON, readProps } from '../read-props';

/** Options of `SecurityHeaders`. */
export interface SecurityHeadersOptions extends EdgeFunctionOptions {
  /**
   * Which behaviors get the headers.
   *
   * @default - all of them
   */
  readonly behaviors?: EdgeBehaviors;

  /**
   * What pages may load and run. At most 1,783 characters.
   *
   * @default ContentSecurityPolicy.balanced()
   */
  readonly contentSecurityPolicy?: ContentSecurityPolicy;

  /**
   * How long browsers are to use https only.
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
 * Sends HSTS, a Content-Security-Policy and the other security headers with every response of the behaviors.
 *
 * Creates one response headers policy and sets it on the behaviors, which costs nothing per request and covers
 * redirects, error pages and the blocks of AWS WAF as well. A policy that a behavior already has is an error
 * (`EDGE_POLICY_TAKEN`), and is not replaced. Headers of the origin with the same names are overridden, and headers
 * that tell which software it runs are removed.
 *
 * Where the Content-Security-Policy names the distribution's own domain (`CspSource.distributionDomain()`), that one
 * header is set by a step in the Lambda@Edge function on origin-response instead, which all constructs of this library
 * share; the response headers policy then carries the same policy with `'self'` for the domain, for the responses that
 * no function sees. Behaviors that are known to serve no documents (gRPC, a path pattern such as `*.png` or
 * `/fonts/*.woff2`) get no function for it. Viewers of an alias are on another host than that domain: a directive that
 * names it and does not allow the aliases of the distribution is a warning (`EDGE_CSP_OWN_DOMAIN`).
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
  /** The policy that the behaviors have, in the stack of the distribution. */
  public readonly responseHeadersPolicy: ResponseHeadersPolicy;

  /**
   * The functions that set the Content-Security-Policy, if it names the domain of the distribution; otherwise there are
   * none.
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
    // A policy that is refused is never rendered, but whoever reads the property gets one.
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
    slots.contributePolicy({ owner: this, behaviors, policyId, content: directives });
    if (dynamic) this.contributeStep(slots, behaviors, directives, given);
  }

  /**
   * On origin-response, which runs for errors, too, and whose result is cached; and on the answers of functions before
   * it.
   */
  private contributeStep(
    slots: EdgeSlots,
    behaviors: BehaviorSelector,
    directives: readonly CspDirective[],
    settings: EdgeFunctionOptions,
  ): void {
    const name = 'content-security-policy';
    const late: LateHeadersConfig = { headers: [{ name, directives }] };
    const config: HeadersConfig = { headers: [{ name, value: renderTemplate(directives) }] };
    const step = { part: 'headers', config: Token.isUnresolved(renderStatic(directives)) ? late : config } as const;
    const common = { owner: this, settings, behaviors, order: StepOrder.HEADERS, step };
    const notice = () => ownDomainWarnings(directives, slots.site.aliases());
    slots.contribute({ ...common, event: 'origin-response', forDocuments: true, notice });
    slots.contribute({ ...common, event: 'origin-request', companion: true });
    slots.contribute({ ...common, event: 'viewer-request', companion: true });
  }
}

const HSTS = new Struct<StrictTransportSecurity>('StrictTransportSecurity', {
  maxAge: optional(duration), includeSubdomains: optional(flag), preload: optional(flag),
});

const PROPERTIES = new Struct<SecurityHeadersProps>('SecurityHeadersProps', {
  ...COMMON,
  contentSecurityPolicy: optional(instanceOf(ContentSecurityPolicy, 'use ContentSecurityPolicy.fromDirectives')),
  strictTransportSecurity: optional(HSTS.kind),
});
