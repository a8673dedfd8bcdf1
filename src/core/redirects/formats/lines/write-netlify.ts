import { withDistinctNames } from './netlify-names';
import { ownTarget } from './own-target';
import { IN_MESSAGES, WHEN_CONDITIONS } from '../../rule/conditions';
import type { ValueOf, WhenCondition } from '../../rule/conditions/condition';
import { DIALECTS } from '../../rule/dialects';
import { isExemption } from '../../rule/exemption';
import { Conditions, RedirectRule, SCHEME_HEADER, Segment, Source } from '../../rule/model';
import { listed } from '../../rule/report';
import { Unwritable } from '../../rule/unwritable';
import { ranked } from '../../traits/precedence';
import { commentOf, parameterText, sourceText, targetText } from '../write-text';

/** Writes `_redirects` lines, the most specific first, because lines are tried from the top. Notes become comments. */
export function writeNetlify(rules: readonly RedirectRule[]): string {
  return ranked(rules).map((i) => linesOf(rules[i]).join('\n')).join('\n') + (rules.length > 0 ? '\n' : '');
}

function linesOf(rule: RedirectRule): string[] {
  refuse(rule);
  const { source, when, status, force } = rule;
  const from = asWord(sourceText(rule, 'at the end').replace(/\?.*$/, ''));
  // Netlify distinguishes http and https; rules of other formats match both unless they have a condition.
  const scheme = when.headers?.[0]?.test;
  const schemes = scheme?.is === 'equal' ? [scheme.value] : ['http', 'https'];
  const sources = source.host === undefined ? [from] : schemes.map((each) => from.replace(/^https?/, each));
  const conditions = lineConditions(rule).map(({ line, value }) => `${line!.word}=${line!.write(value)}`);
  const parameters = source.query.map((test, i) => (
    parameterText(test.is === 'present' ? { name: test.name, is: 'captured', as: unused(`any${i}`, source) } : test)));
  const named = withDistinctNames([...sources, ...parameters], asWord(shownText(rule) ?? `/${status}.html`));
  const words = [
    ...named.source.slice(sources.length),
    named.target,
    `${status}${force ? '!' : ''}`,
    ...conditions,
  ];
  return sources.map((_, i) => (i === 0 ? commentOf(rule) : '') + [named.source[i], ...words].join(' '));
}

/** A line that shows the page that was requested leaves requests to the site. */
function shownText(rule: RedirectRule): string | undefined {
  if (!isExemption(rule)) return targetText(rule);
  return targetText({ ...rule, target: ownTarget(rule.source), dialect: DIALECTS.netlify });
}

/** The conditions of a rule for the end of its line. A condition on the scheme is a part of the source instead. */
function lineConditions(rule: RedirectRule): { line: WhenCondition['line']; value: ValueOf<keyof Conditions> }[] {
  const { headers, ...when } = rule.when;
  const others = headers?.filter(({ name }) => name !== SCHEME_HEADER) ?? [];
  const withoutScheme = { ...rule, when: others.length > 0 ? { ...when, headers: others } : when };
  return WHEN_CONDITIONS.flatMap((condition) => {
    const value = condition.from(withoutScheme);
    return value === undefined ? [] : [{ line: condition.line, value }];
  });
}

/** Encodes spaces, which separate the words of a line. */
function asWord(text: string): string {
  return text.replace(/\s/g, encodeURIComponent);
}

/** A capture name that is not used: on Netlify, presence of a parameter can only be required by capturing it. */
function unused(name: string, source: Source): string {
  return source.captures.includes(name) ? unused(`${name}x`, source) : name;
}

/** Whether a text of a segment would be read as a placeholder; `%3A` matches only itself at Netlify. */
function hasColon(segment: Segment): boolean {
  const texts = segment.kind === 'literal' ? [segment.text] : segment.kind === 'splat' ? [] : segment.pieces;
  return texts.some((text) => typeof text === 'string' && /:[A-Za-z_]/.test(text));
}

/** Netlify takes all of `:id.html` for the name of a placeholder, which matches every text. */
function isMixed(segment: Segment): boolean {
  return segment.kind === 'placeholder' && segment.pieces.length > 1;
}

function refuse(rule: RedirectRule): void {
  const { query, target, source } = rule;
  const conditions = lineConditions(rule);
  const refuseIf = (wrong: boolean, what: string): void => {
    if (wrong) throw new Unwritable(`${what} cannot be expressed in a _redirects file`);
  };
  refuseIf(
    conditions.some(({ line }) => line === undefined),
    `a condition on ${listed(
      IN_MESSAGES.flatMap(({ line, noun }) => (line === undefined ? [noun] : [])),
      'or',
    )}`,
  );
  for (const { line, value } of conditions) refuseIf(line?.refuses(value) !== undefined, String(line?.refuses(value)));
  refuseIf(rule.start !== undefined || rule.end !== undefined, 'a date');
  refuseIf(!rule.caseSensitive, 'caseSensitive: false');
  refuseIf(rule.cacheTtl !== undefined, 'cacheTtl');
  refuseIf(rule.retryAfter !== undefined, 'retryAfter');
  refuseIf(!isExemption(rule) && (query.kind === 'drop' || query.kind === 'only'), `the query policy ${query.kind}`);
  refuseIf(query.kind === 'merge' && (target?.query?.length ?? 0) > 0, 'keeping the query beside that of the target');
  refuseIf(source.segments.some(isMixed), 'a placeholder beside other text in one part of a path');
  refuseIf(source.segments.some(hasColon), 'a literal colon before a letter');
  refuseIf(source.segments.filter(({ kind }) => kind === 'splat').length > 1, 'more than one *');
  const isOnScheme = rule.when.headers?.some(({ name }) => name === SCHEME_HEADER) ?? false;
  refuseIf(source.host === undefined && isOnScheme, 'a condition on the scheme without a host');
  refuseIf(source.host?.startsWith('*') ?? false, 'a host with a wildcard');
}
