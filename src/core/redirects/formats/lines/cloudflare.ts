import { DIALECTS } from '../../rule/dialects';
import { leaveOut } from '../../rule/ignored';
import { isExact, RedirectRule } from '../../rule/model';
import { quoted, Report } from '../../rule/report';
import { buildRule, Located, RuleDefaults, RuleFields } from '../fields';
import { ignoredLine } from './cloudflare-lines';
import { withoutOwnTarget } from './own-target';
import { Line, readLines, withEscapes } from './tokens';

/** Parses `_redirects` as Cloudflare does: `from to [status]`, tried from the top, where a final slash counts. */
export function parseCloudflare(
  text: string,
  file: string | undefined,
  defaults: RuleDefaults,
  report: Report,
): RedirectRule[] {
  let patterns = false;
  return readLines(text, file).flatMap((line) => {
    const fields = readLine(line, report);
    const rule = fields && buildRule(fields, DIALECTS.cloudflare, defaults, report);
    if (rule === undefined || leadsToIndex(rule, report)) return [];
    patterns ||= !isExact(rule.source);
    return withoutOwnTarget(patterns ? withSingleSlashes(rule) : rule);
  });
}

function readLine(line: Line, report: Report): RuleFields | undefined {
  const ignored = ignoredLine(line);
  if (ignored !== undefined) return leaveOut('Cloudflare', ignored, report);
  const { place, tokens: [written, to, third] } = line;
  const from = withEscapes({ ...written, value: withoutFragment(rooted(written.value), written, report) });
  return { place, from, to, ...(third && { status: statusOf(third) }) };
}

/** Cloudflare removes the fragment of a source, so that the line applies to the path. */
function withoutFragment(source: string, { value, place }: Located<string>, report: Report): string {
  const path = source.replace(/#.*$/s, '');
  if (path === source) return source;
  report.warning(
    'EDGE_REDIRECT_IGNORED',
    place,
    `${quoted(value)} has a fragment, which browsers never send; Cloudflare ignores it, so that the line applies to `
      + `${quoted(path)}; remove what follows the #`,
  );
  return path;
}

const INDEX = /\/index(?:\.html)?$/;

function statusOf({ value, place }: Located<string>): Located<number> {
  return { value: Number(value), place };
}

/** Cloudflare reads `promo` as `/promo`. */
function rooted(source: string): string {
  return source.startsWith('/') ? source : `/${source}`;
}

/**
 * Reports a target that Cloudflare redirects back to its folder, because it removes `index.html` from URLs. It is
 * looked for in the parsed rule, because `* /index.html` and `/a/. /index?` are such lines too.
 */
function leadsToIndex(rule: RedirectRule, report: Report): boolean {
  const { source: { segments, slash }, target } = rule;
  const last = segments[segments.length - 1];
  const folder = last === undefined || slash || (last.kind === 'star' && last.pieces.length === 1);
  const end = target?.path[target.path.length - 1];
  const index =
    typeof end === 'string' && /\/index(?:\.html)?$/.test(end) && !target?.query?.length && !target?.fragment?.length;
  if (!folder || !index || target?.origin !== undefined) return false;
  leaveOut('Cloudflare', {
    place: rule,
    fault: `${quoted(rule.from)} redirects to ${quoted(rule.to)}, which Cloudflare redirects back to the folder`,
    cure: rule.to!.includes('*')
      ? `write ${quoted(rule.to!.replace(/\*/g, ':splat').replace(INDEX, '/'))}`
      : 'remove it',
  }, report);
  return true;
}

/** From the first line with a wildcard on, Cloudflare collapses slashes in relative targets; above it they are kept. */
function withSingleSlashes(rule: RedirectRule): RedirectRule {
  const { target } = rule;
  if (target === undefined || target.origin !== undefined) return rule;
  return {
    ...rule,
    target: {
      ...target,
      path: target.path.map((part) => (typeof part === 'string' ? part.replace(/\/{2,}/g, '/') : part)),
    },
  };
}
