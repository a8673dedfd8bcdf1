import { itemsOf, unknownGroup, type PolicyConfig } from './config';
import { headersOf, sameName, type SetHeader } from './headers';
import { isAbsent, orElse } from './intrinsics';
import { textOf } from './security-headers';

export type Winner = 'ours' | 'existing';

/** What both policies set, with different values. */
export interface PolicyConflict {
  readonly what: string;
  readonly ours: string;
  readonly existing: string;
}

export interface PolicyMerge {
  /** Without name and comment. */
  readonly config: PolicyConfig;
  readonly conflicts: readonly PolicyConflict[];
}

/** A part of the existing policy that cannot be read, because it is only known at deploy time. */
export interface Unreadable {
  readonly unreadable: string;
}

/**
 * One policy that does what two do: everything of both, and the values of one of them where both say something.
 *
 * CORS and Server-Timing are carried as they are. A header counts as one, whether it is set as a security header or as
 * a custom one.
 */
export function mergePolicies(ours: PolicyConfig, existing: PolicyConfig, winner: Winner): PolicyMerge | Unreadable {
  const unknown = unknownGroup(existing);
  if (unknown !== undefined) return { unreadable: unknown };
  const [own, theirs] = [headersOf(ours), headersOf(existing)];
  const removedByUs = itemsOf(ours, 'RemoveHeadersConfig');
  const removedByThem = itemsOf(existing, 'RemoveHeadersConfig');
  if (own === undefined || theirs === undefined) {
    const custom = headersOf({ CustomHeadersConfig: existing.CustomHeadersConfig });
    return { unreadable: custom ? 'SecurityHeadersConfig' : 'CustomHeadersConfig' };
  }
  if (removedByUs === undefined || removedByThem === undefined) return { unreadable: 'RemoveHeadersConfig' };
  const pairs = pairUp(own, theirs);
  const wins = <T>(a: T, b: T) => {
    const [first, second] = winner === 'ours' ? [a, b] : [b, a];
    return isAbsent(first) ? second : first;
  };
  const chosen = pairs.map(([a, b]) => completed(wins(a, b)!, a));
  const kept = keptOrigins(removedByUs, theirs, own);
  const ownRemovals = winner === 'ours' ? removedByUs : removedByUs.filter((one) => !names(kept, one));
  const removed = union(ownRemovals, removedByThem);
  const whole = (['CorsConfig', 'ServerTimingHeadersConfig'] as const)
    .map((group) => ({ group, ours: ours[group], existing: existing[group] }));
  return {
    config: {
      ...Object.fromEntries(whole.map(({ group, ours: a, existing: b }) => [group, wins(a, b)])
        .filter(([, value]) => !isAbsent(value))),
      ...headersConfig(chosen),
      ...removed.length > 0 && { RemoveHeadersConfig: { Items: removed } },
    },
    conflicts: [
      ...pairs.flatMap(([a, b]) => (a && b && a.value !== b.value
        ? [{ what: a.name, ours: a.value, existing: b.value }] : [])),
      ...kept.map(({ name, value }) => ({ what: name, ours: 'removed', existing: value })),
      ...whole.flatMap(({ group, ours: a, existing: b }) => (isAbsent(a) || isAbsent(b) || textOf(a) === textOf(b)
        ? [] : [{ what: group, ours: textOf(a), existing: textOf(b) }])),
    ],
  };
}

type Pair = readonly [ours: SetHeader | undefined, existing: SetHeader | undefined];

/** The headers of both policies by name: our own first, in the order of each policy. */
function pairUp(own: readonly SetHeader[], theirs: readonly SetHeader[]): Pair[] {
  const others = theirs.filter(({ name }) => !own.some((one) => sameName(one.name, name)));
  return [
    ...own.map((one): Pair => [one, theirs.find(({ name }) => sameName(name, one.name))]),
    ...others.map((other): Pair => [undefined, other]),
  ];
}

/** An existing header under a condition does not take ours with it, where it is left out. */
function completed(header: SetHeader, own: SetHeader | undefined): SetHeader {
  return own === undefined || own.member !== header.member ? header : { ...header, raw: orElse(header.raw, own.raw) };
}

function headersConfig(chosen: readonly SetHeader[]): PolicyConfig {
  const security = chosen.filter(({ member }) => member !== undefined);
  const custom = chosen.filter(({ member }) => member === undefined);
  return {
    ...security.length > 0 && {
      SecurityHeadersConfig: Object.fromEntries(security.map(({ member, raw }) => [member, raw])),
    },
    ...custom.length > 0 && { CustomHeadersConfig: { Items: custom.map(({ raw }) => raw) } },
  };
}

/**
 * Headers that our policy removes from responses of the origin, and that the existing one sets only where the origin
 * has none.
 */
function keptOrigins(
  removed: readonly unknown[], theirs: readonly SetHeader[], own: readonly SetHeader[],
): readonly SetHeader[] {
  return theirs.filter((header) => String(header.override) !== 'true' && removed.some((one) => names([header], one))
    && !own.some(({ name }) => sameName(name, header.name)));
}

function names(headers: readonly SetHeader[], removed: unknown): boolean {
  return headers.some(({ name }) => sameName(name, (removed as { readonly Header?: unknown }).Header));
}

/** The headers that are removed by either policy, each once. */
function union(own: readonly unknown[], theirs: readonly unknown[]): unknown[] {
  const header = (item: unknown) => (item as { readonly Header?: unknown }).Header;
  return [...own, ...theirs.filter((item) => !own.some((one) => sameName(header(one), header(item))))];
}
