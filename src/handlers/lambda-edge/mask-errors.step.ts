import { maskErrors } from './mask-errors';
import type { MaskConfig } from '../../core/errors/config';
import type { EdgeStep } from '../../core/slots/step';

/** `EdgeErrorMasker` where every page is baked in. */
export function create(config: MaskConfig): EdgeStep {
  return maskErrors(config);
}
