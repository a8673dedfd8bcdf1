import { logValue } from './from-log';
import type { Answer } from './observation';
import { valuesOf, type Signs } from './signs';

const LONGEST = 200;

/** A part of the input as evidence, in one line. */
export function quoted(name: string, value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return `${name}: ${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}`;
}

/** The headers and fields of the log that are there, and the status. */
export function quotes({ seen, status }: Signs, ...names: readonly string[]): string[] {
  return [
    ...(status > 0 ? [`status: ${status}`] : []),
    ...names.flatMap((name) => {
      const value = valuesOf(seen.headers, name)?.join(', ') ?? logValue(seen.log, name);
      return value === undefined ? [] : [quoted(name, value)];
    }),
  ];
}

/** What the origin answered itself. */
export function originQuotes(origin: Answer | undefined): string[] {
  if (origin === undefined) return [];
  const server = valuesOf(origin.headers, 'server')?.join(', ');
  return [`origin, requested directly: status ${origin.status}${server === undefined ? '' : `, server: ${server}`}`];
}
