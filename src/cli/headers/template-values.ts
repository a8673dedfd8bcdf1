import { branchesOf, isIntrinsic } from '../../core/headers-policy/intrinsics';
import { UNKNOWN } from '../../core/security-headers/analysis/finding';

/**
 * A value of a template as far as it is known: the texts of `Fn::Join` and `Fn::Sub` with a mark for each part that
 * CloudFormation fills in, and of `Fn::If` the first of its branches that is there.
 */
export function flattened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flattened);
  if (typeof value !== 'object' || value === null) return value;
  if (!isIntrinsic(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, flattened(one)]));
  if ('Ref' in value) return value.Ref === 'AWS::NoValue' ? value : UNKNOWN;
  if ('Fn::If' in value) return ofBranches(branchesOf(value).map(flattened));
  if ('Fn::Join' in value) return joined(value['Fn::Join']);
  if ('Fn::Sub' in value) return substituted(value['Fn::Sub']);
  return UNKNOWN;
}

/** A header under a condition is there at least sometimes; of a text with two values, neither is known. */
function ofBranches(branches: readonly unknown[]): unknown {
  const [first] = branches;
  return typeof first === 'object' || branches.every((one) => one === first) ? first : UNKNOWN;
}

function joined(given: unknown): unknown {
  const [separator, parts] = Array.isArray(given) ? given as unknown[] : [];
  return typeof separator === 'string' && Array.isArray(parts)
    ? parts.map(flattened).map((part) => (typeof part === 'string' ? part : UNKNOWN)).join(separator) : UNKNOWN;
}

function substituted(given: unknown): unknown {
  const text: unknown = Array.isArray(given) ? given[0] : given;
  if (typeof text !== 'string') return UNKNOWN;
  return text.replace(/\$\{([^}]*)\}/g, (_, name: string) => (name.startsWith('!') ? `\${${name.slice(1)}}` : UNKNOWN));
}
