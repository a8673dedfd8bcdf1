import { likely, possible } from '../found';
import { quoted, quotes } from '../quote';
import type { Source } from '../source';
import { isPlainLogError, isUnmarked } from '../unmarked';

export const wafCustomResponse: Source = {
  id: 'waf-custom-response',
  what: 'a rule of AWS WAF blocked the request with a custom response',
  cure:
    'change the rule of the web ACL or its custom response; a custom error response of the distribution does not '
    + 'apply to it',
  link: 'https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html',
  settledBy:
    'compare the body with the custom responses of the web ACL, or look in its sampled requests for this request',
  find(signs) {
    const {
      site,
      status,
      seen: { body },
    } = signs;
    if (!isUnmarked(signs) && !isPlainLogError(signs)) return undefined;
    const same = body?.trim()
      ? site?.webAcl?.customResponses.find((one) => one.status === status && one.body?.trim() === body.trim())
      : undefined;
    if (same === undefined) return possible(quotes(signs, 'server', 'x-cache', 'x-edge-detailed-result-type'));
    return likely([
      ...quotes(signs, 'server'),
      quoted('body', body!),
      `rule ${same.rule} of web ACL ${site!.webAcl!.name} has this body`,
    ]);
  },
  isExcluded: ({ site, status, originAnswered }) =>
    originAnswered === true
    || (site !== undefined
      && (site.webAcl === undefined
        || (site.webAcl.isKnown && !site.webAcl.customResponses.some((one) => one.status === status)))),
};
