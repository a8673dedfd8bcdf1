import { DIALECTS } from '../../dialects';
import type { RedirectRule } from '../../model';
import { quoted, Report } from '../../report';
import { buildRule, Located, RuleDefaults, RuleFields } from '../fields';
import { Line, readLines } from './tokens';

/** Reads `_redirects` as Cloudflare does: `from to [status]`, tried from the top, where a final slash counts. */
export function parseCloudflare(text: string, file: string | undefined, defaults: RuleDefaults, report: Report): RedirectRule[] {
  return readLines(text, file).flatMap((line) => {
    const fields = readLine(line, report);
    return (fields && buildRule(fields, DIALECTS.cloudflare, defaults, report)) ?? [];
  });
}

function readLine({ place, tokens }: Line, report: Report): RuleFields | undefined {
  if (tokens.length < 2 || tokens.length > 3) {
    return void report.error('EDGE_REDIRECT_SYNTAX', place, `a line has a source, a target and perhaps a status, so 2 or 3 words, got ${tokens.length}`);
  }
  const [from, to, third] = tokens;
  if (third !== undefined && !/^\d+$/.test(third.value)) {
    const allowed = DIALECTS.cloudflare.statuses.join(', ');
    return void report.error('EDGE_REDIRECT_STATUS', third.place, `${quoted(third.value)} is not a status that a line can have; use ${allowed}`);
  }
  if (/^https?:/.test(from.value)) {
    return void report.error('EDGE_REDIRECT_SOURCE', from.place, `${quoted(from.value)} has a host, which Cloudflare refuses in this file; write the rule in redirects.json`);
  }
  if (leadsToIndex(from.value, to.value)) {
    return void report.error('EDGE_REDIRECT_LOOP', from.place, `${quoted(from.value)} leads to ${quoted(to.value)}, which Cloudflare sends back to the folder; remove the line`);
  }
  return { place, from: { ...from, value: rooted(from.value) }, to, ...(third && { status: statusOf(third) }) };
}

function statusOf({ value, place }: Located<string>): Located<number> {
  return { value: Number(value), place };
}

/** Cloudflare takes `promo` for `/promo`. */
function rooted(source: string): string {
  return source.startsWith('/') ? source : `/${source}`;
}

/** Cloudflare's own pages lose `index.html` from their address, so that such a line would be met again. */
function leadsToIndex(from: string, to: string): boolean {
  return /\/\*?$/.test(from) && /\/index(?:\.html)?$/.test(to) && !/^https?:/.test(to);
}
