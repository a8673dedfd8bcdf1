import type { Row } from '../preview/console/api';

export function clock(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

export function millis(ms: number): string {
  return ms >= 100 ? `${Math.round(ms)} ms` : `${ms.toFixed(ms >= 10 ? 1 : 2)} ms`;
}

export function statusText(status: number): string {
  return String(status).padStart(3, '0');
}

/** The class of a status, for its colour. A viewer that disconnected has the status 000. */
export function statusClass(status: number): string {
  return `s${status === 0 ? 5 : Math.floor(status / 100)}`;
}

/** A request in one sentence. */
export function spokenRow({ method, url, status, location }: Row): string {
  return `${method} ${url} ${statusText(status)}${location === undefined ? '' : ` to ${location}`}`;
}

export function bytes(count: number): string {
  return count < 10_000 ? `${count.toLocaleString('en-US')} bytes` : `${Math.round(count / 1024)} KB`;
}
