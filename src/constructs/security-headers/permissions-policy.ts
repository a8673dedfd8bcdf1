import { Token } from 'aws-cdk-lib';
import { PermissionsFeature } from './permissions-feature';
import { isError, type Problem } from '../../core/problem';
import { listOf, oneOf, text } from '../../core/problem/kinds';
import { parsePermissions } from '../../core/security-headers/permissions-parse';
import { checkPermissions, withRules, type FeatureRule } from '../../core/security-headers/permissions-policy';
import { PRESETS } from '../../core/security-headers/presets';

/**
 * Which features of browsers a page, and the frames in it, may use.
 *
 * A feature that is not in the policy is what browsers allow by default: for most, the page itself.
 *
 * @example
 * new SecurityHeaders(this, 'Headers', {
 *   distribution,
 *   permissionsPolicy: PermissionsPolicy.balanced()
 *     .allow(PermissionsFeature.PAYMENT, 'https://js.stripe.com')
 *     .allow(PermissionsFeature.GEOLOCATION),
 * });
 *
 * @see https://www.w3.org/TR/permissions-policy/
 */
export class PermissionsPolicy {
  /** The policy of `SecurityHeadersPreset.BALANCED`: denies powerful features that few pages use. */
  public static balanced(): PermissionsPolicy {
    return new PermissionsPolicy(PRESETS.balanced.permissionsPolicy);
  }

  /** The policy of `SecurityHeadersPreset.STRICT`: denies every feature that an attacker could use. */
  public static strict(): PermissionsPolicy {
    return new PermissionsPolicy(PRESETS.strict.permissionsPolicy);
  }

  /** A policy that says nothing yet. */
  public static empty(): PermissionsPolicy {
    return new PermissionsPolicy([]);
  }

  /**
   * A policy as a header has it.
   *
   * @param policy E.g. `camera=(), payment=(self "https://pay.example.com")`. What browsers would ignore is reported
   * (`EDGE_PERMISSIONS_SYNTAX`, `EDGE_PERMISSIONS_FEATURE`).
   */
  public static fromString(policy: string): PermissionsPolicy {
    const wrong = text(policy, '');
    if (wrong.length > 0) return new PermissionsPolicy([], wrong);
    const { rules, problems } = parsePermissions(policy);
    return new PermissionsPolicy(rules, problems);
  }

  /** @internal */
  public readonly _rules: readonly FeatureRule[];

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(rules: readonly FeatureRule[], private readonly found: readonly Problem[] = []) {
    this._rules = rules;
    this._problems = [...found, ...checkPermissions(rules, (value) => Token.isUnresolved(value))];
  }

  /**
   * The same policy, but the page may use the feature, and may let frames of these origins use it.
   *
   * @param feature The feature.
   * @param origins E.g. `https://pay.example.com` or `https://*.example.com`. The frame also needs `allow`.
   */
  public allow(feature: PermissionsFeature, ...origins: string[]): PermissionsPolicy {
    return this.with(feature, { origins }, listOf(text, 'strings')(origins, 'origins'));
  }

  /** The same policy, but the page and all frames in it may use the feature. */
  public allowEverywhere(feature: PermissionsFeature): PermissionsPolicy {
    return this.with(feature, 'everybody');
  }

  /** The same policy, but nobody may use the features. */
  public deny(...features: PermissionsFeature[]): PermissionsPolicy {
    return features.reduce<PermissionsPolicy>((policy, feature) => policy.with(feature, 'nobody'), this);
  }

  private with(
    feature: PermissionsFeature, allowed: FeatureRule['allowed'], wrong: readonly Problem[] = [],
  ): PermissionsPolicy {
    const problems = [...FEATURE(feature, 'feature'), ...wrong];
    const rules = problems.some(isError) ? this._rules : withRules(this._rules, [{ feature, allowed }]);
    return new PermissionsPolicy(rules, [...this.found, ...problems]);
  }
}

const FEATURE = oneOf('PermissionsFeature', PermissionsFeature);
