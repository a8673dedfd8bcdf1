import { itemsOf, membersOf, type PolicyConfig } from './config';
import { branchesOf, isAbsent, isIntrinsic } from './intrinsics';
import { SECURITY_HEADERS, securityValue, textOf } from './security-headers';

/** A header that a policy sets. */
export interface SetHeader {
  readonly name: string;
  /** As text, for comparisons and messages. */
  readonly value: string;
  /** Whether it replaces that of the origin. */
  readonly override: unknown;
  /** The member of `SecurityHeadersConfig`; undefined for a custom header. */
  readonly member?: string;
  /** As it is in the template. */
  readonly raw: unknown;
}

/** The headers that a policy sets; undefined if their names are only known at deploy time, or not by this version. */
export function headersOf(config: PolicyConfig): readonly SetHeader[] | undefined {
  const members = membersOf(config, 'SecurityHeadersConfig');
  const isKnown = (name: string) => SECURITY_HEADERS.some(([member]) => member === name);
  if (!Object.keys(members ?? {}).every(isKnown)) return undefined;
  const custom = itemsOf(config, 'CustomHeadersConfig')?.map(customHeader);
  if (members === undefined || custom === undefined) return undefined;
  const security = SECURITY_HEADERS.flatMap(([member, name, render]): SetHeader[] => {
    const raw = members[member];
    const { Override: override } = Object(raw);
    return isAbsent(raw) ? [] : [{ name, value: securityValue(render, raw), override, member, raw }];
  });
  return custom.includes(undefined) ? undefined : [...security, ...custom as SetHeader[]];
}

/** A custom header; one under a condition if both branches have the same name. */
function customHeader(raw: unknown): SetHeader | undefined {
  const branches = branchesOf(raw) as Partial<Record<'Header' | 'Value' | 'Override', unknown>>[];
  const [first] = branches;
  const name = first?.Header;
  if (typeof name !== 'string' || !branches.every(({ Header: other }) => sameName(other, name))) return undefined;
  return { name, value: isIntrinsic(raw) ? textOf(raw) : textOf(first.Value ?? ''), override: first.Override, raw };
}

export function sameName(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
}
