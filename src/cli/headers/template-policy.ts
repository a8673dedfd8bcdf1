import type { CheckedResponse } from './judged';
import { pathOf, type Resource, type Template } from './template';
import { flattened } from './template-values';
import {
  isDisallowed,
  READ_ONLY_HEADERS,
  READ_ONLY_FOR_LAMBDA_AT_VIEWER_RESPONSE,
} from '../../core/facts/edge-headers';
import { MANAGED_RESPONSE_HEADERS_POLICIES } from '../../core/facts/managed-policies';
import type { PolicyConfig } from '../../core/headers-policy/config';
import { headersOf } from '../../core/headers-policy/headers';
import { exceededLimits } from '../../core/headers-policy/limits';
import { finding, type Finding, type HeaderField } from '../../core/security-headers/analysis/finding';

/** The policy that an id or a reference names. */
export function policyOf(id: unknown, template: Template): CheckedResponse | string {
  if (typeof id === 'string') return managedPolicy(id);
  const { Ref, 'Fn::GetAtt': attribute } = Object(id) as Record<string, unknown>;
  const logicalId =
    typeof Ref === 'string' ? Ref : String(Array.isArray(attribute) ? attribute[0] : attribute).split('.')[0];
  const resource = template.Resources?.[logicalId];
  if (resource?.Type !== 'AWS::CloudFront::ResponseHeadersPolicy') return 'has a policy that is not in its template';
  return ownPolicy(logicalId, resource);
}

function managedPolicy(id: string): CheckedResponse | string {
  const policy = Object.hasOwn(MANAGED_RESPONSE_HEADERS_POLICIES, id)
    ? MANAGED_RESPONSE_HEADERS_POLICIES[id]
    : undefined;
  if (policy === undefined) return `has a policy that is not in its template (${id})`;
  return { title: `managed policy ${policy.name}`, headers: policy.headers, isStatic: true };
}

function ownPolicy(logicalId: string, resource: Resource): CheckedResponse | string {
  const path = pathOf(logicalId, resource);
  const config = flattened(Object(resource.Properties?.ResponseHeadersPolicyConfig)) as PolicyConfig;
  const headers = headersOf(config);
  if (headers === undefined) return `${path} has headers whose names are only known at deploy time`;
  return { title: path, headers, isStatic: true, more: [...policyFindings(headers), ...limitFindings(config)] };
}

/** What CloudFront refuses to set, and headers that a policy sets twice. */
function policyFindings(headers: readonly HeaderField[]): Finding[] {
  const names = headers.map(({ name }) => name.toLowerCase());
  return [
    ...names.filter(isUnsettable).map((header) => finding('EDGE_HEADERS_UNSETTABLE', { header },
      'is a header that CloudFront does not let a policy set, so that the deployment fails; remove it')),
    ...[...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((header) => finding('EDGE_HEADERS_TWICE',
      { header }, 'is set twice in the policy; set it in one place')),
  ];
}

const UNSETTABLE = [...Object.values(READ_ONLY_HEADERS).flat(), ...READ_ONLY_FOR_LAMBDA_AT_VIEWER_RESPONSE];

function isUnsettable(name: string): boolean {
  return isDisallowed(name) || UNSETTABLE.includes(name);
}

function limitFindings(config: PolicyConfig): Finding[] {
  return exceededLimits(config).map(({ what, limit }) =>
    finding(
      'EDGE_HEADERS_LIMIT',
      {
        header: /of |in /.test(what)
          ? (/([\w-]+):/.exec(what)?.[1] ?? 'response headers policy')
          : 'response headers policy',
      },
      `the policy exceeds a quota of CloudFront: ${what}, at most ${limit}; shorten it, or have the quota raised`,
    ),
  );
}
