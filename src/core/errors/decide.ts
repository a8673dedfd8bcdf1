import type { MaskConfig, MaskRule } from './config';
import { inRange } from './statuses';

export interface OriginAnswer {
  readonly status: number;
  readonly method: string;
  /** Path of the request, percent-encoded. */
  readonly uri: string;
}

/** The rule that masks this answer of the origin, if any: listed codes win over ranges, then the first rule wins. */
export function ruleFor(config: MaskConfig, answer: OriginAnswer): MaskRule | undefined {
  if (answer.status < 400 || !config.methods.includes(answer.method)) return undefined;
  const rule = config.rules.find((r) => r.statuses.codes.includes(answer.status))
    ?? config.rules.find((r) => inRange(r.statuses, answer.status));
  return rule && !isOwnPage(config, answer.uri) ? rule : undefined;
}

/**
 * Whether the request is for an error page itself.
 *
 * A page that is missing at the origin would redirect to itself for ever; that goes for the page of any rule, since two rules
 * could send the viewer back and forth between their pages.
 */
function isOwnPage(config: MaskConfig, uri: string): boolean {
  const asked = comparablePath(uri);
  return config.rules.some((r) => comparablePath(pathOf(r.redirect.location)) === asked);
}

/** The path of a location. An absolute URL counts as well: it may be an alias of this very distribution. */
function pathOf(location: string): string {
  const withoutAuthority = location.replace(/^https?:\/\/[^/?#]*/i, '');
  return withoutAuthority.split(/[?#]/, 1)[0];
}

/** `/404%2Ehtml`, `//404.html` and `/404.html/` are the same page to most origins: better to pass an error on than to loop. */
function comparablePath(path: string): string {
  return decoded(path).replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1').toLowerCase();
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a malformed escape such as /%zz stays as it is
  }
}
