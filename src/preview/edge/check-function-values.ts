import { invalid, REASONS, valid, type Checked } from './checked';
import type { FunctionValues } from './function-values';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { isDisallowed, isReadOnly } from '../../core/facts/edge-headers';
import { wireName, type EdgeHeaders } from '../../core/http/headers';
import { CONTROL_CHARACTERS, HEADER_NAME } from '../../core/results/headers';
import { isObject } from '../../core/values/is-object';

/** One value in a function's result. Only cookies of responses have attributes. */
interface ResultValue { readonly value: string; readonly attributes?: string }

/**
 * All values of each header, cookie or query parameter in a result. `multiValue` takes precedence over `value` if the
 * function changed or added it.
 */
export function readValues(
  result: unknown,
  before: FunctionValues,
  what: string,
): Checked<[name: string, values: ResultValue[]][]> {
  if (result === undefined || result === null) return valid([]);
  if (!isObject(result)) return invalid(REASONS.headers, `${what} is not an object`);
  const values: [string, ResultValue[]][] = [];
  for (const [name, given] of Object.entries(result)) {
    if (!isObject(given)) return invalid(REASONS.headers, `${what}.${name} is not an object with a value`);
    const single = given as unknown as ResultValue;
    const several = Array.isArray(given.multiValue) ? (given.multiValue as ResultValue[]) : undefined;
    const untouched = JSON.stringify(several) === JSON.stringify(before[name]?.multiValue);
    const list =
      several === undefined
        ? [single]
        : untouched && single.value !== before[name]?.value
          ? [single, ...several.slice(1)]
          : several;
    if (list.some((item) => !isObject(item) || typeof item.value !== 'string')) {
      return invalid(REASONS.headers, `${what}.${name} has a value that is not a string`);
    }
    values.push([name, list]);
  }
  return valid(values);
}

export function checkFunctionHeaders(event: EdgeEvent, before: FunctionValues, result: unknown): Checked<EdgeHeaders> {
  const given = readValues(result, before, 'headers');
  if (!given.ok) return given;
  const headers: EdgeHeaders = {};
  for (const [name, values] of given.value) {
    if (name !== name.toLowerCase()) return invalid(REASONS.headers, `${name} is not in lower case`);
    if (!HEADER_NAME.test(name)) return invalid(REASONS.headers, `${JSON.stringify(name)} is not a valid header name`);
    if (isDisallowed(name)) return invalid(REASONS.disallowed, name);
    if (values.some(({ value }) => CONTROL_CHARACTERS.test(value))) {
      return invalid(REASONS.headers, `${name} has a control character`);
    }
    headers[name] = values.map(({ value }) => ({ key: wireName(name), value }));
  }
  for (const name of new Set([...Object.keys(before), ...Object.keys(headers)])) {
    const had =
      before[name] === undefined
        ? undefined
        : (before[name].multiValue ?? [before[name]]).map((v) => v.value).join(', ');
    const has = headers[name]?.map((line) => line.value).join(', ');
    if (had !== has && isReadOnly(event, name, 'cloudfront-function')) {
      return invalid(REASONS.readOnly, `${name} is read-only at ${event}`);
    }
  }
  return valid(headers);
}
