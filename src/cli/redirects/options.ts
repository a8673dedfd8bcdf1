import { InvalidArgumentError, Option } from 'commander';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { VIEWER_METHODS } from '../../core/facts/methods';
import { timeOf } from '../../core/redirects/formats/dates';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { RULE_KINDS, type RuleKind } from '../../core/redirects/store/kinds';
import { collect } from '../frame/collect';

const FORMATS: readonly RuleFormat[] = ['json', 'csv', 'netlify', 'cloudflare'];

export function formatOption(flags: string, description: string): Option {
  return new Option(flags, description).choices(FORMATS);
}

/** `--format` of the list that is read, which some commands also accept from other platforms. */
export function inputFormat(platforms: readonly string[] = []): Option {
  const option = new Option('--format <format>', 'format of the list, if its name does not tell it');
  return option.choices([...FORMATS, ...platforms]);
}

/** `2026-06-01`, or with a time; UTC if there is no time zone. */
export function date(text: string): number {
  const time = timeOf(text, false);
  if (time === undefined) throw new InvalidArgumentError('Write it like 2026-06-01 or 2026-06-01T08:00Z.');
  return time;
}

export function originStatus(text: string): number {
  if (!/^[1-5]\d\d$/.test(text)) throw new InvalidArgumentError('Write a status such as 404.');
  return Number(text);
}

/** Checked, as the method is: with a typing error `resolve` would print "no redirect", as if the list said so. */
export function country(text: string): string {
  if (!/^[a-z]{2}$/i.test(text)) throw new InvalidArgumentError('Write two letters such as DE.');
  return text;
}

export function method(text: string): string {
  const name = text.toUpperCase();
  if (VIEWER_METHODS.includes(name)) return name;
  throw new InvalidArgumentError(`Allowed choices are ${VIEWER_METHODS.join(', ')}.`);
}

/**
 * `--site-host www.example.com`, repeatable. With a scheme or a port it would silently never match a redirect's host.
 */
export function siteHost(text: string, before: readonly string[] = []): string[] {
  if (/[\s/:?#@]/.test(text)) throw new InvalidArgumentError('Write a host such as www.example.com.');
  return collect(text, before);
}

/** `--event origin-response`: the event on which the rules run. */
export function eventOption(): Option {
  return new Option('--event <event>', 'event of the EdgeRedirector that has the list').choices(EVENTS);
}

const EVENTS = ['viewer-request', 'origin-request', 'origin-response'] as const satisfies readonly EdgeEvent[];

/** `--root-object index.html`: the default root object of the distribution. */
export function rootObjectOption(): Option {
  const description = 'default root object of the distribution, such as index.html: a request for it is one for /';
  return new Option('--root-object <name>', description).argParser(rootObject);
}

function rootObject(text: string): string {
  const name = text.replace(/^\//, '');
  if (name === '' || /[\s:?#]/.test(name)) throw new InvalidArgumentError('Write a name such as index.html.');
  return name;
}

/** `--kinds paths,query`: what the `kinds` of `RedirectSource.fromKeyValueStore` declare. */
export function kindsOption(more = ''): Option {
  const description = `kinds of rules that the key value store may have: ${RULE_KINDS.join(',')}${more}`;
  return new Option('--kinds <list>', description).argParser(ruleKinds);
}

function ruleKinds(text: string): RuleKind[] {
  const names = text.split(',').map((name) => name.trim());
  const known: readonly string[] = [...RULE_KINDS, 'all'];
  if (names.every((name) => known.includes(name))) {
    return RULE_KINDS.filter((kind) => names.includes(kind) || names.includes('all'));
  }
  throw new InvalidArgumentError(`Write a list of ${RULE_KINDS.join(', ')}, or all.`);
}

/** `--header "Referer: https://…"`, repeatable; if a name is given twice, the last value counts. */
export function header(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  if (name.trim() === '') throw new InvalidArgumentError('Write it like "Referer: https://example.com/".');
  return { ...before, [name.trim().toLowerCase()]: value.trim() };
}
