/* eslint-disable no-bitwise -- the position of a text is packed into bits */
import type { Atoms } from './atoms';
import type { ByteWriter } from './bytes';
import { START, END, PATH } from '../../rule/channels';
import { CONDITIONS_AS_TESTED, eachCondition } from '../../rule/conditions';
import type { EdgeTest } from '../../rule/conditions/condition';
import type { RedirectRule } from '../../rule/model';
import { Needle, needlesOf } from '../../traits/needles';
import * as form from '../format';

export type Test = EdgeTest;

/** All tests of a rule in the order in which they are made: texts of the path first, if `inPath`. */
export function testsOf(
  rule: RedirectRule,
  atoms: Atoms,
  { inPath, folded }: { readonly inPath: boolean; readonly folded: boolean },
): Test[] {
  const conditions = eachCondition(rule, (condition, value) => condition.tests(value, atoms), CONDITIONS_AS_TESTED);
  if (!inPath) return conditions;
  const texts = needlesOf(rule).map((needle): Test => ({
    channel: PATH,
    atoms: [atoms.path(folded ? needle.text.toLowerCase() : needle.text)],
    number: placeOf(needle),
  }));
  return texts.length === 0 ? conditions : [...texts, ...conditions];
}

/** The possible positions of a text, packed into one number. */
function placeOf({ text, added, leads, before, behind }: Needle): number {
  const slashes = (count: number | undefined): number =>
    count === undefined || count >= form.MOST_SLASHES ? 0 : count + 1;
  return (text.length << form.LENGTH)
    | (slashes(behind) << form.BEHIND)
    | (slashes(before) << form.BEFORE)
    | (leads ? form.LEADS : 0)
    | (added * form.ADDED);
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
