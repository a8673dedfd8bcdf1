import { kindOf } from './json';
import type { Reading } from './reading';
import { Reference, type Value } from './reference';
import { error } from '../../core/problem';
import { canBeSent } from '../exchange/headers';

/**
 * Says that a value is not what its place takes; the preview does not start then, as CloudFormation would not deploy.
 */
export function mustBe(takes: string, value: unknown, where: string, { here, problems }: Reading): void {
  problems.push(error('EDGE_PREVIEW_TEMPLATE', `${where} must be ${takes}, got ${kindOf(value)}`, here.stack.file));
}

/** A whole number within bounds. One that is not set, or that only a deploy knows, is the fallback. */
export function numberOf<T>(
  value: Value | undefined, where: string, fallback: T, [min, max]: readonly [number, number], reading: Reading,
): number | T {
  if (value === undefined || value === null || value === '' || value instanceof Reference) return fallback;
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  mustBe(`a whole number from ${min} to ${max}`, value, where, reading);
  return fallback;
}

/** A list; nothing at all is an empty one. */
export function itemsOf(value: Value | undefined, where: string, reading: Reading): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null && !(value instanceof Reference)) mustBe('a list', value, where, reading);
  return [];
}

/** Whether a header can be sent at all; one that cannot would fail every response that it is put on. */
export function isHeader(name: string, value: string, where: string, reading: Reading): boolean {
  if (canBeSent(name, value)) return true;
  if (canBeSent(name, '')) mustBe(`a value of header ${name} without control characters`, value, where, reading);
  else mustBe('a header name', name, where, reading);
  return false;
}
