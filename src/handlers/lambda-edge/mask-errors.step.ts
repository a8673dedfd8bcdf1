import { maskErrors } from './mask-errors';
import type { MaskConfig } from '../../core/errors/config';
import type { SlotStep } from '../../core/slots/step';

/** The step of `EdgeErrorMasker` if all pages are embedded. */
export function create(config: MaskConfig): SlotStep {
  return maskErrors(config);
}
