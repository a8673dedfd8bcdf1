import { satisfying } from './satisfying';
import { exactPath } from './texts';
import { isExact, type RedirectRule, type Segment, type Target } from '../rule/model';
import { Probe, requestOf } from '../rule/probe';
import { token } from '../rule/tokens';
import type { RedirectRequest } from '../rule/types';

/** A path that matches the source of a rule and, most likely, no narrower one. */
export function samplePath(rule: RedirectRule): string {
  const { source } = rule;
  if (isExact(source)) {
    const path = exactPath(rule);
    return path === '' || source.slash ? `${path}/` : path;
  }
  let capture = 0;
  const text = (segment: Segment): string => {
    switch (segment.kind) {
      case 'literal':
        return segment.text;
      case 'star':
      case 'placeholder':
        return segment.pieces.map((piece) => (typeof piece === 'string' ? piece : token(capture++))).join('');
      case 'splat':
        return token(capture++);
    }
  };
  const path = source.segments.map((segment) => `/${text(segment)}`).join('');
  // A splat would capture the slash of `/a/*/`, so that each target seemed to end with one.
  const takesSlash = source.segments[source.segments.length - 1]?.kind === 'splat';
  return path === '' || (source.slash && !takesSlash) ? `${path}/` : path;
}

/** The path that the sample is redirected to. */
export function targetPath({ path }: Target): string {
  if (path.length === 1 && typeof path[0] === 'string') return path[0];
  return path.map((part) => (typeof part === 'string' ? part : token(part))).join('');
}

/** A request that satisfies all conditions of a rule, for a URL that it matches. */
export function sampleProbe(rule: RedirectRule, host: string, now: number): Probe {
  const own = rule.source.host?.replace('*', 'any') ?? host;
  const blank = {
    method: 'GET',
    host: own,
    path: samplePath(rule),
    query: '',
    now: rule.start ?? now,
    headers: {},
    cookies: {},
    statuses: {},
  };
  return satisfying(blank, rule, { at: blank, anything: '1' });
}

export function sampleRequest(rule: RedirectRule, host: string, now: number): RedirectRequest {
  return requestOfSample(sampleProbe(rule, host, now));
}

/** The request of a sample, with the status of the origin whatever its query. */
export function requestOfSample(probe: Probe): RedirectRequest {
  return { ...requestOf(probe), originStatus: Object.values(probe.statuses)[0] };
}
