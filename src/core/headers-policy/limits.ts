import { itemsOf, type PolicyConfig } from './config';
import { headersOf } from './headers';
import { isIntrinsic } from './intrinsics';

/**
 * Quotas of response headers policies. That of removed headers is not in the documentation: reported, not confirmed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html (checked 2026-11-28)
 */
export const POLICY_LIMITS = {
  /** In an account; 20 can be raised. */
  policies: 20,
  customHeaders: 10,
  removedHeaders: 10,
  nameLength: 256,
  valueLength: 1783,
  totalLength: 10_240,
} as const;

/** A quota that a policy exceeds. */
export interface ExceededLimit {
  readonly what: string;
  readonly limit: number;
  /** Whether the quota is documented. */
  readonly certain: boolean;
}

/** The quotas that a policy exceeds. Values that are only known at deploy time are not counted. */
export function exceededLimits(config: PolicyConfig): ExceededLimit[] {
  const headers = headersOf(config) ?? [];
  const custom = headers.filter(({ member }) => member === undefined);
  const removed = itemsOf(config, 'RemoveHeadersConfig')?.length ?? 0;
  const known = headers.filter(({ raw }) => !isIntrinsic(raw));
  const total = known.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  const { customHeaders, removedHeaders, nameLength, valueLength, totalLength } = POLICY_LIMITS;
  const exceeded = (what: string, size: number, limit: number, certain = true): ExceededLimit[] => (
    size > limit ? [{ what: `${what} ${size}`, limit, certain }] : []);
  return [
    ...exceeded(`custom headers (${custom.map(({ name }) => name).join(', ')}):`, custom.length, customHeaders),
    ...known.flatMap(({ name, value }) => [
      ...exceeded(`characters in the name of ${name}:`, name.length, nameLength),
      ...exceeded(`characters in ${name}:`, value.length, valueLength),
    ]),
    ...exceeded('characters in all names and values:', total, totalLength),
    ...exceeded('removed headers:', removed, removedHeaders, false),
  ];
}
