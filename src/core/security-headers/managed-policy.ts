import { MANAGED_RESPONSE_HEADERS_POLICIES } from '../facts/managed-policies';
import type { PolicyHeader } from '../facts/policy-settings';
import { error, note, type Problem } from '../problem';

/** A header that a construct is to send. */
export interface WantedHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

/** CloudFront's own policies with security headers: alone, or beside CORS. */
const SECURITY_POLICIES: Readonly<Record<string, string>> = {
  '': '67f7725c-6f97-4210-82d7-5512b31e9d03',
  'SecurityHeadersPolicy': '67f7725c-6f97-4210-82d7-5512b31e9d03',
  'SimpleCORS': 'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  'CORS-and-SecurityHeadersPolicy': 'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  'CORS-With-Preflight': 'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
  'CORS-with-preflight-and-SecurityHeadersPolicy': 'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
};

/** The id of the managed policy for a behavior that has this managed policy, or none. */
export function managedPolicyWith(name = ''): string | undefined {
  return Object.hasOwn(SECURITY_POLICIES, name) ? SECURITY_POLICIES[name] : undefined;
}

/** The headers of the managed policies, which are the same in all of them. */
export const MANAGED_HEADERS: readonly PolicyHeader[] =
  MANAGED_RESPONSE_HEADERS_POLICIES[SECURITY_POLICIES['']].headers;

export function managedHeader(name: string): PolicyHeader | undefined {
  return MANAGED_HEADERS.find((header) => header.name.toLowerCase() === name.toLowerCase());
}

/** A property that the managed policy does not fulfil. */
export function notManaged(what: string, path: string): Problem {
  return error('EDGE_MANAGED_POLICY', `${what}, which CloudFront's own SecurityHeadersPolicy cannot do: leave it out, `
    + 'leave managedPolicy out, or add engine: SecurityHeadersEngine.CLOUDFRONT_FUNCTION, which sets all headers',
  path);
}

/** Names what a preset has that the managed policy has not, header by header. */
export function managedLacks(wanted: readonly WantedHeader[], removed: readonly string[]): Problem {
  const missing = wanted.filter(({ name }) => managedHeader(name) === undefined).map(({ name }) => name);
  const others = wanted.flatMap(({ name, value }) => {
    const sent = managedHeader(name)?.value;
    return sent === undefined || sent === value ? []
      : [`${name} is ${JSON.stringify(sent)} and not ${JSON.stringify(value)}`];
  });
  const kept = MANAGED_HEADERS.filter(({ override }) => !override).map(({ name }) => name);
  const parts = [
    ...missing.length > 0 ? [`it does not send ${missing.join(', ')}`] : [],
    ...others,
    `a header of the origin is not replaced, if it is ${kept.join(', ')}`,
    ...removed.length > 0 ? [`${removed.join(', ')} of the origin stay`] : [],
  ];
  return note('EDGE_MANAGED_POLICY_LACKS', `is CloudFront's own SecurityHeadersPolicy, which is less than the preset: ${
    parts.join('; ')}. SecurityHeadersEngine.CLOUDFRONT_FUNCTION beside it sets all headers of pages`, 'managedPolicy');
}
