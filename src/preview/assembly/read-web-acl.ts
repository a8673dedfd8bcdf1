import { isHeader, numberOf } from './checked-values';
import { own } from './json';
import { followAcrossRegions } from './outputs';
import type { Reading } from './reading';
import { listOf, member, Reference, scalar, type Value } from './reference';
import { note } from '../../core/problem';
import { TRANSFORMS } from '../waf/evaluate-web-acl';
import type { RequestPart, Statement, WafAction, WafCustomResponse, WafRule, WebAcl } from '../waf/web-acl';

/** The web ACL of a distribution, if it is in this app. Rules that only AWS can evaluate are listed in one note. */
export function readWebAcl(id: Value | undefined, reading: Reading): WebAcl | undefined {
  const { here, problems } = reading;
  const reference = followAcrossRegions(id, here);
  if (reference === undefined || reference === null || reference === '') return undefined;
  if (!(reference instanceof Reference) || reference.resource.Type !== 'AWS::WAFv2::WebACL') {
    problems.push(
      note(
        'EDGE_PREVIEW_WAF_ELSEWHERE',
        `web ACL ${here.text(reference)} is not in this app, so it blocks nothing; use --block waf:<path pattern>`,
      ),
    );
    return undefined;
  }
  const properties = here.properties(reference);
  const bodies = member(properties, 'CustomResponseBodies');
  const rules = listOf(member(properties, 'Rules'))
    .map((rule) => ({ priority: Number(scalar(member(rule, 'Priority'))), rule: readRule(rule, bodies, reading) }))
    .sort((a, b) => a.priority - b.priority)
    .map(({ rule }) => rule);
  const skipped = rules.filter((rule) => unknownParts(rule.statement).length > 0);
  if (skipped.length > 0) {
    const partsOf = (rule: WafRule) => [...new Set(unknownParts(rule.statement))].join(', ');
    const named = skipped.map((rule) => `${rule.name} (${partsOf(rule)})`).join(', ');
    problems.push(
      note(
        'EDGE_PREVIEW_WAF_RULE_SKIPPED',
        `rules of web ACL ${reference.logicalId} that only AWS can evaluate: ${named}; use --block waf:<path pattern>`,
      ),
    );
  }
  return {
    name: reference.logicalId,
    defaultAction: readAction(member(properties, 'DefaultAction'), bodies, reading),
    rules,
  };
}

function readRule(rule: Value, bodies: Value | undefined, reading: Reading): WafRule {
  return {
    name: reading.here.text(member(rule, 'Name')),
    // A rule group has an OverrideAction instead of an action. Its statement is unknown here, so it never matches.
    action: readAction(member(rule, 'Action') ?? null, bodies, reading),
    statement: readStatement(member(rule, 'Statement'), reading),
  };
}

function readAction(action: Value | undefined, bodies: Value | undefined, reading: Reading): WafAction {
  const block = member(action, 'Block');
  if (block !== undefined) {
    return { kind: 'block', response: readResponse(member(block, 'CustomResponse'), bodies, reading) };
  }
  return { kind: member(action, 'Allow') === undefined ? 'count' : 'allow' };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  TEXT_PLAIN: 'text/plain', TEXT_HTML: 'text/html', APPLICATION_JSON: 'application/json',
};

function readResponse(
  response: Value | undefined,
  bodies: Value | undefined,
  reading: Reading,
): WafCustomResponse | undefined {
  const { here } = reading;
  if (response === undefined) return undefined;
  const body = member(bodies, here.text(member(response, 'CustomResponseBodyKey')));
  return {
    status: numberOf(member(response, 'ResponseCode'), 'ResponseCode of a web ACL', 403, [200, 599], reading),
    headers: listOf(member(response, 'ResponseHeaders'))
      .map((header) => ({
        // AWS WAF adds a prefix to headers that it inserts into a request, but not to those of a response.
        name: here.text(member(header, 'Name')),
        value: here.text(member(header, 'Value')),
      }))
      .filter(({ name, value }) => isHeader(name, value, 'ResponseHeaders of a web ACL', reading)),
    contentType: own(CONTENT_TYPES, here.text(member(body, 'ContentType'))),
    body: body === undefined ? undefined : here.text(member(body, 'Content')),
  };
}

function readStatement(statement: Value | undefined, reading: Reading): Statement {
  const byteMatch = member(statement, 'ByteMatchStatement');
  if (byteMatch !== undefined) return readByteMatch(byteMatch, reading);
  const all = (key: string) =>
    listOf(member(statement, key, 'Statements')).map((inner) => readStatement(inner, reading));
  if (member(statement, 'AndStatement') !== undefined) return { kind: 'and', statements: all('AndStatement') };
  if (member(statement, 'OrStatement') !== undefined) return { kind: 'or', statements: all('OrStatement') };
  const negated = member(statement, 'NotStatement', 'Statement');
  if (negated !== undefined) return { kind: 'not', statement: readStatement(negated, reading) };
  return { kind: 'unknown', what: Object.keys(Object(statement))[0] ?? 'an empty statement' };
}

function readByteMatch(statement: Value, { here }: Reading): Statement {
  const part = readPart(member(statement, 'FieldToMatch'), (value) => here.text(value));
  const transforms = listOf(member(statement, 'TextTransformations'))
    .map((item) => ({ priority: Number(scalar(member(item, 'Priority'))), type: here.text(member(item, 'Type')) }))
    .sort((a, b) => a.priority - b.priority)
    .map(({ type }) => type);
  const unsupported = transforms.find((name) => own(TRANSFORMS, name) === undefined);
  if (part === undefined || unsupported !== undefined) {
    return { kind: 'unknown', what: unsupported ?? 'ByteMatchStatement on another part' };
  }
  const base64 = member(statement, 'SearchStringBase64');
  const search =
    base64 === undefined
      ? here.text(member(statement, 'SearchString'))
      : Buffer.from(here.text(base64), 'base64').toString('latin1');
  return {
    kind: 'byte-match',
    part,
    position: here.text(member(statement, 'PositionalConstraint')),
    search,
    transforms,
  };
}

function readPart(field: Value | undefined, text: (value: Value | undefined) => string): RequestPart | undefined {
  if (member(field, 'UriPath') !== undefined) return { of: 'uri-path' };
  if (member(field, 'QueryString') !== undefined) return { of: 'query-string' };
  if (member(field, 'Method') !== undefined) return { of: 'method' };
  const header = member(field, 'SingleHeader');
  if (header !== undefined) return { of: 'header', name: text(member(header, 'Name')).toLowerCase() };
  const argument = member(field, 'SingleQueryArgument');
  return argument === undefined ? undefined : { of: 'query-argument', name: text(member(argument, 'Name')) };
}

function unknownParts(statement: Statement): string[] {
  switch (statement.kind) {
    case 'unknown': return [statement.what];
    case 'not': return unknownParts(statement.statement);
    case 'and':
    case 'or': return statement.statements.flatMap(unknownParts);
    default: return [];
  }
}
