/** The encoding that a page means by this label; undefined if browsers do not know it. */
export function encodingOf(label: string): string | undefined {
  const name = label.trim().toLowerCase();
  if (name === 'x-user-defined') return 'windows-1252';
  try {
    const { encoding } = new TextDecoder(name);
    // What reads the label can only do so if each character is a byte.
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return undefined;
  }
}
