// Logs which rule of the list applied. Written in the 2.0 dialect, like `redirect.ts`.
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
      const source = rules[i][0], runs = site.log![i], flags = rules[i][2] || 0;
      let at = 0, run = 0;
      if (source[0] === ' ') {
        // eslint-disable-next-line no-bitwise -- flags are bits
        const entry = ' ' + (flags & 16 ? visit.path : visit.key) + '>';
        // eslint-disable-next-line no-bitwise -- flags are bits
        at = source.slice(0, source.indexOf(flags & 1 ? entry.toLowerCase() : entry)).split(' ').length - 1;
      }
      while (at >= runs[run + 1]) {
        at -= runs[run + 1];
        run += 2;
      }
      edgeCloudFront.logCustomData('rule=' + (runs[run] + at));
    }
    return answer;
  }
};
