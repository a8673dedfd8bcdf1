// Several steps of this library, of which one may let a request pass because of a date or a condition. Written in the
// 2.0 dialect, like `redirect.ts`.
import type { EdgeRedirects, Visit } from './redirect-types';

/** The handler of a step, whose answers are cached no longer than the steps before it let the request pass. */
export function edgeTogether(handler: (event: any, sent: any) => any, edge?: EdgeRedirects) {
  // Several lists of a store have it in common.
  if (edge && !edge.found) {
    const alone = edge.visit;
    edge.visit = function (site, event) {
      const visit = alone(site, event);
      edge.found!.push(visit);
      return visit;
    };
  }
  return function (event: any, sent: any) {
    const visits: Visit[] = sent.visits = sent.visits || [];
    // A list looks at the request before it waits for anything.
    if (edge) edge.found = visits;
    function limited(answer: any) {
      const cached = answer.statusCode && answer.headers['cache-control'];
      if (cached) {
        visits.forEach((visit) => {
          if (visit.varies) cached.value = 'no-store';
          if (visit.until) {
            const left = Math.max(0, Math.floor((visit.until - Date.now()) / 1000));
            cached.value = cached.value.replace(/\d+/, (given: any) => Math.min(given, left));
          }
        });
      }
      return answer;
    }
    const answer = handler(event, sent);
    return answer.then ? answer.then(limited) : limited(answer);
  };
}
