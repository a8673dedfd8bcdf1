import type { Atoms } from './atoms';
import type { ByteWriter } from './bytes';
import type { Candidate } from './candidate';
import { MOST_TOGETHER } from './choice';
import { alwaysAnswers, withoutHidden } from './hidden';
import { needsPattern, writeRule } from './record';
import { Test, testsOf } from './tests';
import { CAPTURED, END, START } from '../../rule/channels';
import { isOpen, RedirectRule } from '../../rule/model';
import { climbingText } from '../../traits/climbing';
import { FiledText, filedText } from '../../traits/filed-text';
import { effectiveExemptPrefix, effectiveTarget, Findings } from '../../traits/findings';
import { matchingFlags, patternText, templateText } from '../../traits/texts';
import { MAY_TRAVERSE_UP } from '../format';

/** What the record of a rule refers to. */
interface Prepared {
  readonly tests: readonly Test[];
  readonly pattern?: number;
  readonly compared?: FiledText;
  readonly template?: number;
}

/** Comparing fewer characters again takes no longer than reading that they were compared. */
const LEAST_COMPARED = 8;
/** What the steps to a rule have compared: its `filedText` at both ends, or only at the beginning of a longer path. */
export type Compared = 'whole' | 'begun';

const NOTHING_FOUND: Findings = {};
const isOfTime = ({ channel }: Test): boolean => channel === START || channel === END;

/** Writes records of rules in two steps, because the texts that a record refers to are before it. */
export class PreparedRules {
  /** The places of the texts of targets and patterns, which rules share. */
  private readonly texts = new Map<string, number>();
  private readonly prepared = new Map<number, Prepared>();

  constructor(
    private readonly out: ByteWriter,
    private readonly atoms: Atoms,
    private readonly rules: readonly RedirectRule[],
    private readonly findings: readonly Findings[],
    private readonly folded: boolean,
    private readonly keyOf: (index: number) => string,
  ) {}

  /** The rules of one place, the best first, that can apply. */
  visible(rules: readonly number[]): readonly number[] {
    const { keyOf } = this;
    const [ruleAt, findingsOf] = [(index: number) => this.rules[index], (index: number) => this.found(index)];
    return withoutHidden(rules, { ruleAt, keyOf, findingsOf });
  }

  /**
   * Writes the texts of rules of one place. `compared` is what the table has compared of their paths, which their
   * records state.
   */
  prepare(rules: readonly number[], compared?: Compared): void {
    const inPath = rules.length > MOST_TOGETHER;
    for (const index of rules) {
      const rule = this.rules[index];
      const target = effectiveTarget(rule, this.found(index));
      this.prepared.set(index, {
        tests: testsOf(rule, this.atoms, { inPath, folded: this.folded }),
        pattern: needsPattern(rule, this.folded)
          ? this.text(patternText(rule), `pattern ${matchingFlags(rule)} `, target && climbingText(rule, target))
          : undefined,
        compared: compared && this.compared(rule, compared),
        template: target && this.text(templateText(target, rule.dialect), ''),
      });
    }
  }

  /** A rule as a member of a list. */
  candidate(rule: number): Candidate {
    const { tests } = this.prepared.get(rule)!;
    const guard = this.guard(rule);
    const climbing = this.climbing(rule);
    if (!tests.some(isOfTime)) return { rule, tests, guard, climbing };
    const [start, end] = [START, END].map((channel) => tests.find((test) => test.channel === channel)?.number);
    const others = tests.filter((test) => !isOfTime(test));
    return { rule, tests: others, guard, climbing, start, end, closes: this.closes(rule) };
  }

  record(index: number, rank: number): void {
    const findings = this.found(index);
    writeRule(this.out, this.rules[index], { index, rank, findings, ...this.prepared.get(index)! });
  }

  /** Releases what was prepared for a rule whose only record is written: a million of them would be kept to the end. */
  forget(index: number): void {
    this.prepared.delete(index);
  }

  private found(index: number): Findings {
    return this.findings[index] ?? NOTHING_FOUND;
  }

  /**
   * The atom of the prefix that a rule exempts. Mostly it ends with a slash, which is added to the path of a request
   * too.
   */
  private guard(index: number): number | undefined {
    const guard = effectiveExemptPrefix(this.rules[index], this.found(index));
    if (guard === undefined) return undefined;
    const folder = guard.slice(guard.indexOf('/'));
    if (folder.length < 2 || !guard.includes('/') || folder.includes('//')) return 0;
    return this.atoms.path(this.folded ? folder.toLowerCase() : folder);
  }

  private climbing(index: number): Candidate['climbing'] {
    const rule = this.rules[index];
    const target = effectiveTarget(rule, this.found(index));
    const { pattern } = this.prepared.get(index)!;
    if (target === undefined || pattern === undefined || climbingText(rule, target) === undefined) return undefined;
    return { pattern, flags: matchingFlags(rule) + MAY_TRAVERSE_UP };
  }

  /** The paths of a rule that applies whenever its tests are met: no capture can make its target invalid. */
  private closes(index: number): number | undefined {
    const rule = this.rules[index];
    const { tests, pattern = 0 } = this.prepared.get(index)!;
    const isPlain = rule.dialect.slash !== 'strict' && tests.every(({ channel }) => channel !== CAPTURED);
    return isPlain && alwaysAnswers(rule, this.found(index)) ? pattern : undefined;
  }

  private compared(rule: RedirectRule, compared: Compared): FiledText | undefined {
    // A table that ignores case has not compared the case of the characters, which this rule does not ignore.
    if (this.folded && rule.caseSensitive) return undefined;
    const { lead, tail } = filedText(rule);
    // If a rule is matched however the path continues, its end was compared only after a splat, from the end.
    const isAtEnd = compared === 'whole' || rule.source.segments.some(isOpen);
    const text = { lead, tail: isAtEnd ? tail : 0 };
    return text.lead + text.tail < LEAST_COMPARED ? undefined : text;
  }

  /** The place of a text, and of a second behind it. */
  private text(text: string, kind: string, more?: string): number {
    const key = more === undefined ? kind + text : `${kind}${text} ${more}`;
    let offset = this.texts.get(key);
    if (offset === undefined) {
      this.texts.set(key, (offset = this.out.length));
      for (const each of more === undefined ? [text] : [text, more]) {
        this.out.number(each.length);
        this.out.ascii(each);
      }
    }
    return offset;
  }
}
