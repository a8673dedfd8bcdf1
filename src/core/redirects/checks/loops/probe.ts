import { ANY_HOST } from './follow';
import { Piece, RedirectRule } from '../../rule/model';
import type { Probe } from '../../rule/probe';
import { token } from '../../rule/tokens';

/** Segments with tokens that no capture of a start has. */
const SEVERAL = [29, 30, 31].map(token);

/**
 * Requests that the source of a rule matches, whatever its conditions: with different texts for its wildcards, with
 * equal ones, and with none or several segments for a `*`.
 */
export function probesOf({ source }: RedirectRule, now: number): Probe[] {
  const paths = [
    pathWith(source, token),
    pathWith(source, () => token(0)),
    ...[
      '',
      `${SEVERAL[0]}/`,
      SEVERAL.slice(0, 2).join('/'),
      `${SEVERAL.slice(0, 2).join('/')}/`,
      SEVERAL.join('/'),
    ].map((text) => pathWith(source, (capture, open) => (open ? text : token(capture)))),
  ];
  const host = source.host?.replace('*', 'any') ?? ANY_HOST;
  return [...new Set(paths)].map((path) => ({
    method: 'GET',
    host,
    path,
    query: '',
    now,
    headers: {},
    cookies: {},
    statuses: {},
  }));
}

function pathWith(
  { segments, slash }: RedirectRule['source'],
  value: (capture: number, open: boolean) => string,
): string {
  let capture = 0;
  const pieceText = (piece: Piece): string =>
    typeof piece === 'string' ? piece : value(capture++, piece.name === '*');
  const path = segments
    .map((segment) => {
      switch (segment.kind) {
        case 'literal':
          return `/${segment.text}`;
        case 'splat':
          return `/${value(capture++, true)}`;
        default:
          return `/${segment.pieces.map(pieceText).join('')}`;
      }
    })
    .join('')
    .replace(/\/{2,}/g, '/');
  return path === '' || (slash && !path.endsWith('/') && segments[segments.length - 1]?.kind !== 'splat')
    ? `${path}/`
    : path;
}

/** Describes a probe as an example in a message; undefined if every request for the URL behaves like it. */
export function describeProbe(
  { method, country, now, headers, cookies, statuses, query }: Probe,
  dated: boolean,
): string | undefined {
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const all = [
    ...(method === 'GET' ? [] : [method]),
    ...(query === '' ? [] : [`?${query}`]),
    ...(country === undefined ? [] : [`country ${country}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(cookie === '' ? [] : [`cookie: ${cookie}`]),
    ...[...new Set(Object.values(statuses))].map((status) => `origin status ${status}`),
    ...(dated && now > 0 ? [new Date(now).toISOString()] : []),
  ];
  return all.length === 0 ? undefined : all.join(', ');
}
