/** One thing that was uploaded to a bucket: a folder of this machine, with what the upload said about its objects. */
export interface ContentLayer {
  readonly directory: string;
  /** Put before every key; empty or ending in a slash. */
  readonly keyPrefix: string;
  /** Response headers that every object of the layer carries, e.g. `cache-control`. Names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Placeholders that the upload replaces in files, with what it puts there. */
  readonly markers: ReadonlyMap<string, string>;
  /** Keys that the upload left out, before the prefix is added. */
  readonly excludes: (key: string) => boolean;
}

/** What a bucket holds; a later layer hides an earlier one. */
export type BucketContent = readonly ContentLayer[];

export function folderLayer(directory: string): ContentLayer {
  return { directory, keyPrefix: '', metadata: {}, markers: new Map(), excludes: () => false };
}
