/**
 * Characters that HTTP does not allow in a URL, as UTF-8. Half a surrogate pair, which a function may put into a path,
 * has no encoding: it becomes U+FFFD, as wherever text becomes bytes.
 */
export function percentEncoded(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (part) => (
    Buffer.from(part).toString('hex').toUpperCase().replace(/../g, '%$&')));
}
