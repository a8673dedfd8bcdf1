import type { ExistingAttachments } from './existing-attachments';
import type { EdgeFunctionOptions } from '../edge-function-options';

/** Options of every construct that attaches to a distribution. */
export interface EdgeAttachmentOptions extends EdgeFunctionOptions {
  /**
   * What happens where a behavior already has a function on the event, or a response headers policy.
   *
   * @default ExistingAttachments.refuse()
   */
  readonly existing?: ExistingAttachments;
}
