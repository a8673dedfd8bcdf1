import { readWhen } from './netlify-conditions';
import { appliedSource } from './netlify-source';
import { withoutOwnTarget } from './own-target';
import { closedByRoles, hasRole } from './roles';
import { Line, readLines, withEscapes } from './tokens';
import type { CodeOf } from '../../../problem';
import { addName } from '../../rule/captures';
import { WHEN_CONDITIONS } from '../../rule/conditions';
import { DIALECTS } from '../../rule/dialects';
import { leaveOut } from '../../rule/ignored';
import { Conditions, ParameterTest, Place, RedirectRule, Source } from '../../rule/model';
import { parameterTest } from '../../rule/parameters';
import { quoted, Report } from '../../rule/report';
import { buildRule, Located, RuleDefaults, RuleFields } from '../fields';

const TARGET = /^(?:\/|https?:)/;

/**
 * Parses `_redirects` as Netlify does: `from [name=value …] [to] [status[!] [Country=… Language=… Cookie=…]]`, tried
 * from the top.
 */
export function parseNetlify(
  text: string,
  file: string | undefined,
  defaults: RuleDefaults,
  report: Report,
): RedirectRule[] {
  const protectedLines: Line[] = [];
  const all = readLines(text, file).flatMap((line) => {
    const rules: RedirectRule[] = [];
    if (hasRole(line)) protectedLines.push(line);
    for (const fields of lineFields(line, report) ?? []) {
      const rule = buildRule(fields, DIALECTS.netlify, defaults, report);
      // The other rules of the line have the same error, which is reported once.
      if (rule === undefined) return [];
      rules.push(withoutOwnTarget(rule));
    }
    return rules;
  });
  return [...all, ...closedByRoles(protectedLines, all, defaults, lineFields)];
}

/** The rules of one line: several if it names several cookies, any of which is enough, or if a word ends with `*`. */
export function lineFields(line: Line, report: Report): RuleFields[] | undefined {
  const [written, ...rest] = line.tokens;
  const at = rest.findIndex(({ value }) => TARGET.test(value));
  const to = at < 0 ? impliedTarget(written, rest) : rest[at];
  if (to === undefined) {
    return ignore(line.place, missingTarget(line), `write it after the source, as in ${written.value} /new`, report);
  }
  const from = appliedSource(written, report);
  if (from === undefined) return undefined;
  if (/[^:]\/\//.test(from.value)) {
    return void report.warning(
      'EDGE_REDIRECT_UNREACHABLE',
      from.place,
      `${quoted(from.value)} has two slashes in a row, so that it never matches on Netlify; remove it`,
    );
  }
  const tests = at < 0 ? [] : readParameters(rest.slice(0, at), report);
  if (tests === undefined) return undefined;
  const ending = readEnding(at < 0 ? rest : rest.slice(at + 1), report);
  if (ending === undefined) return undefined;
  const fields = { place: line.place, from: withEscapes(from), to, status: ending.status, force: ending.force };
  const adjusted = withParameters(tests, from, report);
  const ways = /[^/]\*$/.test(from.value) ? [(source: Source) => adjusted(asFolder(source)), adjusted] : [adjusted];
  return ways.flatMap((adjust) => alternatives(ending.when).map((when) => ({ ...fields, adjust, when })));
}

/** Any cookie of `Cookie=a,b` is enough, whereas one of our rules requires all of its cookies. */
function alternatives(when: Conditions): Conditions[] {
  return WHEN_CONDITIONS.reduce<Conditions[]>((all, { key, line }) => {
    const value = when[key];
    if (line === undefined || value === undefined) return all;
    return all.flatMap((each) => line.alternatives(value).map((one) => ({ ...each, [key]: one })));
  }, [when]);
}

/** `/n*` matches `/nab` and `/n/ab`, with `ab` as `:splat` in both. */
function asFolder(source: Source): Source {
  const last = source.segments[source.segments.length - 1];
  const text = last?.kind === 'star' ? last.pieces[0] : undefined;
  return typeof text === 'string'
    ? { ...source, segments: [...source.segments.slice(0, -1), { kind: 'literal', text }, { kind: 'splat' }] }
    : source;
}

/** `/admin/* 200` without a target serves the same path. */
function impliedTarget(from: Located<string>, rest: readonly Located<string>[]): Located<string> | undefined {
  const isImplied = from.value.endsWith('/*') && /^200!?$/.test(rest[0]?.value ?? '');
  return isImplied
    ? { value: `${from.value.replace(/^https?:\/\/[^/]*/, '').slice(0, -1)}:splat`, place: from.place }
    : undefined;
}

function missingTarget({ tokens: [from, next] }: Line): string {
  const missing = `${quoted(from.value)} has no target`;
  return next === undefined
    ? missing : `${missing}: ${quoted(next.value)} does not begin with a slash or with https://`;
}

function ignore(place: Place, fault: string, cure: string, report: Report): undefined {
  return leaveOut('Netlify', { place, fault, cure }, report);
}

function readParameters(tokens: readonly Located<string>[], report: Report): ParameterTest[] | undefined {
  const tests: ParameterTest[] = [];
  for (const { value, place } of tokens) {
    const equals = value.indexOf('=');
    if (equals <= 0) {
      const fault = `${quoted(value)} is between source and target, where only query parameters such as id=:id are `
        + 'allowed';
      return ignore(place, fault, 'remove it, or write %20 for each space of a path', report);
    }
    if (value.includes('&')) {
      return void report.warning(
        'EDGE_REDIRECT_UNREACHABLE',
        place,
        `${quoted(value)} is a single parameter on Netlify, which no request has, so that the line never applies; `
          + `separate parameters by spaces, as in ${value.replace(/&/g, ' ')}`,
      );
    }
    tests.push(parameterTest(value.slice(0, equals), value.slice(equals + 1)));
  }
  return tests;
}

/** Adds query parameters to a source. A parameter with the name of a placeholder of the path captures nothing. */
function withParameters(
  tests: readonly ParameterTest[],
  from: Located<string>,
  report: Report,
): (source: Source) => Source | undefined {
  return (source) => {
    const captures = [...source.captures];
    const added = tests.map((test): ParameterTest =>
      test.is === 'captured' && captures.includes(test.as) ? { name: test.name, is: 'present' } : test,
    );
    const complain = (code: CodeOf<'error'>, message: string): void => report.error(code, from.place, message);
    for (const test of added) if (test.is === 'captured' && !addName(test.as, captures, complain)) return undefined;
    return { ...source, query: [...source.query, ...added], captures };
  };
}

interface Ending {
  readonly status?: Located<number>;
  readonly force: boolean;
  readonly when: Conditions;
}

function readEnding(tokens: readonly Located<string>[], report: Report): Ending | undefined {
  const [first, ...others] = tokens;
  if (first === undefined) return { force: false, when: {} };
  const status = /^(\d+)(!?)$/.exec(first.value);
  if (status === null) {
    const named = quoted(first.value);
    if (!first.value.includes('=')) {
      return ignore(first.place, `${named} is not a status`, 'write a number such as 301 after the target', report);
    }
    if (readWhen(tokens, report) === undefined) return undefined;
    return ignore(first.place, `${named} has no status before it`, `write 301 ${first.value}`, report);
  }
  const when = readWhen(others, report);
  if (when === undefined) return undefined;
  return { status: { value: Number(status[1]), place: first.place }, force: status[2] === '!', when };
}
