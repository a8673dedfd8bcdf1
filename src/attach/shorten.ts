/**
 * Cuts a text to a number of UTF-16 units. Half a surrogate pair at the end (an emoji in a construct id) is dropped,
 * because it could not be encoded as UTF-8.
 */
export function shorten(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
