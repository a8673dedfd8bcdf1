import { kindOf } from './json';
import type { Reading } from './reading';
import { Reference, type Value } from './reference';
import { error } from '../../core/problem';
import { isValidHeader } from '../exchange/headers';

/**
 * Reports a value that its property does not allow. The preview does not start with it, as CloudFormation would not
 * deploy it.
 */
export function mustBe(expected: string, value: unknown, where: string, { here, problems }: Reading): void {
  problems.push(error('EDGE_PREVIEW_TEMPLATE', `${where} must be ${expected}, got ${kindOf(value)}`, here.stack.file));
}

/** An integer within bounds. The fallback stands for a value that is not set or only known after the deployment. */
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

/** The items of a list. A property that is not set is an empty list. */
export function itemsOf(value: Value | undefined, where: string, reading: Reading): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null && !(value instanceof Reference)) mustBe('a list', value, where, reading);
  return [];
}

/** Whether a header is valid in HTTP. An invalid one would make every response that has it fail. */
export function isHeader(name: string, value: string, where: string, reading: Reading): boolean {
  if (isValidHeader(name, value)) return true;
  if (isValidHeader(name, '')) mustBe(`a value of header ${name} without control characters`, value, where, reading);
  else mustBe('a header name', name, where, reading);
  return false;
}
