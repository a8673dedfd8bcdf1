import { byId, setText } from './dom';

/** New requests are announced at most this often: a page with its files is one announcement. */
const QUIET_MS = 4_000;

let count = 0;
let last = '';
let timer: number | undefined;

/** Announces new requests to screen readers, without the focus being moved. */
export function sayRequests(texts: readonly string[]): void {
  count += texts.length;
  last = texts.at(-1) ?? last;
  timer ??= window.setTimeout(() => {
    say(count === 1 ? last : `${count} requests, the last: ${last}`);
    [count, timer] = [0, undefined];
  }, QUIET_MS);
}

export function say(text: string): void {
  setText(byId('spoken'), text);
}
