import { Probe, urlOf } from './probe';
import { ParameterTest, RedirectRule, SCHEME_HEADER, TextTest } from '../../rule/model';
import type { RedirectRequest } from '../../rule/types';
import { token } from '../../traits/sample';
import { encodeText } from '../../url/path';
import { valuesOf } from '../../url/query-values';

/** A value that no rule names. */
const OTHER = 'zq8other';

/** Of a list of countries, each may be hidden by another rule. */
const MOST_CHOICES = 32;

/** Probes whose viewer meets the conditions of a rule with one value of its lists or another. */
export function meetings(probe: Probe, rule: RedirectRule, at: Address): Probe[] {
  const { methods, countries, languages, originStatuses } = rule.when;
  const choices = Math.max(1, ...[methods, countries, languages, originStatuses].map((list) => list?.length ?? 0));
  return Array.from({ length: Math.min(MOST_CHOICES, choices) }, (_, choice) => meeting(probe, rule, at, choice));
}

type Address = Pick<RedirectRequest, 'host' | 'path' | 'query'>;

/**
 * The probe, changed as little as it takes for its viewer to meet the conditions of a rule when he makes a later
 * request.
 */
export function meeting(probe: Probe, rule: RedirectRule, at: Address, choice = 0): Probe {
  const chosen = <T>(list: readonly T[]): T => list[Math.min(choice, list.length - 1)];
  const { when, source, start, end } = rule;
  const { methods, countries, originStatuses } = when;
  const missing = source.query.filter((test) => !asks(probe.query, test));
  const kept = { ...probe, headers: { ...probe.headers }, cookies: { ...probe.cookies } };
  for (const { name, test } of when.headers ?? []) kept.headers[name] = valueFor(test, kept.headers[name]);
  for (const { name, test } of when.cookies ?? []) kept.cookies[name] = valueFor(test, kept.cookies[name]);
  const spoken = kept.headers['accept-language'] ?? '';
  if (when.languages?.every((language) => spoken !== language && !spoken.startsWith(`${language}-`))) kept.headers['accept-language'] = chosen(when.languages);
  const now = start !== undefined && probe.now < start ? start : (end !== undefined && probe.now >= end ? end - 1 : probe.now);
  return {
    ...kept,
    now,
    method: methods === undefined || methods.includes(probe.method) ? probe.method : chosen(methods),
    ...(countries === undefined || countries.includes(probe.country ?? '') ? {} : { country: chosen(countries) }),
    query: [probe.query, ...missing.map((test) => parameter(rule, test))].filter((part) => part !== '').join('&'),
    statuses: originStatuses === undefined ? probe.statuses : { ...probe.statuses, [urlOf(at)]: chosen(originStatuses) },
  };
}

function valueFor(test: TextTest, value: string | undefined): string {
  if (test.is === 'present') return value ?? OTHER;
  if (test.is === 'equal' || value === undefined) return test.value;
  return value.includes(test.value) ? value : `${value} ${test.value}`;
}

function asks(query: string, test: ParameterTest): boolean {
  return valuesOf(query, test.name).some((value) => test.is !== 'equal' || value === test.value);
}

function parameter({ source }: RedirectRule, test: ParameterTest): string {
  const value = test.is === 'captured' ? token(source.captures.indexOf(test.as)) : test.is === 'equal' ? encodeText(test.value) : '';
  return `${encodeText(test.name)}=${value}`;
}

/**
 * Probes whose viewer fails one condition each of a rule that applied to a later request, because it may hide a loop
 * from everybody else.
 */
export function failing(probe: Probe, { when, source, start, end }: RedirectRule, at: Address, since: number): Probe[] {
  const others: Probe[] = [];
  if (when.methods) for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS'].filter((m) => !when.methods!.includes(m))) others.push({ ...probe, method });
  if (when.countries) others.push({ ...probe, country: undefined });
  if (when.languages) others.push({ ...probe, headers: without(probe.headers, 'accept-language') });
  if (when.originStatuses) others.push({ ...probe, statuses: without(probe.statuses, urlOf(at)) });
  for (const { name, test } of when.cookies ?? []) {
    others.push({ ...probe, cookies: without(probe.cookies, name) });
    if (test.is !== 'present') others.push({ ...probe, cookies: { ...probe.cookies, [name]: OTHER } });
  }
  for (const { name, test } of when.headers ?? []) {
    others.push({ ...probe, headers: without(probe.headers, name) });
    if (test.is !== 'present') others.push({ ...probe, headers: { ...probe.headers, [name]: otherThan(name, test.value) } });
  }
  for (const test of source.query) others.push({ ...probe, query: probe.query.split('&').filter((part) => !asks(part, test)).join('&') });
  if (end !== undefined) others.push({ ...probe, now: end });
  if (start !== undefined && start > since) others.push({ ...probe, now: start - 1 });
  return others;
}

function otherThan(name: string, value: string): string {
  if (name !== SCHEME_HEADER) return OTHER;
  return value === 'https' ? 'http' : 'https';
}

function without<T>(all: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}
