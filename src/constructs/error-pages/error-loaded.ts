import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { MaskPage } from '../../core/errors/config';
import type { ActionSource } from '../../core/errors/rules';
import type { Problem } from '../../core/problem';

/** What an `ErrorPage` is once it was read; without a page there are problems. */
export interface LoadedPage {
  readonly page?: MaskPage;
  readonly problems: readonly Problem[];
  /** Where the page is, if the function has to fetch it. */
  readonly bucket?: IBucket;
}

/** What an `ErrorAction` is once its page was read. */
export interface LoadedAction {
  readonly action: ActionSource;
  readonly loaded?: LoadedPage;
  /** What is wrong with it beside the page. */
  readonly problems?: readonly Problem[];
}
