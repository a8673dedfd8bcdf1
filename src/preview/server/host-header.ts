import { isLoopback } from './loopback';
import { byName } from '../exchange/by-name';

/** The name, in lower case, and the port of a Host header; undefined if it is malformed. */
export const parseHost = byName((header: string): { readonly name: string; readonly port?: number } | undefined => {
  const [, name, port] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(header) ?? [];
  if (name === undefined) return undefined;
  return { name: name.toLowerCase(), ...(port === undefined ? {} : { port: Number(port) }) };
});

/**
 * Whether a Host header is `localhost` or a loopback IP address. A web page can point its own domain at 127.0.0.1 (DNS
 * rebinding); its requests have that domain as host and must be refused.
 */
export function namesLoopback(header: string, port?: number): boolean {
  const host = parseHost(header);
  return host !== undefined && isLoopback(host.name) && (port === undefined || host.port === port);
}
