import { mustBe } from './checked-values';
import type { Distribution } from './distribution';
import type { Reading } from './reading';
import { isRecord, member, type Value } from './reference';

/**
 * Checks that the distribution has what each request needs: a default behavior, path patterns, and origins that exist.
 */
export function checkDistribution(
  config: Value | undefined,
  distribution: Distribution,
  where: string,
  reading: Reading,
): void {
  if (!isRecord(config)) return mustBe('an object', config, where, reading);
  const defaultBehavior = member(config, 'DefaultCacheBehavior');
  if (!isRecord(defaultBehavior)) {
    mustBe('the default behavior', defaultBehavior, `${where}.DefaultCacheBehavior`, reading);
  }
  const { behaviors, origins, originGroups } = distribution;
  if (origins.size === 0) mustBe('a list with an origin', member(config, 'Origins'), `${where}.Origins`, reading);
  behaviors.forEach(({ pathPattern, targetOriginId }, index) => {
    const isDefault = index === behaviors.length - 1;
    if (isDefault && !isRecord(defaultBehavior)) return;
    const at = `${where}.${isDefault ? 'DefaultCacheBehavior' : `CacheBehaviors[${index}]`}`;
    if (pathPattern === '') mustBe('a path pattern', undefined, `${at}.PathPattern`, reading);
    if (origins.has(targetOriginId) || originGroups.has(targetOriginId)) return;
    mustBe(
      `one of ${quoted([...origins.keys(), ...originGroups.keys()])}`,
      targetOriginId,
      `${at}.TargetOriginId`,
      reading,
    );
  });
  for (const [groupId, { primaryId, secondaryId }] of originGroups) {
    for (const id of [primaryId, secondaryId]) {
      if (!origins.has(id)) {
        mustBe(
          `two of ${quoted([...origins.keys()])}`,
          id,
          `the members of origin group ${JSON.stringify(groupId)}`,
          reading,
        );
      }
    }
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ') || 'the origins';
}
