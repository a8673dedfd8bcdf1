import type { Stack } from 'aws-cdk-lib';

/** A page of an error rule may have hundreds of kilobytes, and is in the function already. */
const TEXT_MAX_LENGTH = 256;

/**
 * The configuration of a step as the manifest has it: values that are only known at deploy time as the template has
 * them, keys in one order, long texts cut. Undefined if the CDK cannot say what a part of it will be.
 */
export function writtenDown(config: unknown, stack: Stack): unknown {
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
