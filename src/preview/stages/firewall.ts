import { page, refuse } from './refusal';
import type { Stage } from './stage';
import { CLOUDFRONT_MESSAGES, MISSING_SIGNATURE_XML } from '../../core/facts/cloudfront-page';
import type { EdgeHeaders } from '../../core/http/headers';
import { answer, type Exchange } from '../exchange/exchange';
import { append } from '../exchange/headers';
import { record } from '../trace/record';
import { evaluateWebAcl, type Verdict } from '../waf/evaluate-web-acl';
import { blockFor, type BlockKind, type InjectedBlock } from '../waf/injected-block';
import type { WafCustomResponse, WebAcl } from '../waf/web-acl';

/** Geographic restriction, restricted access and AWS WAF, which CloudFront evaluates before any function. */
export const firewall: Stage = {
  name: 'firewall',
  phase: 'request',
  run(exchange, { blocks, distribution }) {
    const injected = blockFor(blocks, exchange.request.uri);
    if (injected !== undefined) return injectedBlock(exchange, injected);
    const { webAcl } = distribution;
    return webAcl === undefined ? exchange : verdict(exchange, webAcl, evaluateWebAcl(webAcl, exchange.request));
  },
};

function injectedBlock(exchange: Exchange, { kind, pathPattern }: InjectedBlock): Exchange {
  const blocked = blockedBy(kind, exchange);
  const { status } = blocked.response!;
  return record(blocked, { stage: 'firewall', outcome: 'blocked', by: 'option', kind, pathPattern, status });
}

function verdict(exchange: Exchange, { name: webAcl }: WebAcl, { action, rule }: Verdict): Exchange {
  const decidedBy = rule === undefined ? {} : { rule: rule.name };
  if (action.kind !== 'block') return record(exchange, { stage: 'firewall', outcome: 'passed', webAcl, ...decidedBy });
  const { response } = action;
  const blocked = response === undefined ? blockedBy('waf', exchange) : customResponse(exchange, response);
  const { status } = blocked.response!;
  return record(blocked, { stage: 'firewall', outcome: 'blocked', by: 'web-acl', webAcl, ...decidedBy, status });
}

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
