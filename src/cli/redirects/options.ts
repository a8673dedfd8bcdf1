import { parseArgs, ParseArgsConfig } from 'node:util';
import { UsageError } from './io';
import { timeOf } from '../../core/redirects/formats/dates';
import type { RuleFormat } from '../../core/redirects/rule/types';

type Options = NonNullable<ParseArgsConfig['options']>;

interface Command<T extends Options> {
  args: string[];
  options: T;
  allowPositionals: true;
  strict: true;
}

/** Reads options as `util.parseArgs` does, with a message in place of its error. */
export function readOptions<T extends Options>(args: readonly string[], options: T): ReturnType<typeof parseArgs<Command<T>>> {
  try {
    return parseArgs<Command<T>>({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.replace(/\. To specify a positional.*$/s, ''));
  }
}

const FORMATS: readonly RuleFormat[] = ['json', 'csv', 'netlify', 'cloudflare'];

export function formatOption(value: string | undefined, option = '--format'): RuleFormat | undefined {
  if (value === undefined || (FORMATS as readonly string[]).includes(value)) return value as RuleFormat | undefined;
  throw new UsageError(`${option} is ${value}; there are ${FORMATS.join(', ')}`);
}

/** `2026-06-01`, or with a time; UTC where no zone is given. */
export function dateOption(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const time = timeOf(value, false);
  if (time === undefined) throw new UsageError(`--date is ${value}; write it like 2026-06-01 or 2026-06-01T08:00Z`);
  return time;
}

export function originStatusOption(value: string | undefined): { originStatus?: number } {
  if (value === undefined) return {};
  if (!/^[1-5]\d\d$/.test(value)) throw new UsageError(`--origin-status is ${value}; write a status such as 404`);
  return { originStatus: Number(value) };
}

/** `--header "Referer: https://…"`, repeated. */
export function headerOptions(values: readonly string[] | undefined): Record<string, string> {
  return Object.fromEntries((values ?? []).map((value) => {
    const colon = value.indexOf(':');
    if (colon <= 0) throw new UsageError(`--header is ${value}; write it like "Referer: https://example.com/"`);
    return [value.slice(0, colon).trim().toLowerCase(), value.slice(colon + 1).trim()];
  }));
}
