import { isAbsent, isIntrinsic } from './intrinsics';

/** The configuration of a response headers policy, as it is in a template: values may be intrinsic functions. */
export interface PolicyConfig {
  readonly Name?: unknown;
  readonly Comment?: unknown;
  readonly CorsConfig?: unknown;
  readonly CustomHeadersConfig?: unknown;
  readonly RemoveHeadersConfig?: unknown;
  readonly SecurityHeadersConfig?: unknown;
  readonly ServerTimingHeadersConfig?: unknown;
}

/** The parts of a policy that have to be read one by one, since both policies have some. */
export type GroupName = 'CustomHeadersConfig' | 'RemoveHeadersConfig' | 'SecurityHeadersConfig';

const GROUPS = [
  'Name', 'Comment', 'CorsConfig', 'CustomHeadersConfig', 'RemoveHeadersConfig', 'SecurityHeadersConfig',
  'ServerTimingHeadersConfig',
];

/** A part that this version does not know, and would lose. */
export function unknownGroup(config: PolicyConfig): string | undefined {
  return Object.keys(config).find((name) => !GROUPS.includes(name));
}

type Members = Readonly<Record<string, unknown>>;

/** The members of a part; undefined if they are only known at deploy time. */
export function membersOf(config: PolicyConfig, group: GroupName): Members | undefined {
  const value = config[group];
  if (isAbsent(value)) return {};
  return isIntrinsic(value) ? undefined : value as Members;
}

/** The items of a list; undefined if they are only known at deploy time. */
export function itemsOf(config: PolicyConfig, group: GroupName): readonly unknown[] | undefined {
  const items = membersOf(config, group)?.Items;
  if (membersOf(config, group) === undefined) return undefined;
  if (isAbsent(items)) return [];
  return Array.isArray(items) ? items.filter((item) => !isAbsent(item)) : undefined;
}
