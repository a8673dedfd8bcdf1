import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { MaskPage } from '../../core/errors/config';
import type { ActionSource } from '../../core/errors/rules';
import type { Problem } from '../../core/problem';

/** A loaded `ErrorPage`: the page, or problems. */
export interface LoadedPage {
  readonly page?: MaskPage;
  readonly problems: readonly Problem[];
  /** The bucket of the page, if the function has to fetch it. */
  readonly bucket?: IBucket;
}

/** An `ErrorAction` with its page loaded. */
export interface LoadedAction {
  readonly action: ActionSource;
  readonly loaded?: LoadedPage;
  /** Problems other than those of the page. */
  readonly problems?: readonly Problem[];
}
