import type { Stack } from 'aws-cdk-lib';

/** An error page may have hundreds of kilobytes, and is already in the function. */
const TEXT_MAX_LENGTH = 256;

/**
 * The configuration of a step for the manifest: tokens as in the template, sorted keys, long strings truncated.
 * Undefined if the CDK cannot resolve a token.
 */
export function manifestConfig(config: unknown, stack: Stack): unknown {
  try {
    return readable(stack.resolve(config));
  } catch {
    return undefined;
  }
}

function readable(value: unknown): unknown {
  if (typeof value === 'string') return cut(value);
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, readable(member)]));
}

function cut(text: string): string {
  return text.length <= TEXT_MAX_LENGTH ? text : `${text.slice(0, TEXT_MAX_LENGTH)}… (${text.length} characters)`;
}
