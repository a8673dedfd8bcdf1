import type { RedirectRule, Source, Target, TargetPart } from '../../rule/model';

/** The target that is the URL of the request, whatever it has captured. */
export function ownTarget({ segments, slash }: Source): Target {
  const path: TargetPart[] = [];
  const add = (part: TargetPart): void => {
    const last = path[path.length - 1];
    if (typeof part === 'string' && typeof last === 'string') path[path.length - 1] = last + part;
    else if (part !== '') path.push(part);
  };
  let capture = 0;
  for (const segment of segments) {
    add('/');
    if (segment.kind === 'literal') add(segment.text);
    else if (segment.kind === 'splat') add(capture++);
    else for (const piece of segment.pieces) add(typeof piece === 'string' ? piece : capture++);
  }
  if (slash || segments.length === 0) add('/');
  return { path };
}

/**
 * A line such as `/api/* /api/:splat 200`, which shows the page that was requested, leaves requests to the site: no
 * line behind it applies.
 */
export function withoutOwnTarget(rule: RedirectRule): RedirectRule {
  const { source, target, status } = rule;
  if (status !== 200 || target === undefined || target.origin || target.query || target.fragment) return rule;
  return JSON.stringify(ownTarget(source).path) === JSON.stringify(target.path) ? { ...rule, target: undefined } : rule;
}
