import type { RequestPart, Statement, WafAction, WafRule, WebAcl } from './web-acl';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';

/** The parts of a viewer's request that rules inspect. */
export interface InspectedRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: string;
  readonly headers: EdgeHeaders;
  readonly country?: string;
}

export interface Verdict {
  readonly action: WafAction;
  /** The rule that decided; undefined when the default action did. */
  readonly rule?: WafRule;
}

/** The first matching rule with a terminating action decides; a rule that counts does not terminate. */
export function evaluateWebAcl(acl: WebAcl, request: InspectedRequest): Verdict {
  const rule = acl.rules.find(
    (candidate) => candidate.action.kind !== 'count' && matches(candidate.statement, request) === true,
  );
  return rule === undefined ? { action: acl.defaultAction } : { action: rule.action, rule };
}

/** Three-valued: `undefined` means that only AWS can evaluate the statement; a rule with this result never acts. */
export function matches(statement: Statement, request: InspectedRequest): boolean | undefined {
  switch (statement.kind) {
    case 'byte-match': return byteMatch(statement, request);
    case 'regex-match': return inspect(statement, request, (text) => statement.patterns.some((one) => one.test(text)));
    case 'size': return inspect(statement, request, (text) => (
      SIZES[statement.operator]?.(Buffer.byteLength(text), statement.bytes)));
    case 'geo': return request.country === undefined ? undefined : statement.countries.includes(request.country);
    case 'not': {
      const inner = matches(statement.statement, request);
      return inner === undefined ? undefined : !inner;
    }
    case 'and': return combine(statement.statements, request, false);
    case 'or': return combine(statement.statements, request, true);
    case 'unknown': return undefined;
  }
}

/** `deciding` as one result decides; otherwise one unknown result makes the whole unknown. */
function combine(statements: readonly Statement[], request: InspectedRequest, deciding: boolean): boolean | undefined {
  const results = statements.map((statement) => matches(statement, request));
  if (results.includes(deciding)) return deciding;
  return results.includes(undefined) ? undefined : !deciding;
}

const POSITIONS: Readonly<Record<string, (text: string, search: string) => boolean>> = {
  EXACTLY: (text, search) => text === search,
  STARTS_WITH: (text, search) => text.startsWith(search),
  ENDS_WITH: (text, search) => text.endsWith(search),
  CONTAINS: (text, search) => text.includes(search),
  CONTAINS_WORD: (text, search) =>
    new RegExp(`(^|[^A-Za-z0-9_])${search.replace(/[^\w]/g, '\\$&')}($|[^A-Za-z0-9_])`).test(text),
};

const SIZES: Readonly<Record<string, (size: number, limit: number) => boolean>> = {
  EQ: (size, limit) => size === limit,
  NE: (size, limit) => size !== limit,
  LE: (size, limit) => size <= limit,
  LT: (size, limit) => size < limit,
  GE: (size, limit) => size >= limit,
  GT: (size, limit) => size > limit,
};

function byteMatch(statement: Statement & { kind: 'byte-match' }, request: InspectedRequest): boolean | undefined {
  return inspect(statement, request, (text) => POSITIONS[statement.position]?.(text, statement.search));
}

function inspect(
  { part, transforms }: { readonly part: RequestPart; readonly transforms: readonly string[] },
  request: InspectedRequest, holds: (text: string) => boolean | undefined,
): boolean | undefined {
  const text = partOf(part, request);
  const result = holds(transforms.reduce((value, name) => TRANSFORMS[name]?.(value) ?? value, text ?? ''));
  // A missing header matches nothing, not even the empty string.
  return result === undefined || text !== undefined ? result : false;
}

function partOf(part: RequestPart, request: InspectedRequest): string | undefined {
  switch (part.of) {
    case 'uri-path': return request.uri;
    case 'query-string': return request.querystring;
    case 'method': return request.method;
    case 'header': return headerValue(request.headers, part.name);
    case 'query-argument': return new URLSearchParams(request.querystring).get(part.name) ?? undefined;
  }
}

/** The supported text transformations. Rules with other ones count as unknown. */
export const TRANSFORMS: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: (text) =>
    text.replace(/\+/g, ' ').replace(/%[0-9a-fA-F]{2}/g, (e) => String.fromCharCode(parseInt(e.slice(1), 16))),
  COMPRESS_WHITE_SPACE: (text) => text.replace(/[\t\n\v\f\r \u00a0]+/g, ' '),
};
