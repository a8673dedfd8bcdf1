import { button, field, h, setText } from './dom';
import { matchesFilter } from './filter';
import { spokenRow } from './format';
import { hrefOf, rowItem } from './row-item';
import { say, sayRequests } from './spoken';
import type { Row } from '../preview/console/api';

/** As many as the server keeps. */
const ROWS_MAX = 1_000;
/** The end of the list is followed if it is not farther away than this. */
const NEAR_END_PX = 24;

/**
 * The list of requests, the latest last, as in a terminal: new ones do not move what is being read. It follows the end
 * unless it has been scrolled away from there.
 */
export class RequestList {
  readonly element: HTMLElement;
  private readonly list = h('ol', { 'aria-label': 'Requests' });
  private readonly scroller = h('div', { class: 'scroller', tabindex: '-1' }, this.list);
  private readonly empty = h('div', { class: 'empty' }, h('p', {}, 'No requests yet.'),
    h('p', {}, `Open ${location.origin}/ in another tab, or:`), h('pre', {}, `curl -i ${location.origin}/`));
  private readonly filter = h('input', {
    type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'Filter, such as 5xx /docs -Hit',
  });
  private readonly count = h('span', { class: 'count' });
  private readonly pauseButton = button('Pause', () => this.togglePause(), {
    'aria-pressed': 'false', 'class': 'pause',
  });
  private readonly toEnd = button('', () => this.follow(), { class: 'to-end', hidden: true });
  private readonly items = new Map<string, { readonly row: Row; readonly item: HTMLLIElement }>();
  private held: Row[] | undefined;
  private isFollowing = true;
  private unseen = 0;
  private current = '';

  constructor() {
    this.filter.addEventListener('input', () => this.applyFilter());
    this.list.addEventListener('keydown', (event) => this.onKey(event));
    this.scroller.addEventListener('scroll', () => this.onScroll(), { passive: true });
    this.element = h('section', { 'class': 'list', 'aria-label': 'Requests' },
      h('div', { class: 'tools' },
        field('Filter', this.filter), this.pauseButton, button('Clear', () => this.replace([])), this.count),
      h('div', { class: 'frame' }, this.empty, this.scroller, this.toEnd));
    this.update();
  }

  /** Shows these requests instead of all others. */
  replace(rows: readonly Row[]): void {
    this.items.clear();
    this.list.replaceChildren();
    this.unseen = 0;
    this.insert(rows);
    this.follow();
  }

  /** At the start, and again if the connection was lost: the list of the same preview stays as it is. */
  begin(rows: readonly Row[]): void {
    if (rows.some(({ id }) => this.items.has(id))) this.add(rows);
    else this.replace(rows);
  }

  add(rows: readonly Row[]): void {
    if (this.held !== undefined) {
      this.held = [...this.held, ...rows].slice(-ROWS_MAX);
      setText(this.pauseButton, `Resume (${this.held.length})`);
      return;
    }
    this.insert(rows);
    sayRequests(rows.map(spokenRow));
  }

  /** Marks a request as the one that is shown; empty for none. */
  select(id: string): void {
    this.items.get(this.current)?.item.firstElementChild!.removeAttribute('aria-current');
    this.current = id;
    const link = this.items.get(id)?.item.firstElementChild;
    link?.setAttribute('aria-current', 'true');
  }

  focusCurrent(): void {
    this.items.get(this.current)?.item.querySelector('a')?.focus();
  }

  /** Scrolls where it was before it was removed from the page. */
  restore(): void {
    if (this.isFollowing) this.scroller.scrollTop = this.scroller.scrollHeight;
    else this.items.get(this.current)?.item.scrollIntoView({ block: 'nearest' });
  }

  private insert(rows: readonly Row[]): void {
    const fresh = rows.filter(({ id }) => !this.items.has(id)).slice(-ROWS_MAX);
    const items = fresh.map((row) => {
      const item = rowItem(row);
      item.hidden = !matchesFilter(row, this.filter.value);
      this.items.set(row.id, { row, item });
      return item;
    });
    this.list.append(...items);
    this.trim();
    this.select(this.current);
    if (this.isFollowing) this.scroller.scrollTop = this.scroller.scrollHeight;
    else this.unseen += items.filter(({ hidden }) => !hidden).length;
    this.update();
  }

  /** Removes the oldest, but not the one that is shown or has the focus; what is in view stays where it is. */
  private trim(): void {
    for (const [id, { item }] of this.items) {
      if (this.items.size <= ROWS_MAX) return;
      if (id === this.current || item.contains(document.activeElement)) continue;
      const height = item.offsetHeight;
      item.remove();
      this.items.delete(id);
      if (!this.isFollowing) this.scroller.scrollTop -= height;
    }
  }

  private applyFilter(): void {
    for (const { row, item } of this.items.values()) item.hidden = !matchesFilter(row, this.filter.value);
    if (this.isFollowing) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.update();
  }

  private update(): void {
    const shown = this.shown().length;
    const all = this.items.size;
    const of = all === 1 ? '1 request' : `${all} requests`;
    setText(this.count, this.filter.value.trim() === '' ? of : `${shown} of ${of}`);
    this.empty.hidden = all > 0;
    this.toEnd.hidden = this.unseen === 0;
    setText(this.toEnd, `${this.unseen} new ↓`);
  }

  private togglePause(): void {
    const { held } = this;
    this.held = held === undefined ? [] : undefined;
    this.pauseButton.setAttribute('aria-pressed', String(held === undefined));
    setText(this.pauseButton, held === undefined ? 'Resume' : 'Pause');
    if (held !== undefined) this.insert(held);
    say(held === undefined ? 'Paused' : `Resumed, ${held.length} requests`);
  }

  private follow(): void {
    this.isFollowing = true;
    this.unseen = 0;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.update();
  }

  private onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.isFollowing = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (!this.isFollowing || this.unseen === 0) return;
    this.unseen = 0;
    this.update();
  }

  /** The arrow keys go through the list and show each request, as in a mail program. */
  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const shown = this.shown();
    const at = shown.findIndex(({ item }) => item.contains(document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    const next = to === undefined ? undefined : shown[to];
    if (next === undefined) return;
    event.preventDefault();
    next.item.querySelector('a')!.focus();
    // Not a step of the history for each key.
    location.replace(hrefOf(next.row.id));
  }

  private shown() {
    return [...this.items.values()].filter(({ item }) => !item.hidden);
  }
}
