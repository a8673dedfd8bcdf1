import { closest } from '../problem/closest';
import { error, shown, warning, type Problem } from '../problem';
import { PERMISSIONS_FEATURES } from './permissions-features';

/** Who may use a feature: nobody, the site and these origins, or everybody. */
export interface FeatureRule {
  readonly feature: string;
  readonly allowed: 'nobody' | 'everybody' | { readonly origins: readonly string[] };
}

type IsToken = (text: string) => boolean;

export function deny(features: readonly string[]): FeatureRule[] {
  return features.map((feature) => ({ feature, allowed: 'nobody' }));
}

/** The rules with others in place of those for the same features; new ones at the end. */
export function withRules(rules: readonly FeatureRule[], changed: readonly FeatureRule[]): FeatureRule[] {
  const find = (feature: string) => changed.filter((rule) => rule.feature === feature).at(-1);
  const added = changed.filter((rule) => (
    rule === find(rule.feature) && !rules.some(({ feature }) => feature === rule.feature)));
  return [...rules.map((rule) => find(rule.feature) ?? rule), ...added];
}

/** The header. A site that is not in the list could not let frames use the feature either, so it always is. */
export function renderPermissions(rules: readonly FeatureRule[]): string {
  return rules.map(({ feature, allowed }) => {
    if (allowed === 'nobody') return `${feature}=()`;
    if (allowed === 'everybody') return `${feature}=*`;
    return `${feature}=(${['self', ...allowed.origins.map((origin) => `"${origin}"`)].join(' ')})`;
  }).join(', ');
}

/** `https`, a host, `*.` in front of it, and a port: what an allowlist may have besides `self`. */
const ORIGIN = /^https?:\/\/(\*\.)?[a-z\d]([a-z\d.-]*[a-z\d])?(:\d{1,5})?$/i;

/** Reports origins that browsers ignore, and features that they may not know. */
export function checkPermissions(rules: readonly FeatureRule[], isToken: IsToken): Problem[] {
  return rules.flatMap(({ feature, allowed }) => [
    ...checkFeature(feature),
    ...typeof allowed === 'string' ? [] : allowed.origins
      .filter((origin) => !isToken(origin) && !ORIGIN.test(origin))
      .map((origin) => error('EDGE_PERMISSIONS_ORIGIN', 'is not an origin, which browsers would ignore, got '
        + `${shown(origin)}; write one such as "https://pay.example.com"`, feature)),
  ]);
}

function checkFeature(feature: string): Problem[] {
  if (PERMISSIONS_FEATURES.includes(feature)) return [];
  if (!/^[a-z][a-z\d-]*$/.test(feature)) {
    return [error('EDGE_PERMISSIONS_FEATURE', 'is not the name of a feature, which has lower-case letters, digits and '
      + `hyphens, got ${shown(feature)}`, feature)];
  }
  const likely = closest(feature, PERMISSIONS_FEATURES);
  return [warning('EDGE_PERMISSIONS_FEATURE', 'is a feature that browsers may not know, and ignore; Chromium warns '
    + `about it in the console${likely === undefined ? '' : `; did you mean ${JSON.stringify(likely)}?`}`, feature)];
}
