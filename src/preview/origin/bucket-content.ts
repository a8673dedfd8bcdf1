/** One upload to a bucket: a local folder and the settings of the upload. */
export interface ContentLayer {
  readonly directory: string;
  /** Prefix of every key; empty or with a trailing slash. */
  readonly keyPrefix: string;
  /** Response headers of every object in the layer, such as `cache-control`. Names are in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Placeholders that the upload replaces in files, with their values. */
  readonly markers: ReadonlyMap<string, string>;
  /** Whether the upload leaves out a key. The key is without the prefix. */
  readonly excludes: (key: string) => boolean;
}

/** The content of a bucket. An object in a later layer hides one with the same key in an earlier layer. */
export type BucketContent = readonly ContentLayer[];

export function folderLayer(directory: string): ContentLayer {
  return { directory, keyPrefix: '', metadata: {}, markers: new Map(), excludes: () => false };
}
