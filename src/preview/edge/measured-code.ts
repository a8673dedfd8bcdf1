import { withChecks, type CheckNames } from './here/budget-checks';
import { unusedPrefix } from './here/unused-prefix';
import { nodesIn, type SyntaxNode } from '../../core/javascript/syntax';

/** The code of a function that says when it may have needed more memory, for its process. */
export interface MeasuredCode {
  readonly code: string;
  readonly names: Pick<CheckNames, 'spend' | 'text' | 'result'>;
}

export function measuredCode(program: SyntaxNode, code: string): MeasuredCode {
  const prefix = unusedPrefix(nodesIn(program));
  const names = { spend: `${prefix}s`, text: `${prefix}t`, result: `${prefix}e` };
  return { code: withChecks(program, code, names), names };
}
