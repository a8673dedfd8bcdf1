import type { Atoms } from './atoms';
import type { ByteWriter } from './bytes';
import type { Candidate } from './candidate';
import { MOST_TOGETHER } from './choice';
import { needsPattern, writeRule } from './record';
import { Test, testsOf } from './tests';
import { CAPTURED, END, START } from '../../rule/channels';
import { isOpen, RedirectRule } from '../../rule/model';
import { lendsHost } from '../../rule/origin';
import { FiledText, filedText } from '../../traits/filed-text';
import { effectiveExemptPrefix, effectiveTarget, Findings } from '../../traits/findings';
import { mayTraverseUp } from '../../traits/may-traverse-up';
import { matchingFlags, patternText, templateText } from '../../traits/texts';

/** What the record of a rule refers to. */
interface Prepared {
  readonly tests: readonly Test[];
  readonly pattern?: number;
  readonly compared?: FiledText;
  readonly template?: number;
}

/** To compare fewer characters again takes no longer than to read that they have been. */
const LEAST_COMPARED = 8;
/** What the steps to a rule have compared: all that `filedText` says, or that of a path which may go on. */
export type Compared = 'whole' | 'begun';

const NOTHING_FOUND: Findings = {};
const isOfTime = ({ channel }: Test): boolean => channel === START || channel === END;

/** Writes records of rules, in two steps: what a record refers to stands in front of it. */
export class PreparedRules {
  /** Where texts of targets and of patterns stand: rules share them. */
  private readonly texts = new Map<string, number>();
  private readonly prepared: Prepared[] = [];

  constructor(
    private readonly out: ByteWriter,
    private readonly atoms: Atoms,
    private readonly rules: readonly RedirectRule[],
    private readonly findings: readonly Findings[],
    private readonly folded: boolean,
  ) {}

  /**
   * Writes the texts of some rules of one place. Where the table has compared what their paths begin and end with,
   * their records say so.
   */
  prepare(rules: readonly number[], compared?: Compared): void {
    const inPath = rules.length > MOST_TOGETHER;
    for (const index of rules) {
      const rule = this.rules[index];
      const target = effectiveTarget(rule, this.found(index));
      this.prepared[index] = {
        tests: testsOf(rule, this.atoms, { inPath, folded: this.folded }),
        pattern: needsPattern(rule, this.folded)
          ? this.text(patternText(rule), `pattern ${matchingFlags(rule)} `)
          : undefined,
        compared: compared && this.compared(rule, compared),
        template: target && this.text(templateText(target, rule.dialect), ''),
      };
    }
  }

  /** A rule as a list of several has it. */
  candidate(rule: number): Candidate {
    const { tests } = this.prepared[rule];
    const guard = this.guard(rule);
    if (!tests.some(isOfTime)) return { rule, tests, guard };
    const [start, end] = [START, END].map((channel) => tests.find((test) => test.channel === channel)?.number);
    return { rule, tests: tests.filter((test) => !isOfTime(test)), guard, start, end, closes: this.closes(rule) };
  }

  record(index: number, rank: number): void {
    writeRule(this.out, this.rules[index], { index, rank, findings: this.found(index), ...this.prepared[index] });
  }

  private found(index: number): Findings {
    return this.findings[index] ?? NOTHING_FOUND;
  }

  /**
   * The atom of what a rule exempts. Such a prefix is a beginning of the path and mostly ends with a slash, as a path
   * is read.
   */
  private guard(index: number): number | undefined {
    const guard = effectiveExemptPrefix(this.rules[index], this.found(index));
    if (guard === undefined) return undefined;
    const folder = guard.slice(guard.indexOf('/'));
    if (folder.length < 2 || !guard.includes('/') || folder.includes('//')) return 0;
    return this.atoms.path(this.folded ? folder.toLowerCase() : folder);
  }

  /** The paths of a rule that applies whenever its tests are met, since nothing that it captures stops it. */
  private closes(index: number): number | undefined {
    const rule = this.rules[index];
    const { tests, pattern = 0 } = this.prepared[index];
    const target = effectiveTarget(rule, this.found(index));
    const isPlain =
      target === undefined || (!mayTraverseUp(rule, target) && !(target.origin && lendsHost(target.origin)));
    return isPlain && rule.dialect.slash !== 'strict' && tests.every(({ channel }) => channel !== CAPTURED)
      ? pattern
      : undefined;
  }

  private compared(rule: RedirectRule, compared: Compared): FiledText | undefined {
    // A table that ignores case has not compared what a rule says that does not.
    if (this.folded && rule.caseSensitive) return undefined;
    const { lead, tail } = filedText(rule);
    // Where a rule is judged however the path goes on, its end is known only if it was read from there.
    const isAtEnd = compared === 'whole' || rule.source.segments.some(isOpen);
    const text = { lead, tail: isAtEnd ? tail : 0 };
    return text.lead + text.tail < LEAST_COMPARED ? undefined : text;
  }

  private text(text: string, kind: string): number {
    const key = kind + text;
    let offset = this.texts.get(key);
    if (offset === undefined) {
      this.texts.set(key, (offset = this.out.length));
      this.out.number(text.length);
      this.out.ascii(text);
    }
    return offset;
  }
}
