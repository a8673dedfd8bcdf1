/**
 * Headers in the form of Lambda@Edge: lower-case name to one entry per header line. Declared here, so that core does
 * not depend on AWS types.
 */
export type EdgeHeaders = Record<string, { key?: string; value: string }[]>;

/** The usual capitalization: `Content-Type` for `content-type`. */
export function wireName(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}

export function setHeader(headers: EdgeHeaders, name: string, value: string): void {
  headers[name.toLowerCase()] = [{ key: wireName(name.toLowerCase()), value }];
}

/**
 * The value of a header. Several lines with the same name are joined, as RFC 9110 §5.3 allows, and cookies as RFC 9113
 * §8.2.3 requires.
 */
export function headerValue(headers: EdgeHeaders, name: string): string | undefined {
  const key = name.toLowerCase();
  const lines = headers[key];
  return lines?.[0] && lines.map((l) => l.value).join(key === 'cookie' ? '; ' : ', ');
}
