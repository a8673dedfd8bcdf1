import { CONDITIONS_IN_MESSAGES, WHEN_CONDITIONS } from '../../rule/conditions';
import type { ValueOf, WhenCondition } from '../../rule/conditions/condition';
import { Conditions, RedirectRule, SCHEME_HEADER, Source } from '../../rule/model';
import { listed } from '../../rule/report';
import { Unwritable } from '../../rule/unwritable';
import { ranked } from '../../traits/precedence';
import { commentOf, parameterText, sourceText, targetText } from '../write-text';

/**
 * Rules as `_redirects` lines, the most specific first, because lines are tried from the top. Notes become comments.
 */
export function writeNetlify(rules: readonly RedirectRule[]): string {
  return ranked(rules).map((i) => linesOf(rules[i]).join('\n')).join('\n') + (rules.length > 0 ? '\n' : '');
}

function linesOf(rule: RedirectRule): string[] {
  refuse(rule);
  const { source, when, status, force } = rule;
  const from = asWord(sourceText(rule).replace(/\?.*$/, ''));
  // Netlify tells http from https; ours do not unless they say so.
  const asked = when.headers?.[0]?.test;
  const schemes = asked?.is === 'equal' ? [asked.value] : ['http', 'https'];
  const sources = source.host === undefined ? [from] : schemes.map((scheme) => from.replace(/^https?/, scheme));
  const to = asWord(targetText(rule) ?? `/${status}.html`);
  const conditions = lineConditions(rule).map(({ line, value }) => `${line!.word}=${line!.write(value)}`);
  const words = [
    ...source.query.map((test, i) =>
      parameterText(test.is === 'present' ? { name: test.name, is: 'captured', as: unused(`any${i}`, source) } : test),
    ),
    to,
    `${status}${force ? '!' : ''}`,
    ...conditions,
  ];
  return sources.map((text, i) => (i === 0 ? commentOf(rule) : '') + [text, ...words].join(' '));
}

/** What a line can or cannot say, without the scheme, which is a part of its source. */
function lineConditions(rule: RedirectRule): { line: WhenCondition['line']; value: ValueOf<keyof Conditions> }[] {
  const { headers, ...when } = rule.when;
  const others = headers?.filter(({ name }) => name !== SCHEME_HEADER) ?? [];
  const said = { ...rule, when: others.length > 0 ? { ...when, headers: others } : when };
  return WHEN_CONDITIONS.flatMap((condition) => {
    const value = condition.from(said);
    return value === undefined ? [] : [{ line: condition.line, value }];
  });
}

/** A line is parted by its spaces. */
function asWord(address: string): string {
  return address.replace(/\s/g, encodeURIComponent);
}

/** That a parameter is there can only be asked by capturing it, under a name that nothing else has. */
function unused(name: string, source: Source): string {
  return source.captures.includes(name) ? unused(`${name}x`, source) : name;
}

function refuse(rule: RedirectRule): void {
  const { query, target, source } = rule;
  const conditions = lineConditions(rule);
  const because = (wrong: boolean, what: string): void => {
    if (wrong) throw new Unwritable(`${what} cannot be said in a _redirects file`);
  };
  because(
    conditions.some(({ line }) => line === undefined),
    `a condition on ${listed(
      CONDITIONS_IN_MESSAGES.flatMap(({ line, noun }) => (line === undefined ? [noun] : [])),
      'or',
    )}`,
  );
  for (const { line, value } of conditions) because(line?.refuses(value) !== undefined, String(line?.refuses(value)));
  because(rule.start !== undefined || rule.end !== undefined, 'a date');
  because(!rule.caseSensitive, 'caseSensitive: false');
  because(query.kind === 'drop' || query.kind === 'only', `the query policy ${query.kind}`);
  because(query.kind === 'merge' && (target?.query?.length ?? 0) > 0, 'keeping the query beside that of the target');
  because(source.segments.filter(({ kind }) => kind === 'splat').length > 1, 'more than one *');
  because(source.host?.startsWith('*') ?? false, 'a host with a wildcard');
}
