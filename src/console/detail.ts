import { button, h, type Child } from './dom';
import { bytes, clock, millis, statusClass, statusText } from './format';
import { say } from './spoken';
import { headerList, timeline } from './timeline';
import type { BodyView, Detail } from '../preview/console/api';

/** All that is known about a request. The heading can be focused. */
export function detailView(detail: Detail, tryAgain: (detail: Detail) => void): HTMLElement[] {
  const { method, url, status, xCache, ms, at, host, behavior, location, urls, stages } = detail;
  const meta: Child[] = [
    h('span', { class: `status ${statusClass(status)}` }, statusText(status)),
    xCache !== '' && h('span', {}, xCache),
    h('span', {}, millis(ms)),
    h('span', {}, clock(at)),
    h('span', {}, host),
    behavior !== '' && h('span', {}, 'behavior ', h('code', {}, behavior)),
  ];
  return [
    h('h2', { tabindex: '-1' }, h('span', { class: 'method' }, method), ' ', url),
    h('p', { class: 'meta' }, ...meta),
    ...(location === undefined ? [] : [h('p', { class: 'location' }, 'to ', h('code', {}, location))]),
    h('p', { class: 'actions' }, button('Try it again', () => tryAgain(detail)), copyButton(detail)),
    ...(urls.length === 0 ? [] : [urlList(urls)]),
    h('h3', {}, 'Timeline'),
    timeline(stages, ms),
    headerList(`Request: ${detail.requestHeaders.length} headers`, detail.requestHeaders),
    ...bodyOf('Request body', detail.requestBody),
    headerList(`Response: ${detail.responseHeaders.length} headers`, detail.responseHeaders),
    ...bodyOf('Response body', detail.responseBody),
  ];
}

/** What became of the URL on its way to the origin. */
function urlList(urls: Detail['urls']): HTMLElement {
  return h('div', { class: 'urls' }, h('h3', {}, 'URL'), h('ol', {}, ...urls.map(({ after, url }) => (
    h('li', {}, h('span', {}, after), h('code', {}, url))))));
}

function bodyOf(title: string, body: BodyView | undefined): HTMLElement[] {
  if (body?.bytes === undefined || body.bytes === 0) return [];
  const size = `${title}: ${bytes(body.bytes)}${body.text === undefined ? ', not a text' : ''}`;
  if (body.text === undefined) return [h('p', { class: 'quiet' }, size)];
  const heading = size + (body.isCut ? ', of which the beginning is shown' : '');
  return [h('details', { class: 'headers' }, h('summary', {}, heading), h('pre', { tabindex: '0' }, body.text))];
}

function copyButton({ method, url, host, requestHeaders }: Detail): HTMLElement {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const headers = requestHeaders.filter(({ name }) => !/^(host|connection|content-length)$/i.test(name))
    .map(({ name, value }) => ` -H ${quoted(`${name}: ${value}`)}`);
  const isLocal = host === location.host;
  const command = `curl -i${method === 'GET' ? '' : method === 'HEAD' ? ' -I' : ` -X ${method}`}${headers.join('')}`
    + `${isLocal ? '' : ` -H ${quoted(`Host: ${host}`)}`} ${quoted(location.origin + url)}`;
  const copy = button('Copy as curl', () => {
    const done = (text: string) => { copy.textContent = text; say(text); };
    navigator.clipboard.writeText(command).then(() => done('Copied'), () => done('Cannot copy'));
    setTimeout(() => { copy.textContent = 'Copy as curl'; }, 2_000);
  }, { class: 'copy' });
  return copy;
}
