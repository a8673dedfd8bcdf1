import type { TestPreviewChanges } from './options';
import type { Preview } from '../preview/preview';

/** CloudFront with the distribution of your app, in the process of a test. */
export interface TestPreview extends Omit<Preview, 'fetchWithTrace' | 'setOptions'> {
  /**
   * Resolves when `url` accepts requests, for browsers and other programs. Its first use opens the port; `fetch()`
   * needs none.
   */
  readonly ready: Promise<void>;
  /**
   * Changes options: other origins, stores, blocks, another app or distribution. An option that is `undefined` has its
   * default again. Requests that have begun finish with the old options. Rejects with all errors at once, and then
   * nothing has changed.
   */
  setOptions(changes: TestPreviewChanges): Promise<void>;
}
