import type { IncomingMessage } from 'node:http';
import { CONSOLE_HEADER, CONSOLE_PATH } from './api';
import { namesLoopback } from '../server/host-header';

const FOLDER = CONSOLE_PATH.slice(0, -1);

/**
 * Whether a request is for the console: its path is in the reserved folder, and its host is a name of this machine. For
 * an alias, the folder is one of the site like all others, as when it is deployed.
 */
export function isForConsole(incoming: IncomingMessage): boolean {
  // Most requests are for the site; Node.js makes `headers` when they are read.
  if (!incoming.url?.startsWith(FOLDER)) return false;
  const path = incoming.url.split('?', 1)[0]!;
  return (path.startsWith(CONSOLE_PATH) || `${path}/` === CONSOLE_PATH)
    && namesLoopback(askedHost(incoming.headers) ?? '');
}

/**
 * Why a request to the console's data is refused; undefined if it is not. Browsers say where a request comes from
 * (`Sec-Fetch-Site`, `Origin`): pages of other sites, and of other ports of this machine, can neither read nor act.
 * What acts has a header besides, which such pages cannot send.
 */
export function refusalOf({ method, headers }: IncomingMessage): string | undefined {
  const from = headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin' && from !== 'none') return `it comes from a ${String(from)} page`;
  const { origin } = headers;
  if (origin !== undefined && hostOf(origin) !== askedHost(headers)) return `it comes from a page of ${origin}`;
  if (method === 'POST' && headers[CONSOLE_HEADER] === undefined) return `it has no header ${CONSOLE_HEADER}`;
  return undefined;
}

/** HTTP/2 names the host in a pseudo-header. */
function askedHost(headers: IncomingMessage['headers']): string | undefined {
  return (headers[':authority'] as string | undefined) ?? headers.host;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
