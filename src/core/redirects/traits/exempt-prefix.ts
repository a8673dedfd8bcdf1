import { fitsPath } from './may-redirect-to-self';
import { hostTemplate } from './texts';
import type { RedirectRule, Target } from '../rule/model';

/**
 * What a rule leaves alone, if anything: everything under this folder, before its host if the target names one.
 *
 * Netlify lets a line with a wildcard at its end answer no request that is under its target already: `/* /de/:splat 302
 * Language=de`, then
 * `/* /en/:splat 302`, keeps an English reader of `/de/a` there instead of sending him to `/en/de/a`. So the conditions
 * of the line do not count, and no later line answers either. `/shop/* /shop` leaves all of `/shop/` alone.
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
  // Of a host with a capture, nothing is exempt: it is no viewer's.
  const host = hostTemplate(target.origin);
  // `http://a.test/* https://a.test/x/:splat` takes each visitor once.
  if (rule.when.headers?.some(({ test }) => test.is === 'equal' && test.value !== scheme)) return undefined;
  return source.host === undefined ? host + folder : (source.host === host ? folder : undefined);
}

/**
 * The folder of the target: what stands before its wildcard, or all of it. An answer that adds a query is never the
 * request.
 */
function folderOf({ origin, path, query, fragment }: Target, captures: readonly string[]): string | undefined {
  const [lead, wildcard] = path;
  if (query !== undefined || fragment !== undefined || typeof lead !== 'string') return undefined;
  if (wildcard === undefined) return origin === undefined ? lead.replace(/\/?$/, '/') : undefined;
  const splats = typeof wildcard === 'number' && /^(?:\d+|splat)$/.test(captures[wildcard]);
  return splats && lead.endsWith('/') && lead !== '/' ? lead : undefined;
}
