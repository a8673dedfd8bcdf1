// Rules that require parameters, and targets with a query of their own.
/* eslint-disable no-bitwise -- flags are bits */
import type { EdgeRedirects, Parameter, Visit } from './redirect-types';

declare const edge: EdgeRedirects;

/** Whether a parameter is there, has a value, or (0) is there and captured. */
edge.asks = function (test, visit, captures, rule) {
  parametersOf(visit);
  const value = test[2];
  const fitting = (visit.named!['=' + test[1]] || []).filter((one) => typeof value !== 'string' || one.value === value);
  // Marked instead of collected: a query can have thousands of them.
  fitting.forEach((one) => { one.by = rule; });
  if (fitting[0] && value === 0) captures.push(sentValue(fitting[0].raw));
  return fitting.length > 0;
};

/** The value of a parameter as it was sent. It is data: `+` is a space, and a slash adds no segment to a path. */
function sentValue(raw: string): string {
  return edge.spelled(raw.slice((raw + '=').indexOf('=') + 1).replace(/%2e|[+/]/gi, (found) => (
    found === '+' ? '%20' : found === '/' ? '%2F' : '.')));
}

/** Merges the query of a target with that of the request, without what the rule has required. */
edge.merged = function (own, visit, rule) {
  const only = rule[7], taken = own.split('&').filter((part) => part).map((part) => plain(part.split('=')[0]));
  const kept = parametersOf(visit).filter((one) => (
    (one.by !== rule || !((rule[2] as number) & 2048))
    && !taken.includes(one.name)
    && (!only || only.some((name) => (
      name.endsWith('*') ? one.name.startsWith(name.slice(0, -1)) : name === one.name)))));
  return (own ? [own] : []).concat(kept.map((one) => edge.safe(one.raw))).join('&');
};

/** All parameters; also by name, since many rules of a path may require one. */
function parametersOf(visit: Visit): Parameter[] {
  if (!visit.parameters) {
    const named: Record<string, Parameter[]> = visit.named = {};
    visit.parameters = visit.query.split('&').filter((raw) => raw).map((raw) => {
      const end = (raw + '=').indexOf('='), key = '=' + plain(raw.slice(0, end));
      const one: Parameter = { raw: raw, name: key.slice(1), value: plain(raw.slice(end + 1)) };
      (named[key] = named[key] || []).push(one);
      return one;
    });
  }
  return visit.parameters;
}

/** Decodes a name or a value. A text with a malformed escape keeps all of its escapes. */
function plain(text: string): string {
  const spaced = text.replace(/\+/g, ' ');
  try { return decodeURIComponent(spaced); } catch (error) { return spaced; }
}
