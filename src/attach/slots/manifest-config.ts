import type { Stack } from 'aws-cdk-lib';
import { POLICY_LIMITS } from '../../core/headers-policy/limits';

/** An error page may have hundreds of kilobytes, and is already in the function. */
const TEXT_MAX_LENGTH = 256;
/** Headers are read by the command line; CloudFront limits all of them together. */
const HEADER_MAX_LENGTH = POLICY_LIMITS.totalLength;

/**
 * The configuration of a step for the manifest: tokens as in the template, sorted keys, long strings truncated.
 * Undefined if the CDK cannot resolve a token.
 */
export function manifestConfig(config: unknown, stack: Stack, part?: string): unknown {
  try {
    return readable(stack.resolve(config), part === 'headers' ? HEADER_MAX_LENGTH : TEXT_MAX_LENGTH);
  } catch {
    return undefined;
  }
}

function readable(value: unknown, most: number): unknown {
  if (typeof value === 'string') return cut(value, most);
  if (Array.isArray(value)) return value.map((one) => readable(one, most));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, readable(member, most)]));
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}
