import { certain, likely, possible, withProof } from '../found';
import { guide } from '../links';
import { quoted, quotes } from '../quote';
import type { Source } from '../source';
import { isPlainLogError, mayBePage } from '../unmarked';

const CURE = 'change the rule of the web ACL ("webAclId" of the Distribution), or count instead of block until it fits';

export const waf: Source = {
  id: 'waf',
  what: 'AWS WAF blocked the request',
  cure: CURE,
  link: guide('distribution-web-awswaf'),
  settledBy: "look in the web ACL's sampled requests or its logs for this request",
  logged: { InvalidRequestBlocked: 'possible' },
  find(signs) {
    const { message, header, site, status, isMessageByLength } = signs;
    const action = header('x-amzn-waf-action');
    if (action !== undefined) {
      return (signs.server === 'cloudfront' ? certain : likely)(quotes(signs, 'x-amzn-waf-action', 'server'), {
        what: `AWS WAF answered with a ${action}, because the request had no valid token`,
        cure: 'keep the action "captcha" or "challenge" to pages that a browser shows, and send programs another way',
      });
    }
    if (message === 'wafBlock' && (status === 403 || status === 0) && signs.originAnswered !== true) {
      const evidence = [
        ...quotes(signs, 'server', 'x-cache', 'content-length', 'sc-content-len'),
        isMessageByLength
          ? 'that is the length of the page that says "Request blocked."'
          : quoted('body', 'Request blocked.'),
      ];
      // The same page is known from other causes, which AWS does not name.
      return site !== undefined && site.webAcl === undefined
        ? possible([...evidence, `${site.name} has no web ACL in its template`])
        : { weight: withProof('likely', signs.proof), evidence };
    }
    if (status !== 403 || !(mayBePage(signs) || isPlainLogError(signs))) return undefined;
    return possible(quotes(signs, 'server', 'x-cache', 'x-edge-detailed-result-type'));
  },
  isExcluded: ({ site, originAnswered, contentType, message, seen: { log } }) => message !== 'wafBlock'
    && ((site !== undefined && site.webAcl === undefined) || originAnswered === true
      || (log !== undefined && contentType !== '' && contentType !== 'text/html')),
};
