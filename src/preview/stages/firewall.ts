import { page, refuse } from './refusal';
import type { Stage } from './stage';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import { signedUrlXml } from '../../core/facts/signed-url-errors';
import type { EdgeHeaders } from '../../core/http/headers';
import { allowsCountry, countryOf } from '../access/geo-restriction';
import { signatureFault } from '../access/signature';
import { answer, type Exchange } from '../exchange/exchange';
import { append } from '../exchange/headers';
import type { InjectedBlock, SignedUrlCode } from '../injection/block';
import { record } from '../trace/record';
import { evaluateWebAcl, type Verdict } from '../waf/evaluate-web-acl';
import type { WafCustomResponse, WebAcl } from '../waf/web-acl';

/** Geographic restriction, restricted access and AWS WAF, which CloudFront evaluates before any function. */
export const firewall: Stage = {
  name: 'firewall',
  phase: 'request',
  run(exchange, { injections, distribution }) {
    // They see the path of the viewer, also where there is a default root object.
    const { uri } = exchange.viewerRequest;
    const injected = injections.blockFor(uri, !exchange.isTrial);
    if (injected !== undefined) return injectedBlock(exchange, injected);
    const { geoRestriction, webAcl, aliases } = distribution;
    const country = countryOf(exchange);
    if (geoRestriction !== undefined && country !== undefined && !allowsCountry(geoRestriction, country)) {
      return record(blockedByCountry(exchange), {
        stage: 'firewall', outcome: 'blocked', by: 'geo-restriction', country, type: geoRestriction.type, status: 403,
      });
    }
    const { trustedKeys } = exchange.behavior!;
    // Browsers send a CORS preflight without credentials, so that it needs no signature.
    const isSigned = trustedKeys !== undefined && exchange.request.method !== 'OPTIONS';
    const fault = isSigned ? signatureFault(exchange, trustedKeys, aliases) : undefined;
    if (fault !== undefined) {
      return record(unsigned(exchange, fault.code), {
        stage: 'firewall', outcome: 'blocked', by: 'signed-url', ...fault, status: 403,
      });
    }
    return webAcl === undefined ? exchange : verdict(
      exchange, webAcl, evaluateWebAcl(webAcl, { ...exchange.request, uri, country }));
  },
};

function injectedBlock(exchange: Exchange, { kind, pathPattern, text, response, code }: InjectedBlock): Exchange {
  const blocked = kind === 'geo' ? blockedByCountry(exchange)
    : kind === 'signed-url' ? unsigned(exchange, code ?? 'MissingKey')
      : response === undefined ? blockedByWaf(exchange)
        : customResponse(exchange, { ...response, headers: [], contentType: 'text/plain' });
  const { status } = blocked.response!;
  return record(blocked, { stage: 'firewall', outcome: 'blocked', by: 'option', kind, pathPattern, text, status });
}

function verdict(exchange: Exchange, { name: webAcl }: WebAcl, { action, rule }: Verdict): Exchange {
  const decidedBy = rule === undefined ? {} : { rule: rule.name };
  if (action.kind !== 'block') return record(exchange, { stage: 'firewall', outcome: 'passed', webAcl, ...decidedBy });
  const { response } = action;
  const blocked = response === undefined ? blockedByWaf(exchange) : customResponse(exchange, response);
  const { status } = blocked.response!;
  return record(blocked, { stage: 'firewall', outcome: 'blocked', by: 'web-acl', webAcl, ...decidedBy, status });
}

function blockedByWaf(exchange: Exchange): Exchange {
  return refuse(exchange, 403, CLOUDFRONT_MESSAGES.wafBlock);
}

function blockedByCountry(exchange: Exchange): Exchange {
  return refuse(exchange, 403, CLOUDFRONT_MESSAGES.geoRestriction);
}

function unsigned(exchange: Exchange, code: SignedUrlCode): Exchange {
  return answer(exchange, page(403, signedUrlXml(code), 'text/xml'), 'cloudfront');
}

function customResponse(exchange: Exchange, response: WafCustomResponse): Exchange {
  const headers: EdgeHeaders = {};
  append(headers, 'Server', 'CloudFront');
  append(headers, 'Date', new Date().toUTCString());
  if (response.contentType !== undefined) append(headers, 'Content-Type', response.contentType);
  for (const { name, value } of response.headers) append(headers, name, value);
  return answer(exchange, { status: response.status, headers, body: Buffer.from(response.body ?? '') }, 'waf-response');
}
