import { detailView } from './detail';
import { h } from './dom';
import type { RequestList } from './request-list';
import { messageOf, read } from './server';
import type { View } from './view';
import type { Detail } from '../preview/console/api';

/** The list, and beside it the request of the URL. */
export function requestsView(list: RequestList, tryAgain: (detail: Detail) => void): View {
  const pane = h('section', { 'class': 'detail', 'aria-label': 'Request', 'tabindex': '0' });
  const element = h('div', { class: 'requests' }, list.element, pane);
  const hint = h('p', { class: 'quiet hint' }, 'Choose a request to see its way through the distribution.');
  let shown = '';
  const back = h('a', { class: 'back', href: '#/requests' }, 'All requests');
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !pane.contains(document.activeElement)) return;
    // On a narrow screen, the list is hidden behind the request.
    const isAlone = isHidden(list.element);
    if (isAlone) element.classList.remove('has-detail');
    list.focusCurrent();
    if (isAlone) location.hash = back.hash;
  });
  // A link that is opened with the keyboard takes the focus along; a click of the mouse does not need it.
  list.element.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.row');
    if (link === null || (event as MouseEvent).detail !== 0) return;
    if (link.hash === location.hash) pane.querySelector('h2')?.focus();
    else pane.dataset.focus = 'wanted';
  });
  const show = async (id: string): Promise<void> => {
    shown = id;
    list.select(id);
    element.classList.toggle('has-detail', id !== '');
    if (id === '') return pane.replaceChildren(hint);
    const content = await read<Detail>(`requests/${encodeURIComponent(id)}`).then(
      (detail) => detailView(detail, tryAgain), (error: unknown) => [h('p', { class: 'problem' }, messageOf(error))]);
    // Another one may have been chosen meanwhile.
    if (shown !== id) return;
    pane.replaceChildren(back, ...content);
    pane.scrollTop = 0;
    if (pane.dataset.focus === 'wanted' || isHidden(list.element)) pane.querySelector('h2')?.focus();
    delete pane.dataset.focus;
  };
  return {
    title: 'Requests',
    element,
    open: (id) => { void show(id); list.restore(); },
  };
}

function isHidden(element: Element): boolean {
  return getComputedStyle(element).display === 'none';
}
