import { FUNCTION_REASONS, invalid, valid, type Checked } from './checked';
import { setOwn, type FunctionValue, type FunctionValues, type SingleValue } from './function-values';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { isDisallowed, isReadOnly, READ_ONLY_HEADERS } from '../../core/facts/edge-headers';
import type { EdgeHeaders } from '../../core/http/headers';
import { CONTROL_CHARACTERS, HEADER_NAME } from '../../core/results/headers';
import { isObject } from '../../core/values/is-object';
import { byName } from '../exchange/by-name';
import { onTheWire } from '../exchange/headers';

/** The values of one header, cookie or query parameter in a result; a text says what is wrong. */
type Read = readonly SingleValue[] | string;

/**
 * All values of each cookie or query parameter in a result. `multiValue` takes precedence over `value` if the function
 * changed or added it.
 */
export function readValues(
  result: unknown,
  before: FunctionValues,
  what: string,
): Checked<[name: string, values: readonly SingleValue[]][]> {
  if (result === undefined || result === null) return valid([]);
  if (!isObject(result)) return invalid(FUNCTION_REASONS.entry(what), `${what} is not an object`);
  const values: [string, readonly SingleValue[]][] = [];
  for (const name of Object.keys(result)) {
    const read = readValue(result[name], own(before, name));
    if (typeof read === 'string') return wrongEntry(what, name, read);
    values.push([name, read]);
  }
  return valid(values);
}

function readValue(given: unknown, before: FunctionValue | undefined): Read {
  if (!isObject(given)) return 'is not an object with a value';
  const { value, multiValue, attributes } = given;
  if (!Array.isArray(multiValue)) return single(value, attributes);
  const several: SingleValue[] = [];
  for (const item of multiValue as unknown[]) {
    const read = isObject(item) ? single(item.value, item.attributes) : NOT_TEXT;
    if (typeof read === 'string') return read;
    several.push(...read);
  }
  if (value === before?.value || !isUntouched(several, before?.multiValue)) return several;
  const first = single(value, attributes);
  return typeof first === 'string' ? first : [...first, ...several.slice(1)];
}

function wrongEntry(what: string, name: string, how: string): Checked<never> {
  return invalid(FUNCTION_REASONS.entry(what), `${what}[${JSON.stringify(name)}] ${how}`);
}

const NOT_TEXT = 'has a value that is not a string';

function single(value: unknown, attributes: unknown): Read {
  if (typeof value !== 'string') return NOT_TEXT;
  if (attributes === undefined || attributes === null) return [{ value }];
  return typeof attributes === 'string' ? [{ value, attributes }] : 'has attributes that are not a string';
}

function isUntouched(after: readonly SingleValue[], before: readonly SingleValue[] | undefined): boolean {
  return after.length === before?.length && after.every(({ value, attributes }, at) => (
    value === before[at]!.value && attributes === before[at]!.attributes));
}

/** Whether a function left the values as they were, also in their order. */
export function isUnchanged(result: unknown, before: FunctionValues): boolean {
  if (!isObject(result)) return false;
  const names = Object.keys(before);
  const after = Object.keys(result);
  return names.length === after.length && names.every((name, at) => {
    const given = result[name];
    if (name !== after[at] || !isObject(given) || given.value !== before[name]!.value) return false;
    const { multiValue } = before[name]!;
    if (multiValue === undefined) {
      return given.multiValue === undefined && given.attributes === before[name]!.attributes;
    }
    const read = readValue(given, before[name]);
    return typeof read !== 'string' && isUntouched(read, multiValue);
  });
}

/**
 * The headers of a result, of which only those that changed are looked at closely: this runs for each request. `lines`
 * are those before the function, as they were sent.
 */
export function checkFunctionHeaders(
  event: EdgeEvent, before: FunctionValues, lines: EdgeHeaders, result: unknown, what: string,
): Checked<EdgeHeaders> {
  if (result !== undefined && result !== null && !isObject(result)) {
    return invalid(FUNCTION_REASONS.entry(what), `${what} is not an object`);
  }
  const headers: EdgeHeaders = {};
  for (const name of Object.keys(result ?? {})) {
    const given = result![name];
    const was = own(before, name);
    if (was !== undefined && isObject(given) && isSame(given, was)) {
      setOwn(headers, name, sameLine(lines, name, was.value));
      continue;
    }
    const read = readValue(given, was);
    if (typeof read === 'string') return wrongEntry(what, name, read);
    switch (nameFault(name)) {
      case 'case': return invalid(FUNCTION_REASONS.lowerCase(what), `${name} is not in lower case`);
      case 'syntax':
        return invalid(FUNCTION_REASONS.name(what), `${JSON.stringify(name)} is not a valid header name`);
      case 'disallowed': return invalid(FUNCTION_REASONS.disallowed, name);
      case 'none':
    }
    if (read.some(({ value }) => CONTROL_CHARACTERS.test(value))) {
      return invalid(FUNCTION_REASONS.entry(what), `${name} has a control character`);
    }
    setOwn(headers, name, read.map(({ value }) => ({ key: onTheWire(name), value })));
  }
  for (const name of READ_ONLY_HEADERS[event]) {
    if (before[name] === undefined && headers[name] === undefined) continue;
    const had = text(before[name]);
    const has = headers[name]?.map((line) => line.value).join(', ');
    if (had !== has && isReadOnly(event, name, 'cloudfront-function')) {
      const how = had === undefined ? 'added' : has === undefined ? 'deleted' : 'changed';
      return invalid(FUNCTION_REASONS.readOnly, `${name} was ${how}, and is read-only at ${event}`);
    }
  }
  return valid(headers);
}

/** What is wrong with the name of a header that a function added or changed. */
const nameFault = byName((name) => {
  if (name !== name.toLowerCase()) return 'case';
  if (!HEADER_NAME.test(name)) return 'syntax';
  return isDisallowed(name) ? 'disallowed' : 'none';
});

/** The line itself, unless its name was spelled in another way: functions do not see how. */
function sameLine(lines: EdgeHeaders, name: string, value: string): EdgeHeaders[string] {
  const key = onTheWire(name);
  const sent = Object.hasOwn(lines, name) ? lines[name]! : [];
  return sent.length === 1 && sent[0]!.key === key && sent[0]!.value === value ? sent : [{ key, value }];
}

function isSame({ value, multiValue }: Record<string, unknown>, before: FunctionValue): boolean {
  return value === before.value && multiValue === undefined && before.multiValue === undefined;
}

function text(value: FunctionValue | undefined): string | undefined {
  return value && (value.multiValue ?? [value]).map((one) => one.value).join(', ');
}

function own(values: FunctionValues, name: string): FunctionValue | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
