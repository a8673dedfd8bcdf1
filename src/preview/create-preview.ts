import { readGeneration } from './generation/read-generation';
import type { PreviewOptions } from './options';
import type { Preview } from './preview';
import { RunningPreview } from './running-preview';

export type { Preview, TracedResponse } from './preview';

/**
 * Starts a preview of a synthesized app. Throws one `PreviewError` with all errors in the options and the assembly.
 */
export function createPreview(options: PreviewOptions): Preview {
  return new RunningPreview(readGeneration(options));
}
