import type { Conditions, RedirectRule, Segment, Target, TargetPart } from '../rule/model';
import type { RedirectRequest } from '../rule/types';
import { encodeText } from '../url/path';

/**
 * Stands for what a visitor may put in the place of a wildcard: a text that no file contains, of one length, so that it
 * can be found again.
 */
export function token(capture: number): string {
  return `zq7w${MARKS[capture]}`;
}

/** One for each of `MOST_CAPTURES`. */
const MARKS = 'abcdefghijklmnopqrstuvwxyz012345';
export const TOKEN = /zq7w([a-z0-5])/g;

/** The number of the capture for which the mark of a token stands. */
export function captureOf(mark: string): number {
  return MARKS.indexOf(mark);
}

/** Shows a text with tokens as its author would write it. */
export function withNames(text: string, names: readonly string[]): string {
  return text.replace(TOKEN, (_, mark: string) => `:${names[MARKS.indexOf(mark)]}`);
}

/** Turns tokens back into references. */
export function references(text: string): TargetPart[] {
  return text.split(TOKEN).map((part, i) => (i % 2 === 0 ? part : MARKS.indexOf(part))).filter((part) => part !== '');
}

/** A path that fits the source of a rule and, by all likelihood, no narrower one. */
export function samplePath({ source }: RedirectRule): string {
  let capture = 0;
  const text = (segment: Segment): string => {
    switch (segment.kind) {
      case 'literal': return segment.text;
      case 'star':
      case 'placeholder': return segment.pieces.map((piece) => (typeof piece === 'string' ? piece : token(capture++))).join('');
      case 'splat': return token(capture++);
    }
  };
  const path = source.segments.map((segment) => `/${text(segment)}`).join('');
  // A splat would take the slash of `/a/*/` with it, so that each answer seemed to end with one.
  const takesSlash = source.segments[source.segments.length - 1]?.kind === 'splat';
  return path === '' || (source.slash && !takesSlash) ? `${path}/` : path;
}

/** The path to which the sample is sent. */
export function targetPath({ path }: Target): string {
  return path.map((part) => (typeof part === 'string' ? part : token(part))).join('');
}

/** A visitor for whom all conditions of a rule are met, at an address that fits it. */
export function sampleRequest(rule: RedirectRule, host: string, now: number): RedirectRequest {
  const { source, when } = rule;
  const query = source.query.map((test) => `${encodeText(test.name)}=${parameterValue(rule, test)}`).join('&');
  const own = source.host?.replace('*', 'any') ?? host;
  const time = rule.start ?? (rule.end === undefined ? now : Math.min(now, rule.end - 1));
  return { ...visitor(when), host: own, path: samplePath(rule), query, now: time };
}

function parameterValue({ source }: RedirectRule, test: RedirectRule['source']['query'][number]): string {
  if (test.is === 'captured') return token(source.captures.indexOf(test.as));
  return test.is === 'equal' ? encodeText(test.value) : '';
}

function visitor(when: Conditions): Omit<RedirectRequest, 'path' | 'query' | 'host' | 'now'> {
  const headers = new Map((when.headers ?? []).map(({ name, test }) => [name, test.is === 'present' ? '1' : test.value]));
  const cookies = (when.cookies ?? []).map(({ name, test }) => `${name}=${test.is === 'present' ? '1' : test.value}`);
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
  if (when.languages) headers.set('accept-language', when.languages[0]);
  return {
    method: when.methods?.[0] ?? 'GET',
    country: when.countries?.[0],
    originStatus: when.originStatuses?.[0],
    header: (name) => headers.get(name),
  };
}
