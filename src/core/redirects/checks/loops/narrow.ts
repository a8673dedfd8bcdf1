import { commonPaths } from '../../overlap/intersect-paths';
import { fits } from '../../pattern/matches';
import type { RedirectRule } from '../../rule/model';
import type { Probe } from '../../rule/probe';
import { captureOf, token, TOKEN } from '../../rule/tokens';
import type { RedirectRequest } from '../../rule/types';
import { openPath } from '../../traits/open-path';
import { matchingFlags, patternBytes } from '../../traits/texts';
import { encodeText } from '../../url/path';
import { valuesOf } from '../../url/query-values';

/**
 * Probes with other texts for their tokens, so that a later request of theirs, now for a path with tokens, matches the
 * source of a rule.
 */
export function narrowed(probe: Probe, path: string, start: RedirectRule, rule: RedirectRule): Probe[] {
  const segments = openPath(path, start);
  if (segments.some(({ kind }) => kind === 'star')) return [];
  const own: RedirectRule = {
    ...start,
    caseSensitive: true,
    source: { ...start.source, segments, slash: path.endsWith('/') },
  };
  const tokens = [...path.matchAll(TOKEN)].map(([, mark]) => captureOf(mark));
  const pattern = patternBytes(own);
  return commonPaths(own, rule).flatMap((common) => {
    const values = fits(pattern, 0, pattern.length, { path: common }, matchingFlags(own));
    if (values === undefined) return [];
    // A token may occur several times, and only some occurrences require a text.
    return [
      substituted(
        probe,
        new Map(
          tokens.flatMap((number, i): [number, string][] => (values[i] === token(0) ? [] : [[number, values[i]]])),
        ),
      ),
    ];
  });
}

/** The same for a parameter with a token as its value where a rule requires a text. */
export function narrowedQuery(
  probe: Probe,
  { query }: Pick<RedirectRequest, 'query'>,
  { source }: RedirectRule,
): Probe | undefined {
  const values = new Map(
    source.query.flatMap((test) => {
      if (test.is !== 'equal') return [];
      return valuesOf(query, test.name).flatMap((value): [number, string][] => {
        const mark = new RegExp(`^${TOKEN.source}$`).exec(value)?.[1];
        return mark === undefined ? [] : [[captureOf(mark), encodeText(test.value)]];
      });
    }),
  );
  return values.size === 0 ? undefined : substituted(probe, values);
}

function substituted(probe: Probe, values: ReadonlyMap<number, string>): Probe {
  const substitute = (text: string): string => text.replace(TOKEN, (old, mark: string) => {
    const value = values.get(captureOf(mark));
    // What no rule requires stays open, under a token that no capture of the start has.
    return value === undefined ? old : value.replace(TOKEN, token(LAST));
  });
  return { ...probe, path: substitute(probe.path), query: substitute(probe.query) };
}

const LAST = 31;
