import { fitsPath } from './may-redirect-to-self';
import { hostTemplate } from './texts';
import type { RedirectRule, Target } from '../rule/model';

/**
 * The prefix of the URLs that are exempt from a rule, if any: its target folder, after the host if the target names
 * one.
 *
 * A line of Netlify with a wildcard at its end does not apply to requests that are already under its target, whatever
 * its conditions, and no later line applies to them either: `/* /de/:splat 302 Language=de`, then `/* /en/:splat 302`,
 * keeps an English reader of `/de/a` there instead of redirecting to `/en/de/a`. `/shop/* /shop` exempts all of
 * `/shop/`.
 */
export function exemptPrefixOf(rule: RedirectRule): string | undefined {
  const { dialect, source, target, status } = rule;
  const last = source.segments[source.segments.length - 1]?.kind;
  if (!dialect.leavesArrived || (last !== 'splat' && last !== 'star') || target === undefined || status === 200) {
    return undefined;
  }
  const folder = folderOf(target, source.captures);
  if (
    folder === undefined
    || !fitsPath(rule, target.path.map((part) => (typeof part === 'string' ? part : ':splat')).join(''))
  ) {return undefined;}
  if (target.origin === undefined) return folder;
  const { scheme } = target.origin;
  // With a capture in its host, nothing is exempt: the template is not the host of any request.
  const host = hostTemplate(target.origin);
  // `http://a.test/* https://a.test/x/:splat` redirects each request once: the next one is https.
  if (rule.when.headers?.some(({ test }) => test.is === 'equal' && test.value !== scheme)) return undefined;
  return source.host === undefined ? host + folder : (source.host === host ? folder : undefined);
}

/**
 * The folder of the target: the text before its wildcard, or all of it. A redirect that adds a query never leads to the
 * request itself.
 */
function folderOf({ origin, path, query, fragment }: Target, captures: readonly string[]): string | undefined {
  const [lead, wildcard] = path;
  if (query !== undefined || fragment !== undefined || typeof lead !== 'string') return undefined;
  if (wildcard === undefined) return origin === undefined ? lead.replace(/\/?$/, '/') : undefined;
  const splats = typeof wildcard === 'number' && /^(?:\d+|splat)$/.test(captures[wildcard]);
  return splats && lead.endsWith('/') && lead !== '/' ? lead : undefined;
}
