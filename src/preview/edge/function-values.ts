import { headerValue, type EdgeHeaders } from '../../core/http/headers';

/**
 * A header, cookie or query parameter in the event of a CloudFront Function: the first value, and all values if there
 * are several.
 */
export interface FunctionValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}
export type FunctionValues = Record<string, FunctionValue>;

export function headerValues(headers: EdgeHeaders): FunctionValues {
  return group(
    Object.entries(headers).flatMap(([name, lines]) => lines.map((line) => [name, { value: line.value }] as const)),
  );
}

export function queryValues(querystring: string): FunctionValues {
  return group(querystring.split('&').filter((pair) => pair !== '').map((pair) => {
    const at = pair.indexOf('=');
    return [at < 0 ? pair : pair.slice(0, at), { value: at < 0 ? '' : pair.slice(at + 1) }] as const;
  }));
}

export function requestCookies(headers: EdgeHeaders): FunctionValues {
  return group((headerValue(headers, 'cookie') ?? '').split(/;\s*/).filter((pair) => pair !== '').map((pair) => {
    const at = pair.indexOf('=');
    return [at < 0 ? pair : pair.slice(0, at), { value: at < 0 ? '' : pair.slice(at + 1) }] as const;
  }));
}

/** The attributes of a Set-Cookie header are one string. */
export function responseCookies(headers: EdgeHeaders): FunctionValues {
  return group((headers['set-cookie'] ?? []).map(({ value }) => {
    const [, name = '', text = '', attributes] = /^([^=]*)=([^;]*)(?:;\s*(.*))?$/s.exec(value) ?? [];
    return [name, { value: text, ...(attributes === undefined ? {} : { attributes }) }] as const;
  }));
}

function group<T extends { value: string }>(pairs: readonly (readonly [string, T])[]): FunctionValues {
  const byName = new Map<string, T[]>();
  for (const [name, value] of pairs) byName.set(name, [...byName.get(name) ?? [], value]);
  return Object.fromEntries(
    [...byName].map(([name, values]) => [
      name,
      values.length === 1 ? values[0]! : { ...values[0]!, multiValue: values },
    ]),
  );
}
