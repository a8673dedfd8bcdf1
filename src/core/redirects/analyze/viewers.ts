import { Probe, urlOf } from './probe';
import { token } from './sample';
import { ParameterTest, RedirectRule, SCHEME_HEADER, TextTest } from '../model';
import { encodeText } from '../program/path';
import { decodeQuery } from '../program/query';
import type { RedirectRequest } from '../types';

/** A value that no rule names. */
const OTHER = 'zq8other';

/** The probe, changed as little as it takes for its viewer to meet the conditions of a rule when he makes a later request. */
export function meeting(probe: Probe, rule: RedirectRule, at: Pick<RedirectRequest, 'host' | 'path' | 'query'>): Probe {
  const { when, source, start, end } = rule;
  const { methods, countries, originStatuses } = when;
  const kept = { ...probe, headers: { ...probe.headers }, cookies: { ...probe.cookies } };
  for (const { name, test } of when.headers ?? []) kept.headers[name] = valueFor(test, kept.headers[name]);
  for (const { name, test } of when.cookies ?? []) kept.cookies[name] = valueFor(test, kept.cookies[name]);
  const spoken = kept.headers['accept-language'] ?? '';
  if (when.languages?.every((language) => spoken !== language && !spoken.startsWith(`${language}-`))) [kept.headers['accept-language']] = when.languages;
  const now = start !== undefined && probe.now < start ? start : (end !== undefined && probe.now >= end ? end - 1 : probe.now);
  return {
    ...kept,
    now,
    method: methods === undefined || methods.includes(probe.method) ? probe.method : methods[0],
    ...(countries === undefined || countries.includes(probe.country ?? '') ? {} : { country: countries[0] }),
    query: [probe.query, ...source.query.filter((test) => !asks(probe.query, test)).map((test) => parameter(rule, test))].filter((part) => part !== '').join('&'),
    statuses: originStatuses === undefined ? probe.statuses : { ...probe.statuses, [urlOf(at)]: originStatuses[0] },
  };
}

function valueFor(test: TextTest, value: string | undefined): string {
  if (test.is === 'present') return value ?? OTHER;
  if (test.is === 'equal' || value === undefined) return test.value;
  return value.includes(test.value) ? value : `${value} ${test.value}`;
}

function asks(query: string, test: ParameterTest): boolean {
  return query.split('&').some((part) => {
    const [name, value = ''] = part.split(/=(.*)/s).map(decodeQuery);
    return name === test.name && (test.is !== 'equal' || value === test.value);
  });
}

function parameter({ source }: RedirectRule, test: ParameterTest): string {
  const value = test.is === 'captured' ? token(source.captures.indexOf(test.as)) : test.is === 'equal' ? encodeText(test.value) : '';
  return `${encodeText(test.name)}=${value}`;
}

/** Probes whose viewer fails one condition each of a rule that applied to a later request, because it may hide a loop from everybody else. */
export function failing(probe: Probe, { when, source, start, end }: RedirectRule, at: Pick<RedirectRequest, 'host' | 'path' | 'query'>, since: number): Probe[] {
  const others: Probe[] = [];
  const without = <T>(all: Readonly<Record<string, T>>, name: string): Record<string, T> => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
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

