import type { Evaluation } from './evaluation';
import { listOf, member, type Reference, type Value } from './reference';
import type { RoutingRule } from '../origin/routing-rules';
import type { WebsiteSettings } from '../origin/website-origin';

/** The website configuration of a bucket. Only origins with the website endpoint use it. */
export function readWebsite(bucket: Reference, here: Evaluation): WebsiteSettings {
  const config = member(here.properties(bucket), 'WebsiteConfiguration');
  const text = (value: Value | undefined) => (value === undefined ? undefined : here.text(value));
  const host = text(member(config, 'RedirectAllRequestsTo', 'HostName'));
  return {
    indexDocument: text(member(config, 'IndexDocument')),
    errorDocument: text(member(config, 'ErrorDocument')),
    redirectAllTo:
      host === undefined ? undefined : { host, protocol: text(member(config, 'RedirectAllRequestsTo', 'Protocol')) },
    routingRules: listOf(member(config, 'RoutingRules')).map((rule) => readRoutingRule(rule, here)),
  };
}

function readRoutingRule(rule: Value, here: Evaluation): RoutingRule {
  const text = (...path: string[]) => {
    const value = member(rule, ...path);
    return value === undefined ? undefined : here.text(value);
  };
  const errorCode = text('RoutingRuleCondition', 'HttpErrorCodeReturnedEquals');
  return {
    keyPrefix: text('RoutingRuleCondition', 'KeyPrefixEquals'),
    ...(errorCode !== undefined && { errorCode: Number(errorCode) }),
    host: text('RedirectRule', 'HostName'),
    protocol: text('RedirectRule', 'Protocol'),
    status: Number(text('RedirectRule', 'HttpRedirectCode') ?? 301),
    replacePrefixWith: text('RedirectRule', 'ReplaceKeyPrefixWith'),
    replaceKeyWith: text('RedirectRule', 'ReplaceKeyWith'),
  };
}
