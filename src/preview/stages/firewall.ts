import { page, refuse } from './refusal';
import type { Stage } from './stage';
import { CLOUDFRONT_MESSAGES, MISSING_SIGNATURE_XML } from '../../core/facts/cloudfront-page';
import type { EdgeHeaders } from '../../core/http/headers';
import { act, answer, type Exchange } from '../exchange/exchange';
import { append } from '../exchange/headers';
import { evaluateWebAcl } from '../waf/evaluate-web-acl';
import { blockFor, type BlockKind } from '../waf/injected-block';
import type { WafCustomResponse } from '../waf/web-acl';

/** Geographic restriction, restricted access and AWS WAF: all of them before any function. */
export const firewall: Stage = {
  name: 'firewall',
  way: 'in',
  run(exchange, { blocks, distribution }) {
    const injected = blockFor(blocks, exchange.request.uri);
    if (injected !== undefined) return act(blockedBy(injected.kind, exchange), injected.kind, `--block ${injected.kind}:${injected.pathPattern}`);
    if (distribution.webAcl === undefined) return exchange;
    const { action, rule } = evaluateWebAcl(distribution.webAcl, exchange.request);
    if (action.kind !== 'block') return exchange;
    const blocked = action.response === undefined ? blockedBy('waf', exchange) : customResponse(exchange, action.response);
    return act(blocked, 'waf', rule === undefined ? 'default action blocks' : `rule ${rule.name} blocks`);
  },
};

function blockedBy(kind: BlockKind, exchange: Exchange): Exchange {
  switch (kind) {
    case 'waf': return refuse(exchange, 403, CLOUDFRONT_MESSAGES.wafBlock);
    case 'geo': return refuse(exchange, 403, CLOUDFRONT_MESSAGES.geoRestriction);
    case 'signed-url': return answer(exchange, page(403, MISSING_SIGNATURE_XML, 'text/xml'), 'cloudfront');
  }
}

function customResponse(exchange: Exchange, response: WafCustomResponse): Exchange {
  const headers: EdgeHeaders = {};
  append(headers, 'Server', 'CloudFront');
  append(headers, 'Date', new Date().toUTCString());
  if (response.contentType !== undefined) append(headers, 'Content-Type', response.contentType);
  for (const { name, value } of response.headers) append(headers, name, value);
  return answer(exchange, { status: response.status, headers, body: Buffer.from(response.body ?? '') }, 'waf-response');
}
