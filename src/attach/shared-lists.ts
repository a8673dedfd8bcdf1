/**
 * Lists of function associations while the behaviors of a distribution are read: behaviors with equal ones share one
 * list, so that what is known of it is found out once.
 */
export class SharedLists {
  private readonly byContent = new Map<string, unknown[]>();

  /** A copy of a list, which the user may still change; anything else as it is. */
  shared(list: unknown): unknown {
    if (!Array.isArray(list)) return list;
    const content = contentOf(list);
    const known = (content === undefined ? undefined : this.byContent.get(content)) ?? [...list];
    if (content !== undefined) this.byContent.set(content, known);
    return known;
  }
}

/** Undefined if something in it is not plain, such as a token. */
function contentOf(list: readonly unknown[]): string | undefined {
  return list.every(isPlain) ? JSON.stringify(list) : undefined;
}

/** Whether two with the same JSON are the same. Tokens in texts are texts, each with a number of its own. */
function isPlain(item: unknown): boolean {
  return typeof item === 'object' && item !== null && Object.getPrototypeOf(item) === Object.prototype
    && Object.values(item).every((value) => ['string', 'boolean', 'undefined'].includes(typeof value));
}
