import type { Atoms } from './atoms';
import type { ByteWriter } from './bytes';
import { START, END, PATH } from '../../rule/channels';
import { CONDITIONS_AS_TESTED, eachCondition } from '../../rule/conditions';
import type { EdgeTest } from '../../rule/conditions/condition';
import type { RedirectRule } from '../../rule/model';
import { needlesOf } from '../../traits/needles';

export type Test = EdgeTest;

/** All tests of a rule, in the order in which they are made: texts of the path first if they are asked for. */
export function testsOf(
  rule: RedirectRule,
  atoms: Atoms,
  { inPath, folded }: { readonly inPath: boolean; readonly folded: boolean },
): Test[] {
  const inPaths = (inPath ? needlesOf(rule) : []).map(({ text, added, leads }): Test => ({
    channel: PATH,
    atoms: [atoms.path(folded ? text.toLowerCase() : text)],
    number: text.length * 4 + (leads ? 2 : 0) + added,
  }));
  return [
    ...inPaths,
    ...eachCondition(rule, (condition, value) => condition.tests(value, atoms), CONDITIONS_AS_TESTED),
  ];
}

export function writeTests(out: ByteWriter, tests: readonly Test[]): void {
  out.number(tests.length);
  for (const { channel, atoms, number } of tests) {
    const isTime = channel === START || channel === END;
    out.number(channel * 2 + (isTime || atoms.length === 1 ? 0 : 1));
    if (!isTime && atoms.length !== 1) out.number(atoms.length);
    for (const atom of atoms) out.number(atom);
    if (number !== undefined) out.number(number);
  }
}
