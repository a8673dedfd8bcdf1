import { ExistingFunctionOrder } from './existing-function-order';
import { PolicyConflicts } from './policy-conflicts';
import { REFUSE, type Existing } from '../../attach/slots/existing';
import type { Problem } from '../../core/problem';
import { oneOf, optional, Struct } from '../../core/problem/kinds';

/** Options of `ExistingAttachments.compose`. */
export interface ExistingAttachmentsOptions {
  /**
   * Where the code of an existing function runs, compared with the steps of this library.
   *
   * Constructs that share an event share the function on it: different values are an error (`EDGE_EXISTING_ORDER`).
   *
   * @default - after them on request events, so that a redirect sees the path of the viewer; before them on response
   * events, so that a header of this library is the last one that is set
   */
  readonly functionOrder?: ExistingFunctionOrder;

  /**
   * Whose value a header has that an existing response headers policy and `SecurityHeaders` set differently.
   *
   * Each such header is named at synthesis, with both values.
   *
   * @default PolicyConflicts.OURS
   */
  readonly policyConflicts?: PolicyConflicts;
}

/**
 * What a construct does where a behavior already has a function on its event, or a response headers policy. CloudFront
 * runs one function per event and applies one policy.
 *
 * @example
 * new SecurityHeaders(this, 'Headers', { distribution, existing: ExistingAttachments.compose() });
 *
 * @see https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/already-there.md
 */
export class ExistingAttachments {
  /**
   * It is an error, and nothing is changed: `EDGE_EVENT_TAKEN` for a function, `EDGE_POLICY_TAKEN` for a policy.
   * Another construct on the same event that composes with the function decides for both.
   */
  public static refuse(): ExistingAttachments {
    return new ExistingAttachments(REFUSE, []);
  }

  /**
   * What is there becomes a part of what this library creates, on the selected behaviors: the code of the function runs
   * in the shared function, and the settings of the policy are in the policy that has both. Your own function and
   * policy stay as they are, for other behaviors and distributions.
   *
   * What cannot be composed is an error that says why.
   */
  public static compose(options: ExistingAttachmentsOptions = {}): ExistingAttachments {
    const { sound, problems } = OPTIONS.read(options);
    return new ExistingAttachments({ compose: true, ...sound }, problems);
  }

  /** @internal */
  public readonly _existing: Existing;

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(existing: Existing, problems: readonly Problem[]) {
    this._existing = existing;
    this._problems = problems;
  }
}

const OPTIONS = new Struct<ExistingAttachmentsOptions>('ExistingAttachmentsOptions', {
  functionOrder: optional(oneOf('ExistingFunctionOrder', ExistingFunctionOrder)),
  policyConflicts: optional(oneOf('PolicyConflicts', PolicyConflicts)),
});
