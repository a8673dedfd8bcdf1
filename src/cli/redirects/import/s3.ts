import type { Import } from './import';
import type { PatternNode } from './pattern';
import type { PlatformReader } from './reader';
import type { Template } from './template';
import { get, itemsOf, numberOf, textOf } from './tree';
import { readXml } from './xml';
import { JsonFault, JsonValue, readJson } from '../../../core/redirects/formats/json/tokens';

/** Routing rules of S3 website hosting: XML, JSON, or as in JSON templates of CloudFormation. */
export const s3: PlatformReader = {
  read: (text, into) => {
    const [first] = /[^\s\ufeff]/.exec(text) ?? [];
    if (first === undefined) throw new JsonFault('the file is empty', 0);
    if (!'<{['.includes(first)) throw new JsonFault('this is neither XML nor JSON', text.indexOf(first));
    const document = first === '<' ? readXml(text) : readJson(text);
    const site = get(document, 'WebsiteConfiguration') ?? document;
    const all = get(site, 'RedirectAllRequestsTo');
    if (all !== undefined) return redirectAll(all, into);
    const list = get(site, 'RoutingRules') ?? site;
    const rules = list.type === 'array' ? list.items : [get(list, 'RoutingRule')].flatMap(listOf);
    for (const rule of rules) readRule(rule, into);
  },
};

/** In XML, a list of one element is the element itself. */
function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return value?.type === 'array' ? itemsOf(value) : value === undefined ? [] : [value];
}

const REST: PatternNode = { kind: 'choice', name: 'rest', of: [[{ kind: 'rest', least: 0, between: true }]] };

function redirectAll(all: JsonValue, into: Import): void {
  const host = textOf(get(all, 'HostName')) ?? '';
  const scheme = schemeOf(get(all, 'Protocol'), all, host, into);
  into.add({
    at: all.at,
    written: host,
    source: () => ['/', REST],
    to: () => [`${scheme}://${host}/`, REFERENCE],
    status: 301,
  });
}

const REFERENCE = { ref: 'rest', written: 'the rest' };

function readRule(rule: JsonValue, into: Import): void {
  const condition = get(rule, 'Condition', 'RoutingRuleCondition');
  const redirect = get(rule, 'Redirect', 'RedirectRule');
  const prefix = textOf(get(condition, 'KeyPrefixEquals')) ?? '';
  const error = get(condition, 'HttpErrorCodeReturnedEquals');
  const written = prefix === '' ? 'RoutingRule' : prefix;
  if (redirect === undefined) return into.refuse(rule.at, written, 'the rule has no "Redirect"');
  const [host, replace, key] = ['HostName', 'ReplaceKeyPrefixWith', 'ReplaceKeyWith']
    .map((name) => textOf(get(redirect, name)));
  if (replace !== undefined && key !== undefined) {
    return into.refuse(rule.at, written, 'ReplaceKeyPrefixWith and ReplaceKeyWith exclude each other');
  }
  const protocol = get(redirect, 'Protocol');
  if (host === undefined && protocol !== undefined) {
    return into.refuse(
      protocol.at,
      written,
      'a Protocol without a HostName keeps the host of the request, which no rule can do; for '
        + 'https use ViewerProtocolPolicy.REDIRECT_TO_HTTPS',
    );
  }
  const origin = host === undefined ? '' : `${schemeOf(protocol, rule, written, into)}://${host}`;
  const to: Template = key !== undefined
    ? [`${origin}/${key}`]
    : [`${origin}/${replace ?? prefix}`, REFERENCE];
  into.add({
    at: rule.at,
    written,
    source: () => [`/${prefix}`, REST],
    to: () => to,
    status: numberOf(get(redirect, 'HttpRedirectCode')) ?? 301,
    ...(error === undefined ? {} : { when: { originStatus: numberOf(error) ?? 0 } }),
  });
}

/** Without a Protocol, S3 keeps that of the request. */
function schemeOf(protocol: JsonValue | undefined, rule: JsonValue, written: string, into: Import): string {
  const scheme = textOf(protocol)?.toLowerCase();
  if (scheme === undefined) {
    into.warn(rule.at, written, 'it has no Protocol, so S3 keeps that of the request; https is used');
  }
  return scheme ?? 'https';
}
