import { closest } from '../../problem/closest';
import { WHEN_CONDITIONS } from '../rule/conditions';
import type { Conditions, Place } from '../rule/model';
import { Plain, shown } from '../rule/plain';
import { quoted, Report } from '../rule/report';

export interface ConditionField {
  readonly key: string;
  readonly place: Place;
  readonly value: Plain;
  /** The text in a cell or a line; absent in JSON. */
  readonly written?: string;
}

/**
 * Parses the `when` of a rule; undefined after an error, because a rule without one of its conditions would match too
 * much.
 */
export function readConditions(fields: readonly ConditionField[], report: Report): Conditions | undefined {
  let conditions: Conditions = {};
  let isValid = true;
  const seen = new Set<string>();
  const fail = (place: Place, message: string): void => {
    isValid = false;
    report.error('EDGE_REDIRECT_CONDITION', place, message);
  };
  for (const { key, place, value, written } of fields) {
    const condition = WHEN_CONDITIONS.find(({ name }) => name === key);
    if (condition === undefined) {
      const names = WHEN_CONDITIONS.map(({ name }) => name);
      const guess = closest(key, names);
      fail(
        place,
        `the condition ${quoted(key)} is unknown; `
          + `${guess ? `did you mean ${quoted(guess)}?` : `there are ${names.join(', ')}`}`,
      );
      continue;
    }
    if (seen.has(key)) fail(place, `the condition ${quoted(key)} occurs twice; give it a list`);
    seen.add(key);
    const read = condition.read(value, written !== undefined);
    if ('value' in read) {conditions = { ...conditions, [condition.key]: read.value };} else {
      fail(
        place,
        `the condition ${quoted(key)} ${read.fault}; got ${written === undefined ? shown(value) : quoted(written)}`,
      );
    }
  }
  return isValid ? conditions : undefined;
}
