import { timeOf } from './dates';
import { timesOf } from './seconds';
import type { CodeOf } from '../../problem';
import { WHEN_CONDITIONS } from '../rule/conditions';
import type { Dialect } from '../rule/dialects';
import { LEFT_TO_SITE } from '../rule/exemption';
import { Conditions, Place, QueryPolicy, RedirectRule, SCHEME_HEADER, Source, TargetOrigin } from '../rule/model';
import { proxyFault } from '../rule/proxy';
import { listed, quoted, Report } from '../rule/report';
import { parseSource } from '../rule/source';
import { ERROR_STATUSES } from '../rule/statuses';
import { parseTarget } from '../rule/target';

/** A value and its position. */
export interface Located<T> {
  readonly value: T;
  readonly place: Place;
}

/** The fields of a rule with their positions; only their types are checked. */
export interface RuleFields {
  readonly place: Place;
  readonly from: Located<string>;
  /** Null leaves the requests to the site. */
  readonly to?: Located<string | null>;
  readonly status?: Located<number>;
  readonly query?: QueryPolicy;
  readonly when?: Conditions;
  readonly start?: Located<string>;
  readonly end?: Located<string>;
  readonly cacheTtl?: Located<number>;
  readonly retryAfter?: Located<number>;
  readonly note?: string;
  readonly owner?: string;
  readonly caseSensitive?: boolean;
  readonly force?: boolean;
  /** Whether one of the fields could not be read. The others are checked, but there is no rule: it would match more. */
  readonly incomplete?: boolean;
  /** A change to the parsed source, such as the `id=:id` tokens of Netlify. */
  readonly adjust?: (source: Source) => Source | undefined;
}

/** The defaults for the rules of a file. */
export interface RuleDefaults {
  readonly statusCode?: number;
  readonly query?: QueryPolicy;
  readonly caseSensitive?: boolean;
  readonly cacheTtl?: number;
  /** Hosts such as `*.example.com` for which a placeholder may be a label. */
  readonly targetHosts?: readonly string[];
}

const NOTHING: Conditions = {};
const NO_DATES = {};
const POLICIES: Readonly<Record<Dialect['query'], QueryPolicy>> = {
  merge: { kind: 'merge' },
  replace: { kind: 'replace' },
};

/** Validates the fields of one rule and builds it; undefined after an error. */
export function buildRule(
  fields: RuleFields,
  dialect: Dialect,
  defaults: RuleDefaults,
  report: Report,
): RedirectRule | undefined {
  const exempts = fields.to?.value === null;
  const status = exempts ? statusOfExemption(fields, report) : statusOf(fields, dialect, defaults, report);
  const complainAbout =
    ({ place }: Located<string>) =>
      (code: CodeOf<'error'>, message: string): void =>
        report.error(code, place, message);
  const parsed = parseSource(fields.from.value, dialect, complainAbout(fields.from));
  const source = parsed && fields.adjust ? fields.adjust(parsed) : parsed;
  const dates = datesOf(fields, report);
  const to = exempts ? undefined : fields.to as Located<string> | undefined;
  const hosts = defaults.targetHosts ?? [];
  const target = to && (source === undefined
    ? void parseTarget(to.value, unknownSource(to.value), { ...dialect, names: 'segments' }, hosts, complainAbout(to))
    : parseTarget(to.value, source, dialect, hosts, complainAbout(to)));
  // With a status that an exemption cannot have, its times are wrong as well.
  const judged = exempts ? LEFT_TO_SITE : status;
  const times = judged && timesOf(fields, { status: judged, target, from: fields.from.value }, defaults, report);
  if ((to && target === undefined) || dates === undefined || source === undefined || !status || !times) {
    return undefined;
  }
  const suits = exempts || targetSuits(status, { ...fields, to }, target?.origin, dialect, report);
  if (!suits || fields.incomplete) return undefined;
  return {
    file: fields.place.file,
    line: fields.place.line,
    column: fields.place.column,
    from: fields.from.value,
    to: to?.value,
    source,
    target,
    status,
    query: fields.query ?? defaults.query ?? POLICIES[dialect.query],
    when: conditionsOf(fields, dialect),
    start: dates.start,
    end: dates.end,
    ...times,
    note: fields.note,
    owner: fields.owner,
    caseSensitive: fields.caseSensitive ?? defaults.caseSensitive ?? true,
    force: fields.force ?? false,
    dialect,
  };
}

/**
 * In place of a source that has errors: it captures whatever the target names. Patterns of other routers are text then:
 * what to write for them depends on the source.
 */
function unknownSource(to: string): Source {
  return { segments: [], slash: false, query: [], captures: [...to.matchAll(/:(\w+)/g)].map(([, name]) => name) };
}

