import { h } from './dom';
import { clock, millis, statusClass, statusText } from './format';
import type { Row } from '../preview/console/api';

/** One request in the list: a link to its timeline. */
export function rowItem(row: Row): HTMLLIElement {
  const { id, at, method, url, status, xCache, behavior, ms, location } = row;
  return h('li', {}, h('a', { class: 'row', href: hrefOf(id) },
    h('span', { class: `status ${statusClass(status)}` }, statusText(status)),
    h('span', { class: 'method' }, method),
    h('span', { class: 'url' }, url),
    h('span', { class: 'ms' }, millis(ms)),
    h('span', { class: 'more' }, [
      clock(at), xCache, behavior === '' ? '' : `behavior ${behavior}`, location === undefined ? '' : `to ${location}`,
    ].filter((text) => text !== '').join(' · '))));
}

export function hrefOf(id: string): string {
  return `#/requests/${encodeURIComponent(id)}`;
}
