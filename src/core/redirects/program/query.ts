import { encodeText } from './path';

/** One `name=value` of a query, as it was sent and decoded. */
export interface QueryPart {
  readonly text: string;
  readonly name: string;
  readonly value: string;
}

/** Splits a query; `a=1&&b` has two parts, because an empty one says nothing. */
export function queryParts(query: string): QueryPart[] {
  return query.split('&').filter((text) => text !== '').map((text) => {
    const [, name, value = ''] = /^([^=]*)=?(.*)/s.exec(text)!;
    return { text, name: decodeQuery(name), value: decodeQuery(value) };
  });
}

/** `_escaped_fragment_=%2Ftest` and `_escaped_fragment_=/test` are the same parameter. */
export function decodeQuery(text: string): string {
  if (!/[%+]/.test(text)) return text;
  const spaced = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced; // malformed escapes are compared as they are
  }
}

/** A query that may stand in a Location: nothing that could end it or the header. What is already encoded stays as it was sent. */
export function safeQuery(query: string): string {
  return query.replace(/[^!$-;=?-Z_a-z~[\]]/gu, encodeText);
}

/** Joins the target's own query with what is kept of the request's: the target wins for a name that it sets itself. */
export function mergeQuery(target: string, request: readonly QueryPart[]): string {
  if (request.length === 0) return target;
  const taken = new Set(queryParts(target).map((part) => part.name));
  const kept = request.filter((part) => !taken.has(part.name)).map((part) => safeQuery(part.text));
  return (target === '' ? kept : [target, ...kept]).join('&');
}

/** `utm_*` names every parameter that begins with `utm_`. */
export function named(names: readonly string[], name: string): boolean {
  return names.some((n) => (n.endsWith('*') ? name.startsWith(n.slice(0, -1)) : n === name));
}
