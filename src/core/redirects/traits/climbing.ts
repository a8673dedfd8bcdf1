import { mayTraverseUp } from './may-traverse-up';
import { templateText } from './texts';
import { isExact, RedirectRule, Target } from '../rule/model';

/** Text of a template between slashes and captures. */
// eslint-disable-next-line no-control-regex
const TEXT = /[^/\x80-\xff]+/g;
/** Segments of such a text alone, which are no dot segments. */
const ALONE = /(?:\/x)+(?=\/|$)/g;

/**
 * What of a target decides whether the captures of the path make a dot segment of it: its captures with the slashes and
 * dots around them, in the form of a template. Many rules of one path have it in common. Undefined if none can, or if
 * captures of the query have to be known.
 */
export function climbingText(rule: RedirectRule, target: Target): string | undefined {
  const { source, dialect } = rule;
  if (isExact(source) || source.query.some(({ is }) => is === 'captured') || !mayTraverseUp(rule, target)) {
    return undefined;
  }
  const [path] = templateText(target, dialect).split(/[?#]/);
  return path.replace(TEXT, (text) => (/^\.+$/.test(text) ? text : 'x')).replace(ALONE, '');
}
