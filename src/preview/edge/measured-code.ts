import { withChecks, type CheckNames } from './here/budget-checks';
import { unusedPrefix } from './here/unused-prefix';
import { placeIn } from '../../core/javascript/dialect';
import { nodesIn, type SyntaxNode } from '../../core/javascript/syntax';

/** The code of a function that says when it may have needed more memory, for its process. */
export interface MeasuredCode {
  readonly code: string;
  readonly names: Pick<CheckNames, 'spend' | 'text' | 'result' | 'thrown'>;
  /** Where each character of the function is in the code. */
  readonly places: readonly number[];
}

/** A cache: code does not change. */
const known = new WeakMap<SyntaxNode, MeasuredCode>();

export function measuredCode(program: SyntaxNode, source: string): MeasuredCode {
  let measured = known.get(program);
  if (measured === undefined) {
    const prefix = unusedPrefix(nodesIn(program));
    const names = { spend: `${prefix}s`, text: `${prefix}t`, result: `${prefix}e`, thrown: `${prefix}x` };
    const places: number[] = [];
    measured = { code: withChecks(program, source, names, places), names, places };
    known.set(program, measured);
  }
  return measured;
}

/** An error with lines, columns and calls of the function, and not those of the code with checks. */
export function withOwnPlaces(error: string, { code, names, places }: MeasuredCode, source: string): string {
  const lines = code.split('\n');
  const named = error.replaceAll(`${names.text}(...)`, '(...)');
  return named.replace(/function\.js:(\d+):(\d+)/g, (place, line: string, column: string) => {
    if (Number(line) > lines.length) return place;
    const before = lines.slice(0, Number(line) - 1).reduce((sum, { length }) => sum + length + 1, 0);
    const next = places.findIndex((at) => at > before + Number(column) - 1);
    const own = placeIn(source, next < 0 ? source.length : Math.max(0, next - 1));
    return `function.js:${own.line}:${own.column}`;
  });
}
