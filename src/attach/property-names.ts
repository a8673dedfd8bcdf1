import { isIntrinsic } from '../core/headers-policy/intrinsics';

/**
 * A value of a template with the property names of the L1: `MinTTL` becomes `minTtl`, and `XSSProtection`
 * `xssProtection`. Intrinsic functions stay as they are.
 */
export function withPropertyNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPropertyNames);
  if (typeof value !== 'object' || value === null || isIntrinsic(value) || 'resolve' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [propertyName(name), withPropertyNames(member)]));
}

function propertyName(name: string): string {
  return name.replace(/[A-Z]+(?=[A-Z][a-z]|$)|[A-Z]/g, (word: string, at: number) => (
    at === 0 ? word.toLowerCase() : word[0] + word.slice(1).toLowerCase()));
}
