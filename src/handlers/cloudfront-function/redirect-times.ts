// Rules with dates, and those that say how long their answers may be cached.
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;

/** Whether it is time: from a start until just before an end. Remembers the next date at which that changes. */
edge.at = function (test, visit) {
  const now = Date.now();
  return test.slice(1).every((time: any, i) => {
    if (now < time) visit.until = Math.min(visit.until || time, time);
    return now < time === i > 0;
  });
};

/** Changes the headers of an answer: nothing is cached beyond the next date. */
edge.times = function (headers, rule, visit) {
  const cached = headers['cache-control'], ttl = rule[8], after = rule[9];
  if (ttl === 'no-store') cached.value = ttl;
  cached.value = cached.value.replace(/\d+/, (given: string) => Math.min(
    ttl as number || +given, visit.until ? Math.floor((visit.until - Date.now()) / 1000) : Infinity));
  if (after) headers['retry-after'] = { value: after };
};
