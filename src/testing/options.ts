import type { PreviewSettings } from '../preview/settings';

/** Options of a preview in a test. */
export interface TestPreviewOptions extends Omit<PreviewSettings, 'cloudAssembly'> {
  /** What `app.synth()` returns, or the folder that `cdk synth` wrote. */
  readonly cloudAssembly: string | { readonly directory: string };
  /**
   * Answers as CloudFront does: a 502 or 503 with its page where a function breaks its rules.
   *
   * @default true
   */
  readonly strict?: boolean;
  /** The port for `url`, on 127.0.0.1. By default a free one, which is opened at the first use of `ready`. */
  readonly port?: number;
}

/** Options that a running preview can change: all but its port. */
export type TestPreviewChanges = Partial<Omit<TestPreviewOptions, 'port'>>;