/** Nearly all rules of a long list have no conditions, and share that they have none. */
function conditionsOf({ from, when = NOTHING }: RuleFields, dialect: Dialect): Conditions {
  // `http://` before a source requires the scheme as well, which CloudFront sends in a header.
  const scheme = dialect.schemes ? /^(https?):/.exec(from.value)?.[1] : undefined;
  if (scheme !== undefined) {
    return { ...when, headers: [{ name: SCHEME_HEADER, test: { is: 'equal', value: scheme } }] };
  }
  for (const key in when) if (Object.hasOwn(when, key)) return when;
  return NOTHING;
}

function statusOf(
  { status, place }: RuleFields,
  dialect: Dialect,
  defaults: RuleDefaults,
  report: Report,
): number | undefined {
  const value = status?.value ?? defaults.statusCode ?? dialect.status;
  const fault = statusFault(value, dialect);
  return fault === undefined ? value : void report.error('EDGE_REDIRECT_STATUS', status?.place ?? place, fault);
}

/** What an answer needs is an error beside a target that is null: there is no answer. */
function statusOfExemption({ from, status, query, to, place }: RuleFields, report: Report): number | undefined {
  const useless = [status && '"statusCode"', query && '"query"'].filter((name) => name !== undefined);
  if (useless.length === 0) return LEFT_TO_SITE;
  return void report.error('EDGE_REDIRECT_EXEMPTION', status?.place ?? to?.place ?? place,
    `${quoted(from.value)} is left to the site, because "to" is null; remove ${listed(useless, 'and')}, or write a `
      + 'target');
}

export function statusFault(status: number, { statuses }: Dialect): string | undefined {
  return statuses.includes(status)
    ? undefined
    : `${status} is not a status that a rule can have; use ${statuses.join(', ')}`;
}

function targetSuits(
  status: number,
  fields: RuleFields & { readonly to?: Located<string> },
  origin: TargetOrigin | undefined,
  dialect: Dialect,
  report: Report,
): boolean {
  const { to, place } = fields;
  const isEnding = ERROR_STATUSES.includes(status);
  if (to === undefined && fields.incomplete) return false;
  if (to === undefined && !isEnding) {
    report.error(
      'EDGE_REDIRECT_TARGET',
      place,
      `${quoted(fields.from.value)} has no target; add one, or set the status to `
        + `${listed(ERROR_STATUSES.map(String), 'or')}${leftToSite(dialect)}`,
    );
    return false;
  }
  // Lines of Netlify may name an error page here.
  if (to !== undefined && isEnding && dialect.format !== 'netlify') {
    report.error(
      'EDGE_REDIRECT_TARGET',
      to.place,
      `a rule with status ${status} cannot have a target; remove ${quoted(to.value)} (the property `
        + '"errorPages" has pages), or use 301 or 302',
    );
    return false;
  }
  const proxied = status === 200 && origin !== undefined ? proxyFault(origin) : undefined;
  if (proxied !== undefined) {
    report.error('EDGE_REDIRECT_TARGET_HOST', to!.place, proxied);
    return false;
  }
  const unknownYet = WHEN_CONDITIONS.find(
    ({ key, unseen }) => fields.when?.[key] !== undefined && unseen.some(({ on }) => on.includes('origin-request')),
  );
  if (status === 200 && unknownYet !== undefined) {
    report.error(
      'EDGE_REDIRECT_STATUS',
      fields.status?.place ?? place,
      'status 200 serves another page before the request reaches the origin, so it cannot depend on '
        + `${unknownYet.noun}; use 302`,
    );
    return false;
  }
  return true;
}

/** How a rule leaves its requests to the site, where that has a spelling of its own. */
function leftToSite({ format }: Dialect): string {
  if (format === 'json') return '; to leave it to the site, write null';
  return format === 'csv' ? '; to leave it to the site, write "-"' : '';
}

function datesOf({ start, end }: RuleFields, report: Report): { start?: number; end?: number } | undefined {
  if (start === undefined && end === undefined) return NO_DATES;
  const first = start && parseDate(start, false, report);
  const last = end && parseDate(end, true, report);
  if ((start && first === undefined) || (end && last === undefined)) return undefined;
  if (first !== undefined && last !== undefined && first >= last) {
    report.error(
      'EDGE_REDIRECT_DATE',
      end!.place,
      `the rule would end (${quoted(end!.value)}) before it starts (${quoted(start!.value)})`,
    );
    return undefined;
  }
  return { ...(first === undefined ? {} : { start: first }), ...(last === undefined ? {} : { end: last }) };
}

function parseDate({ value, place }: Located<string>, isEnd: boolean, report: Report): number | undefined {
  const time = timeOf(value, isEnd);
  if (time === undefined) {
    report.error(
      'EDGE_REDIRECT_DATE',
      place,
      `${quoted(value)} is not a date; write it like 2026-06-01 or 2026-06-01T08:00Z (UTC)`,
    );
  }
  return time;
}
