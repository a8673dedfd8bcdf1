/** A browser that a test controls. */
export interface Driver {
  readonly version: string;
  /** Whether it slows the pages of hidden windows down so much that sets of headers are tried one after the other. */
  readonly oneAtATime?: boolean;
  /** Opens a page in a window of its own. Does not wait for it. */
  open(url: string): Promise<void>;
  /** Closes all windows, for a browser that has few connections for all of them. */
  closeWindows(): Promise<void>;
  /** What the browser itself has written to the console of its pages, and scripts have not. */
  messages(): Promise<readonly string[]>;
  close(): Promise<void>;
}
