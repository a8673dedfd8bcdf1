import { headerValue, type EdgeHeaders } from '../../core/http/headers';

/** One value. Only cookies of responses have attributes. */
export interface SingleValue {
  readonly value: string;
  readonly attributes?: string;
}

/**
 * A header, cookie or query parameter in the event of a CloudFront Function: the first value, and all values if there
 * are several.
 */
export interface FunctionValue extends SingleValue {
  readonly multiValue?: readonly SingleValue[];
}
export type FunctionValues = Record<string, FunctionValue>;

/** The headers that `isShown` keeps. */
export function headerValues(headers: EdgeHeaders, isShown: (name: string) => boolean = () => true): FunctionValues {
  const values: FunctionValues = {};
  for (const name of Object.keys(headers)) {
    if (!isShown(name)) continue;
    const lines = headers[name]!;
    if (lines.length === 1) setOwn(values, name, { value: lines[0]!.value });
    else for (const { value } of lines) add(values, name, { value });
  }
  return values;
}

export function queryValues(querystring: string): FunctionValues {
  return querystring === '' ? {} : pairs(querystring.split('&'));
}

export function requestCookies(headers: EdgeHeaders): FunctionValues {
  const cookie = headers.cookie === undefined ? undefined : headerValue(headers, 'cookie');
  return cookie === undefined ? {} : pairs(cookie.split(/;\s*/));
}

/** The attributes of a Set-Cookie header are one string. */
export function responseCookies(headers: EdgeHeaders): FunctionValues {
  const values: FunctionValues = {};
  for (const { value: line } of headers['set-cookie'] ?? []) {
    const [, name = '', value = '', attributes] = /^([^=]*)=([^;]*)(?:;\s*(.*))?$/s.exec(line) ?? [];
    add(values, name, attributes === undefined ? { value } : { value, attributes });
  }
  return values;
}

function pairs(parts: readonly string[]): FunctionValues {
  const values: FunctionValues = {};
  for (const pair of parts) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    add(values, at < 0 ? pair : pair.slice(0, at), { value: at < 0 ? '' : pair.slice(at + 1) });
  }
  return values;
}

/** Only own members count: a parameter may be named `constructor` or `__proto__`. */
function add(values: FunctionValues, name: string, value: SingleValue): void {
  if (!Object.hasOwn(values, name)) return setOwn(values, name, value);
  const first = values[name]!;
  const { multiValue = [{ ...first }] }: FunctionValue = first;
  setOwn(values, name, { ...first, multiValue: [...multiValue, value] });
}

export function setOwn<T>(object: Record<string, T>, name: string, value: NoInfer<T>): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
