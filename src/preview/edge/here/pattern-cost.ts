/**
 * The exponent of the steps that a regular expression may take on a text; Infinity if they may grow exponentially. An
 * upper bound: each quantifier without a limit counts, and one more if the pattern may begin anywhere in the text.
 */
export function patternDegree(source: string): number {
  let quantifiers = 0;
  /** For each open group: whether it has a quantifier or an alternative. */
  const open: boolean[] = [false];
  let closed: boolean | undefined;
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    const quantifier = /^(?:[*+]|\{\d+(?:,\d*)?\})/.exec(source.slice(at, at + 16))?.[0];
    if (quantifier !== undefined) {
      if (!isShort(quantifier)) {
        // At the end of the pattern nothing can fail any more, so that it is never tried again in another way.
        const isLast = open.length === 1 && at + quantifier.length === source.length;
        if (closed === true && !isLast) return Infinity;
        quantifiers++;
        open[open.length - 1] = true;
      } else if (closed === true) {quantifiers++;}
      at += quantifier.length - 1;
      closed = undefined;
      continue;
    }
    closed = undefined;
    if (char === '\\') {
      if (/[1-9k]/.test(source[at + 1] ?? '')) return Infinity;
      at++;
    } else if (char === '[') {at = endOfClass(source, at);} else if (char === '(') {
      open.push(false);
      at += /^\(\?(?::|=|!|<=|<!|<[^>]*>)/.exec(source.slice(at))?.[0].length ?? 1;
      at--;
    } else if (char === ')') {
      closed = open.pop() ?? false;
      if (closed && open.length > 0) open[open.length - 1] = true;
    } else if (char === '|') {open[open.length - 1] = true;}
  }
  return quantifiers + (quantifiers > 0 && !/^\^[^|]*$/.test(source) ? 1 : 0);
}

/** `{2}`, `{1,8}`: it multiplies the steps by little. */
function isShort(quantifier: string): boolean {
  const [, from, to = from] = /^\{(\d+)(?:,(\d+))?\}$/.exec(quantifier) ?? [];
  return from !== undefined && !/,\}$/.test(quantifier) && Number(to) <= 8;
}

function endOfClass(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at;
}
