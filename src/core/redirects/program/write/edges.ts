/** A text under a node, and the longest of the others that it begins with, or ends with. */
export interface Edge {
  readonly text: string;
  readonly shorter?: string;
}

/** Puts texts in an order in which each stands behind those that it goes on from. */
export function inOrder(texts: readonly string[], isBackwards: boolean): Edge[] {
  const turned = (text: string): string => (isBackwards ? [...text].reverse().join('') : text);
  /** Of the text in hand all that it goes on from, the longest last. */
  const open: string[] = [];
  return texts.map(turned).sort().map((text) => {
    while (open.length > 0 && !text.startsWith(open[open.length - 1])) open.pop();
    const shorter = open[open.length - 1];
    open.push(text);
    return { text: turned(text), ...(shorter === undefined ? {} : { shorter: turned(shorter) }) };
  });
}
