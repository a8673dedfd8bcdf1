/**
 * A text with at most so many UTF-16 units; half a character at the end (an emoji in a construct id) could not be
 * written as UTF-8.
 */
export function shorten(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
