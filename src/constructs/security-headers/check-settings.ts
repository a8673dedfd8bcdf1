import { Token } from 'aws-cdk-lib';
import type { Engine } from './engine-of';
import { headerSettings, type HeaderSettings } from './header-settings';
import { analysedPolicy, dynamicLength } from './headers-step';
import type { SecurityHeadersOptions } from './security-headers-options';
import { WeakPolicyAction } from './weak-policy-action';
import { POLICY_LIMITS } from '../../core/headers-policy/limits';
import { error, hasErrors, type Problem } from '../../core/problem';
import { checkCsp } from '../../core/security-headers/check-csp';
import { checkFrames } from '../../core/security-headers/check-frames';
import { checkHeaders } from '../../core/security-headers/check-headers';
import { checkHsts } from '../../core/security-headers/check-hsts';
import { checkEngine } from '../../core/security-headers/engine';
import { HEADER_NAMES, HEADER_PROPERTIES } from '../../core/security-headers/header-names';
import { checkEndpoints, checkReportOnly, checkReportTo } from '../../core/security-headers/reporting';
import { weaknesses } from '../../core/security-headers/weaknesses';
import { inSeconds, shownDuration } from '../known-duration';

const isToken = (text: string) => Token.isUnresolved(text);

/** Reports what browsers would misread or CloudFront would refuse. */
export function checkSettings(
  given: Partial<SecurityHeadersOptions>, settings: HeaderSettings, { plan, needs }: Engine,
): Problem[] {
  const { headers, removed, csp, cspReportOnly, hsts, frameOptions } = settings;
  const endpoints = given.reportingEndpoints ?? {};
  const policies = [['contentSecurityPolicy', csp], ['contentSecurityPolicyReportOnly', cspReportOnly]] as const;
  const problems = [
    ...checkSwitches(given),
    ...policies.flatMap(([property, directives]) => (directives === undefined ? [] : [
      ...checkCsp(
        directives, isToken, property, plan.policy ? undefined : POLICY_LIMITS.totalLength, given[property]?._pages,
      ),
      ...checkReportTo(directives, endpoints, property),
    ])),
    ...cspReportOnly === undefined ? [] : checkReportOnly(cspReportOnly, 'contentSecurityPolicyReportOnly'),
    ...hsts === undefined ? [] : [
      ...inSeconds(hsts.maxAge, 'strictTransportSecurity.maxAge'),
      ...checkHsts({
        ...!hsts.maxAge.isUnresolved() && { maxAgeSec: hsts.maxAge.toSeconds({ integral: false }) },
        maxAge: shownDuration(hsts.maxAge),
        includeSubdomains: hsts.includeSubdomains,
        preload: hsts.preload,
      }),
    ],
    ...checkFrames(csp, frameOptions, isToken),
    ...checkEndpoints(endpoints, isToken),
    ...checkEngine(given.engine ?? 'auto', needs),
    ...headers.length + removed.length > 0 ? [] : [error('EDGE_HEADERS_EMPTY', 'sets no header and removes none, which '
      + 'CloudFront does not accept; set one, or choose another preset', 'preset')],
  ];
  // The text of a header repeats what is wrong in a property.
  const faulty = (path: string) => hasErrors(problems.filter((problem) => problem.path?.startsWith(path)));
  const all = [...problems, ...checkHeaders(
    headers.filter(({ path }) => !faulty(path)), removed, isToken,
    { policy: plan.policy, functions: plan.event !== undefined, dynamic: dynamicLength(settings) },
  )];
  const { weakPolicy = WeakPolicyAction.WARN } = given;
  // What is refused needs no second message about how weak it is.
  if (weakPolicy === WeakPolicyAction.IGNORE || hasErrors(all)) return all;
  return [
    ...all,
    ...weaknesses(
      headers.map((header) => shownHeader(header, settings)),
      weakPolicy === WeakPolicyAction.ERROR,
    ),
  ];
}

/** Placeholder digits of a duration that is only known at deploy time are no weak value. */
function shownHeader({ name, value, path }: HeaderSettings['headers'][number], { csp, cspReportOnly }: HeaderSettings) {
  const policy =
    path === 'contentSecurityPolicy' ? csp : path === 'contentSecurityPolicyReportOnly' ? cspReportOnly : undefined;
  const text = policy === undefined ? value : analysedPolicy(policy);
  return { name, path, value: text.replace('max-age=0000000000', 'max-age=31536000') };
}

/** The settings of the preset alone, for a policy that is made in spite of errors. */
export function soundSettings(): HeaderSettings {
  return headerSettings({});
}

function checkSwitches(given: Partial<SecurityHeadersOptions>): Problem[] {
  const omitted = (given.omit ?? []).map(String);
  const kept = (given.keepOrigin ?? []).map(String);
  return HEADER_PROPERTIES.filter((property) => omitted.includes(HEADER_NAMES[property])).flatMap((property) => [
    ...given[property] === undefined ? [] : [error('EDGE_HEADER_SWITCH', `has ${HEADER_NAMES[property]}, which `
      + `${property} sets: remove one of them`, 'omit')],
    ...kept.includes(HEADER_NAMES[property]) ? [error('EDGE_HEADER_SWITCH', `has ${HEADER_NAMES[property]}, which is `
      + 'in keepOrigin, too: remove it from one of them', 'omit')] : [],
  ]);
}
