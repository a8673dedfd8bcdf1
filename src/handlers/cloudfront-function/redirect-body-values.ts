// What pages show of an answer and its request: see `core/errors/placeholders.ts`. Written in the 2.0 dialect, like
// `redirect.ts`.
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;

const edgeUnnamed = edge.visit;

edge.visit = function (site, event) {
  return Object.assign(edgeUnnamed(site, event), { id: event.context.requestId });
};

/** Without characters that have a meaning in HTML or JSON. A link to the path stays on the site. */
edge.filled = function (text, answer, visit) {
  if (typeof text === 'string') return text;
  const uri: string = visit.request.uri;
  const path = /\/(\.|%2e){1,2}(\/|$)/i.test(uri) ? edge.normalized(uri.replace(/\/+/g, '/')) : uri;
  const values = [
    answer.statusCode, answer.statusDescription,
    path.replace(/^([/\\]|%2f|%5c)+/i, '/').replace(/ /g, '%20'), visit.id,
  ];
  return text.map((part) => (typeof part === 'string' ? part : String(values[part]).slice(0, 512).replace(
    /[^\w .~!$*+,;=:@/%-]+/g,
    (other) => edge.encoded(other).replace(/['()]/g, (bracket) => '%' + bracket.charCodeAt(0).toString(16)),
  ))).join('');
};
