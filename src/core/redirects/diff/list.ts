import type { CompiledRules } from '../compile';
import type { RuleFormat } from '../rule/types';

/** Rules of one list, and what they do together: see `CompiledRules`. */
export interface RuleList extends Pick<CompiledRules, 'rules' | 'program' | 'findings' | 'excluded' | 'idle'> {
  readonly format: RuleFormat;
  /** What the distribution answers `/` with. */
  readonly rootObject?: string;
}
