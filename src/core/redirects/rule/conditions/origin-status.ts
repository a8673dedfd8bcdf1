import { words } from './cells';
import type { WhenCondition } from './condition';
import { inWhen } from './in-when';
import { anyAtom, chosen, oneOf } from './one-of';
import { ORIGIN_STATUS } from '../channels';
import { numbers } from '../plain';
import { urlOf, without } from '../probe';

declare module '../model' {
  interface Conditions {
    readonly originStatuses?: readonly number[];
  }
}

/** The status of the response of the origin. */
export const ORIGIN_STATUS_CONDITION: WhenCondition<'originStatuses'> = {
  ...inWhen('originStatuses'),
  ...oneOf<number>('origin status'),
  name: 'originStatus',
  noun: 'the status of the origin',
  read: (value) => {
    const statuses = numbers(value);
    const valid = statuses?.every((s) => Number.isInteger(s) && s >= 200 && s <= 599);
    return valid ? { value: statuses! } : { fault: 'must be a status of the origin such as 404, or a list of them' };
  },
  readCell: (text) => words(text).map((word) => (/^\d+$/.test(word) ? Number(word) : word)),
  line: undefined,
  unseen: [
    {
      on: ['viewer-request', 'origin-request'],
      code: 'EDGE_REDIRECT_ORIGIN_STATUS',
      message:
        'looks at the status of the origin, which has not been asked yet on this event; use '
          + 'RedirectEventType.ORIGIN_RESPONSE',
    },
  ],
  satisfy: (statuses, probe, { choice, at }) => {
    probe.statuses[urlOf(at)] = chosen(statuses, choice);
  },
  fail: (_, probe, { at }) => [{ ...probe, statuses: without(probe.statuses, urlOf(at)) }],
  tests: (statuses, atoms) => [anyAtom(ORIGIN_STATUS, statuses, atoms)],
  // Refused on viewer-request, the only event of such a function that has redirects.
  inFunction: () => [],
  // Not in the cache key: the cache stores a response under the key of the request to the origin.
  parts: () => [],
};
