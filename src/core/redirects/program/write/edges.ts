/** A text under a node, and the longest of the others that is its prefix (or suffix). */
export interface Edge {
  readonly text: string;
  readonly shorter?: string;
}

/** Sorts texts so that each comes after those that it continues. */
export function inOrder(texts: readonly string[], isBackwards: boolean): Edge[] {
  const turned = (text: string): string => (isBackwards ? [...text].reverse().join('') : text);
  /** All texts that the current one continues, the longest last. */
  const open: string[] = [];
  return texts.map(turned).sort().map((text) => {
    while (open.length > 0 && !text.startsWith(open[open.length - 1])) open.pop();
    const shorter = open[open.length - 1];
    open.push(text);
    return { text: turned(text), ...(shorter === undefined ? {} : { shorter: turned(shorter) }) };
  });
}
