// Logs which rule of a key value store applied, by a hash: numbers would change with each rule that is added. Written
// in the 2.0 dialect, like `redirect.ts`.
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;
declare const edgeCloudFront: { logCustomData(text: string): void };

const edgeUnlogged = edge.apply;

edge.apply = function (rules, site, visit) {
  const request = visit.request, uri = request.uri, query = request.querystring;
  for (let i = 0; i < rules.length; i++) {
    const answer = edgeUnlogged([rules[i]], site, visit);
    if (!answer) continue;
    // A rule may also leave the request as it is.
    if (answer.statusCode || request.uri !== uri || request.querystring !== query) {
      const text = JSON.stringify(rules[i]);
      let hash = 0;
      // See `core/redirects/usage/marks.ts`.
      // eslint-disable-next-line no-bitwise -- hashes are computed with bits
      for (let k = 0; k < text.length; k++) hash = Math.imul(hash, 31) + text.charCodeAt(k) | 0;
      edgeCloudFront.logCustomData('rule=h' + hash.toString(36));
    }
    return answer;
  }
};
