/** What a list of rules is in a key value store, however it is encoded. */
export interface StoreContent {
  readonly entries: ReadonlyMap<string, string>;
  /**
   * Where a key stands in the order of writing: keys of a lower tier are written first, and deleted last, so that a
   * store in which only a part is written answers each URL as one of the two lists does.
   */
  tierOf(key: string): number;
}
