/** Reason phrases of RFC 9110 and its extensions, for the statuses that this library generates. */
const PHRASES: Record<number, string> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  404: 'Not Found',
  410: 'Gone',
  451: 'Unavailable For Legal Reasons',
  503: 'Service Unavailable',
};

/** Empty for an unknown status: HTTP/2 and HTTP/3 have no reason phrases. */
export function statusPhrase(status: number): string {
  return PHRASES[status] ?? '';
}
