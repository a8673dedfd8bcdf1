import { isLoopback } from './loopback';

/** The name in a Host header, in lower case, and its port; undefined if it is no host at all. */
export function parseHost(header: string): { readonly name: string; readonly port?: number } | undefined {
  const [, name, port] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(header) ?? [];
  if (name === undefined) return undefined;
  return { name: name.toLowerCase(), ...(port === undefined ? {} : { port: Number(port) }) };
}

/**
 * Whether a request asks for this machine by a name that is nobody else's. A web page can point its own domain at
 * 127.0.0.1, but then it asks by that domain: such a page must read nothing.
 */
export function namesLoopback(header: string, port?: number): boolean {
  const host = parseHost(header);
  return host !== undefined && isLoopback(host.name) && (port === undefined || host.port === port);
}
