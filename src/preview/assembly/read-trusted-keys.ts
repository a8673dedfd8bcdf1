import type { Behavior } from './distribution';
import type { Reading } from './reading';
import { listOf, member, Reference, scalar, type Value } from './reference';

/** The keys of the trusted key groups; those of `TrustedSigners` are keys of an account, which no template has. */
export function readTrustedKeys(behavior: Value | undefined, { here }: Reading): Pick<Behavior, 'trustedKeys'> {
  const groups = listOf(member(behavior, 'TrustedKeyGroups'));
  const signers = listOf(member(behavior, 'TrustedSigners'));
  if (groups.length + signers.length === 0) return {};
  const configOf = (value: Value, name: string) => (
    value instanceof Reference ? member(here.properties(value), name) : undefined);
  const keys = groups.flatMap((group) => {
    const items = listOf(member(configOf(group, 'KeyGroupConfig'), 'Items'));
    return items.length === 0 ? [undefined] : items.map((item) => configOf(item, 'PublicKeyConfig'));
  }).map((config) => scalar(member(config, 'EncodedKey')));
  const known = keys.filter((key) => key.includes('BEGIN PUBLIC KEY'));
  return { trustedKeys: { keys: known, areAllKnown: signers.length === 0 && known.length === keys.length } };
}
