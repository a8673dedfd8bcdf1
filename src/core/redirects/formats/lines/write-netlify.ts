import { RedirectRule, SCHEME_HEADER, Source } from '../../rule/model';
import { ranked } from '../../traits/precedence';
import { commentOf, parameterText, sourceText, targetText, Unwritable } from '../write-text';

/** Rules as `_redirects` lines, the most specific first, because lines are tried from the top. Notes become comments. */
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
  const conditions = [
    when.countries && `Country=${when.countries.map((c) => c.toLowerCase()).join(',')}`,
    when.languages && `Language=${when.languages.join(',')}`,
    when.cookies && `Cookie=${when.cookies[0].name}`,
  ].filter((c) => c !== undefined);
  const words = [...source.query.map((test, i) => parameterText(test.is === 'present' ? { name: test.name, is: 'captured', as: unused(`any${i}`, source) } : test)), to, `${status}${force ? '!' : ''}`, ...conditions];
  return sources.map((text, i) => (i === 0 ? commentOf(rule) : '') + [text, ...words].join(' '));
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
  const { when, query, target, source } = rule;
  const headers = when.headers?.filter(({ name }) => name !== SCHEME_HEADER) ?? [];
  const because = (wrong: boolean, what: string): void => { if (wrong) throw new Unwritable(`${what} cannot be said in a _redirects file`); };
  because(when.methods !== undefined || when.originStatuses !== undefined || headers.length > 0, 'a condition on the method, a header or the status of the origin');
  because((when.cookies?.length ?? 0) > 1 || when.cookies?.[0].test.is === 'equal', 'more than "this cookie is there"');
  because(rule.start !== undefined || rule.end !== undefined, 'a date');
  because(!rule.caseSensitive, 'caseSensitive: false');
  because(query.kind === 'drop' || query.kind === 'only', `the query policy ${query.kind}`);
  because(query.kind === 'merge' && (target?.query?.length ?? 0) > 0, 'keeping the query beside that of the target');
  because(source.segments.filter(({ kind }) => kind === 'splat').length > 1, 'more than one *');
  because(source.host?.startsWith('*') ?? false, 'a host with a wildcard');
}
