import { detailView } from './detail';
import { field, h, select } from './dom';
import { act, messageOf } from './server';
import { say } from './spoken';
import type { View } from './view';
import type { Detail, WhatIf } from '../preview/console/api';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Headers of a connection, and those that the preview makes itself. */
const NOT_REPEATED = /^(host|connection|content-length|accept-encoding|sec-.*|upgrade-insecure-requests)$/i;

export interface TryView extends View {
  /** Fills the form with a request. */
  fill(detail: Detail): void;
}

/** "What would this URL get?": a request that nothing counts, and its timeline. */
export function tryView(): TryView {
  const method = select(METHODS, 'GET');
  const url = h('input', { type: 'text', value: '/', autocomplete: 'off', spellcheck: 'false', required: true });
  const headers = h('textarea', { rows: '3', spellcheck: 'false', placeholder: 'Accept-Language: de' });
  const body = h('textarea', { rows: '3', spellcheck: 'false' });
  const result = h('section', { 'aria-label': 'Result', 'class': 'result' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const run = async (): Promise<void> => {
    problem.textContent = '';
    try {
      const detail = await act<Detail>('try', wish());
      result.replaceChildren(...detailView(detail, fill));
      say(`Result: ${detail.status} ${detail.xCache}`);
    } catch (error) {
      result.replaceChildren();
      problem.textContent = messageOf(error);
    }
  };
  const wish = (): WhatIf => ({
    method: method.value,
    url: url.value,
    headers: headers.value.split('\n').filter((line) => line.trim() !== '').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at < 0 ? undefined : at).trim(), at < 0 ? '' : line.slice(at + 1).trim()];
    }),
    body: body.value,
  });
  const fill = (detail: Detail): void => {
    method.value = METHODS.includes(detail.method) ? detail.method : 'GET';
    url.value = detail.host === location.host ? detail.url : `http://${detail.host}${detail.url}`;
    headers.value = detail.requestHeaders.filter(({ name }) => !NOT_REPEATED.test(name))
      .map(({ name, value }) => `${name}: ${value}`).join('\n');
    body.value = detail.requestBody?.text ?? '';
    location.hash = '#/try';
    url.focus();
  };
  const form = h('form', {
    class: 'panel try', on: { submit: (event) => { event.preventDefault(); void run(); } },
  },
  field('Method', method), field('URL', url, 'A path, or a URL with an alias of the distribution as its host'),
  field('Headers', headers, 'One in a line'),
  h('details', { class: 'more-fields' }, h('summary', {}, 'Body'), field('Text of the body', body)),
  h('p', { class: 'actions' }, h('button', { type: 'submit', class: 'main' }, 'What would this URL get?')), problem);
  const element = h('div', { 'class': 'page', 'tabindex': '0', 'role': 'region', 'aria-label': 'What if' },
    h('h2', {}, 'What would this URL get?'),
    h('p', { class: 'quiet' }, 'The request goes through all stages and functions, and to the origin. It is not in the '
      + 'list of requests, has no access line, and leaves the cache as it is.'),
    form, result);
  return { title: 'What if', element, open: () => undefined, fill };
}

