import type { HeaderSettings } from './header-settings';
import { SecurityHeadersEngine } from './security-headers-engine';
import type { SecurityHeadersOptions } from './security-headers-options';
import { SecurityHeadersPreset } from './security-headers-preset';
import { error, note, type Problem } from '../../core/problem';
import { HEADER_NAMES, HEADER_PROPERTIES } from '../../core/security-headers/header-names';
import { managedHeader, managedLacks, notManaged } from '../../core/security-headers/managed-policy';

type Given = Partial<SecurityHeadersOptions>;

/** Whether CloudFront's own policy is all that sets headers. */
export function isManagedAlone({ managedPolicy, engine = SecurityHeadersEngine.AUTO }: Given): boolean {
  return managedPolicy === true
    && (engine === SecurityHeadersEngine.AUTO || engine === SecurityHeadersEngine.RESPONSE_HEADERS_POLICY);
}

/** Reports what the managed policy cannot do, and what it has less than the preset. */
export function checkManagedAlone(given: Given, { headers, removed }: HeaderSettings): Problem[] {
  const { preset = SecurityHeadersPreset.BALANCED, omit = [], keepOrigin = [], customHeaders = [] } = given;
  const { removeHeaders = [], documentsOnly, removeFingerprintingHeaders } = given;
  const valueOf = (property: string) => headers.find((one) => one.property === property)?.value;
  const problems = [
    ...preset === SecurityHeadersPreset.BALANCED ? [] : [notManaged('has values of its own', 'preset')],
    ...HEADER_PROPERTIES.filter((property) => given[property] !== undefined).flatMap((property) => {
      const [wanted, sent] = [valueOf(property), managedHeader(HEADER_NAMES[property])?.value];
      return wanted === sent ? [] : [notManaged(`is about ${HEADER_NAMES[property]}${
        wanted === undefined ? ' to be left out' : ''}`, property)];
    }),
    ...omit.flatMap((name, index) => (managedHeader(name) ? [notManaged(`has ${name}`, `omit[${index}]`)] : [])),
    ...keepOrigin.flatMap((name, index) => (
      managedHeader(name)?.override ? [notManaged(`has ${name}`, `keepOrigin[${index}]`)] : [])),
    ...customHeaders.map(({ header }, index) => notManaged(`sets ${header}`, `customHeaders[${index}]`)),
    ...removeHeaders.map((name, index) => notManaged(`removes ${name}`, `removeHeaders[${index}]`)),
    ...removeFingerprintingHeaders ? [notManaged('removes headers', 'removeFingerprintingHeaders')] : [],
    ...documentsOnly ? [notManaged('tells documents from other files', 'documentsOnly')] : [],
  ];
  return problems.length > 0 ? problems : [managedLacks(headers, removed.map(({ name }) => name))];
}

/** Reports an engine that has a policy of its own, and says what the managed policy is for beside a function. */
export function checkManagedBeside({ managedPolicy, engine }: Given): Problem[] {
  if (!managedPolicy) return [];
  return [engine === SecurityHeadersEngine.HYBRID
    ? error('EDGE_MANAGED_POLICY', 'is HYBRID, which creates a policy, but managedPolicy is true: use '
      + 'SecurityHeadersEngine.CLOUDFRONT_FUNCTION, which sets all headers beside it', 'engine')
    : note('EDGE_MANAGED_POLICY_LACKS', 'is for responses that no function sees, such as blocks of AWS WAF: they have '
      + 'the headers of CloudFront\'s own SecurityHeadersPolicy, without a Content-Security-Policy', 'managedPolicy')];
}
