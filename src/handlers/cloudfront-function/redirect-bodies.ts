// Pages of answers with a status: see `FunctionBody`. Written in the 2.0 dialect, like `redirect.ts`.
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;

const edgeBare = edge.apply;

edge.apply = function (rules, site, visit) {
  const answer = edgeBare(rules, site, visit), status = answer && answer.statusCode;
  // Another list in the function may have none.
  const page = (site.bodies || []).find((one) => one[0].includes(status));
  if (page) {
    answer.headers['content-type'] = { value: page[1] };
    if (visit.request.method !== 'HEAD') {
      const data = edge.filled ? edge.filled(page[2], answer, visit) : page[2];
      answer.body = { encoding: page[3] || 'text', data: data };
    }
  }
  return answer;
};
