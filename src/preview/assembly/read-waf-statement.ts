import { own } from './json';
import type { Reading } from './reading';
import { listOf, member, Reference, scalar, type Value } from './reference';
import { TRANSFORMS } from '../waf/evaluate-web-acl';
import type { RequestPart, Statement } from '../waf/web-acl';

export function readStatement(statement: Value | undefined, reading: Reading): Statement {
  for (const [name, read] of Object.entries(READERS)) {
    const one = member(statement, name);
    if (one !== undefined) {
      const what = () => unknownTransform(one, reading) ?? `${name} of another kind`;
      return read(one, reading) ?? { kind: 'unknown', what: what() };
    }
  }
  const all = (key: string) =>
    listOf(member(statement, key, 'Statements')).map((inner) => readStatement(inner, reading));
  if (member(statement, 'AndStatement') !== undefined) return { kind: 'and', statements: all('AndStatement') };
  if (member(statement, 'OrStatement') !== undefined) return { kind: 'or', statements: all('OrStatement') };
  const negated = member(statement, 'NotStatement', 'Statement');
  if (negated !== undefined) return { kind: 'not', statement: readStatement(negated, reading) };
  return { kind: 'unknown', what: Object.keys(Object(statement))[0] ?? 'an empty statement' };
}

/** Undefined for a statement that only AWS can evaluate. */
const READERS: Readonly<Record<string, (statement: Value, reading: Reading) => Statement | undefined>> = {
  ByteMatchStatement: readByteMatch,
  RegexMatchStatement: (statement, reading) => readRegex(statement, [member(statement, 'RegexString')], reading),
  RegexPatternSetReferenceStatement: (statement, reading) => {
    const arn = member(statement, 'Arn');
    if (!(arn instanceof Reference) || arn.resource.Type !== 'AWS::WAFv2::RegexPatternSet') return undefined;
    return readRegex(statement, listOf(member(reading.here.properties(arn), 'RegularExpressionList')), reading);
  },
  SizeConstraintStatement: (statement, { here }) => {
    const inspected = readInspected(statement, (value) => here.text(value));
    return inspected && {
      kind: 'size',
      ...inspected,
      operator: here.text(member(statement, 'ComparisonOperator')),
      bytes: Number(here.text(member(statement, 'Size'))),
    };
  },
  GeoMatchStatement: (statement, { here }) => (
    member(statement, 'ForwardedIPConfig') !== undefined ? undefined
      : { kind: 'geo', countries: listOf(member(statement, 'CountryCodes')).map((code) => here.text(code)) }),
};

function readByteMatch(statement: Value, { here }: Reading): Statement | undefined {
  const inspected = readInspected(statement, (value) => here.text(value));
  if (inspected === undefined) return undefined;
  const base64 = member(statement, 'SearchStringBase64');
  const search =
    base64 === undefined
      ? here.text(member(statement, 'SearchString'))
      : Buffer.from(here.text(base64), 'base64').toString('latin1');
  return { kind: 'byte-match', ...inspected, position: here.text(member(statement, 'PositionalConstraint')), search };
}

function readRegex(statement: Value, patterns: readonly (Value | undefined)[], { here }: Reading) {
  const inspected = readInspected(statement, (value) => here.text(value));
  const compiled = patterns.map((pattern) => compile(here.text(pattern)));
  const known = compiled.filter((one) => one !== undefined);
  if (inspected === undefined || known.length < compiled.length) return undefined;
  return { kind: 'regex-match' as const, ...inspected, patterns: known };
}

/** AWS WAF has the expressions of PCRE; most are those of JavaScript, or have `(?i)` before one of them. */
function compile(pattern: string): RegExp | undefined {
  try {
    return pattern.startsWith('(?i)') ? new RegExp(pattern.slice(4), 'i') : new RegExp(pattern);
  } catch {
    return undefined;
  }
}

function readInspected(statement: Value, text: (value: Value | undefined) => string) {
  const part = readPart(member(statement, 'FieldToMatch'), text);
  const transforms = transformsOf(statement, text);
  const areKnown = transforms.every((name) => own(TRANSFORMS, name) !== undefined);
  return part !== undefined && areKnown ? { part, transforms } : undefined;
}

function unknownTransform(statement: Value, { here }: Reading): string | undefined {
  return transformsOf(statement, (value) => here.text(value)).find((name) => own(TRANSFORMS, name) === undefined);
}

function transformsOf(statement: Value, text: (value: Value | undefined) => string): string[] {
  return listOf(member(statement, 'TextTransformations'))
    .map((item) => ({ priority: Number(scalar(member(item, 'Priority'))), type: text(member(item, 'Type')) }))
    .sort((a, b) => a.priority - b.priority)
    .map(({ type }) => type);
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

/** What in a statement only AWS can evaluate. */
export function unknownParts(statement: Statement): string[] {
  switch (statement.kind) {
    case 'unknown': return [statement.what];
    case 'not': return unknownParts(statement.statement);
    case 'and':
    case 'or': return statement.statements.flatMap(unknownParts);
    default: return [];
  }
}
