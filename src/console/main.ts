import { distributionPage } from './distribution-view';
import { byId, h, setText } from './dom';
import { injectView } from './inject-view';
import { RequestList } from './request-list';
import { requestsView } from './requests-view';
import { read } from './server';
import { tryView } from './try-view';
import type { View } from './view';
import type { DistributionView, Group } from '../preview/console/api';
import type { InjectionTexts } from '../preview/injection/injections';

const list = new RequestList();
const trial = tryView();
const injected = h('a', { class: 'injected', href: '#/faults', hidden: true });
const views: Readonly<Record<string, View>> = {
  requests: requestsView(list, trial.fill),
  try: trial,
  distribution: distributionPage(),
  faults: injectView(showInjected),
};
let current: View | undefined;

/** The view and the rest of the URL: `#/requests/ID`. */
function route(): void {
  const [, name = '', rest = ''] = /^#\/([a-z]+)\/?(.*)$/.exec(location.hash) ?? [];
  const view = views[name] ?? views.requests!;
  for (const link of byId('views').querySelectorAll('a')) {
    if (link.hash === `#/${name || 'requests'}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (view !== current) {
    byId('main').replaceChildren(view.element);
    document.title = `${view.title} · Console`;
    current = view;
  }
  view.open(decoded(rest));
}

/** A URL may be typed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function showInjected({ blocks, faults, country }: InjectionTexts): void {
  const count = blocks.length + faults.length + (country === undefined ? 0 : 1);
  injected.hidden = count === 0;
  setText(injected, `${count} injected`);
}

function listen(): void {
  const source = new EventSource('api/live');
  const connection = byId('connection');
  const on = (type: string, run: (group: Group) => void) => {
    source.addEventListener(type, ({ data }: MessageEvent<string>) => run(JSON.parse(data) as Group));
  };
  on('start', ({ rows }) => {
    setText(connection, 'Live');
    connection.className = 'live';
    list.begin(rows);
  });
  on('message', ({ rows }) => list.add(rows));
  source.addEventListener('full', () => {
    source.close();
    setText(connection, 'Too many consoles are open');
  });
  source.addEventListener('error', () => {
    setText(connection, 'Disconnected');
    connection.className = '';
  });
}

byId('views').append(...Object.entries(views).map(([name, { title }]) => h('a', { href: `#/${name}` }, title)));
byId('state').prepend(injected);
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
window.addEventListener('hashchange', route);
route();
listen();
void read<DistributionView>('distribution').then(({ name }) => setText(byId('site'), name), () => undefined);
void read<InjectionTexts>('injections').then(showInjected, () => undefined);
