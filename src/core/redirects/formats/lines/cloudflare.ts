import { DIALECTS } from '../../rule/dialects';
import { isExact, RedirectRule } from '../../rule/model';
import { quoted, Report } from '../../rule/report';
import { buildRule, Located, RuleDefaults, RuleFields } from '../fields';
import { Line, readLines } from './tokens';

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
    return patterns ? withSingleSlashes(rule) : rule;
  });
}

function readLine({ place, tokens }: Line, report: Report): RuleFields | undefined {
  if (tokens.length < 2 || tokens.length > 3) {
    return void report.error(
      'EDGE_REDIRECT_SYNTAX',
      place,
      `a line has a source, a target and perhaps a status, so 2 or 3 words, got ${tokens.length}`,
    );
  }
  const [from, to, third] = tokens;
  if (third !== undefined && Number.isNaN(Number(third.value))) {
    const allowed = DIALECTS.cloudflare.statuses.join(', ');
    return void report.error(
      'EDGE_REDIRECT_STATUS',
      third.place,
      `${quoted(third.value)} is not a status that a line can have; use ${allowed}`,
    );
  }
  if (/^https?:/.test(from.value)) {
    return void report.error(
      'EDGE_REDIRECT_SOURCE',
      from.place,
      `${quoted(from.value)} has a host, which Cloudflare rejects in this file; write the rule in redirects.json`,
    );
  }
  return { place, from: { ...from, value: rooted(from.value) }, to, ...(third && { status: statusOf(third) }) };
}

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
  report.error(
    'EDGE_REDIRECT_LOOP',
    rule,
    `${quoted(rule.from)} redirects to ${quoted(rule.to)}, which Cloudflare redirects back to the folder; remove the `
      + 'line',
  );
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
