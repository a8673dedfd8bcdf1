import type { Part } from '../rule/conditions/condition';

/**
 * A part of a request as one text: `query`, `query:id`, `query:utm_*`, `host`, `header:referer`, `cookie:seen`,
 * `country`, `language`, `method`.
 */
export function readingOf({ kind, name }: Part): string {
  return name === undefined ? kind : `${kind}:${name}`;
}
