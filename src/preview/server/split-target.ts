/** The path and the query string of a request target. */
export function splitTarget(target: string): [uri: string, querystring: string] {
  const at = target.indexOf('?');
  const uri = at < 0 ? target : target.slice(0, at);
  return [uri.startsWith('/') ? uri : `/${uri}`, at < 0 ? '' : target.slice(at + 1)];
}
