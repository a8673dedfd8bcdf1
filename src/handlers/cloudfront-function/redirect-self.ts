// Rules that could redirect a request to itself, such as `/*` to a path of the site.
/* eslint-disable no-bitwise -- flags are bits */
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;

/** Whether a location without its query is the URL of the request. */
edge.isHere = function (base, visit, flags, root) {
  const origin = base[0] !== '/' && /^https?:\/\/([^/]*)/.exec(base);
  if (origin && (flags & 128 || origin[1].toLowerCase() !== visit.host)) return false;
  function folded(path: string) {
    const kept = flags & 16 ? path : edge.trimmed(path);
    return flags & 1 ? kept.toLowerCase() : kept;
  }
  const there = origin ? base.slice(origin[0].length) : base;
  return folded(edge.home(visit.sent ? edge.normalized(there) : there, root)) === folded(visit.path);
};
