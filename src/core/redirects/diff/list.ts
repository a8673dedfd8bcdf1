import type { CompiledRules } from '../compile';
import type { RuleFormat } from '../rule/types';

/** The rules of one list, and what was compiled from them: see `CompiledRules`. */
export interface RuleList extends Pick<CompiledRules, 'rules' | 'program' | 'findings' | 'excluded' | 'idle'> {
  readonly format: RuleFormat;
  /** The default root object of the distribution. */
  readonly rootObject?: string;
}
