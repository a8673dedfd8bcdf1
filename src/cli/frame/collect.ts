/** Of an option that may be repeated: every value that is given. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
