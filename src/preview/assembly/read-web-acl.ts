import { isHeader, numberOf } from './checked-values';
import { own } from './json';
import { followAcrossRegions } from './outputs';
import { readStatement, unknownParts } from './read-waf-statement';
import type { Reading } from './reading';
import { listOf, member, Reference, scalar, type Value } from './reference';
import { note } from '../../core/problem';
import type { WafAction, WafCustomResponse, WafRule, WebAcl } from '../waf/web-acl';

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
