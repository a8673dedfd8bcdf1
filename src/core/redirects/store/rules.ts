import type { CompiledRules } from '../compile';
import { FLAGS, type FunctionRule } from '../function/format';
import { functionRule, shortened } from '../function/rules';
import type { RedirectRule } from '../rule/model';
import { cookiesChoose } from '../traits/cookies-choose';

/** Rules as a store has them: what a CloudFront Function has in its code, one by one. */
export class StoredRules {
  private readonly made: (FunctionRule | undefined)[] = [];
  private readonly choose: boolean;

  constructor(private readonly compiled: Pick<CompiledRules, 'rules' | 'findings'>) {
    this.choose = cookiesChoose(compiled.rules);
  }

  /** A rule by its number. */
  rule(index: number): FunctionRule {
    const { rules, findings } = this.compiled;
    return this.made[index] ??= functionRule(rules[index], findings[index] ?? {}, this.choose);
  }

  /** A rule for a whole path in the value of that path, which does not repeat it: its source is empty. */
  here(index: number): FunctionRule {
    const [source, status, flags = 0,, ...more] = this.rule(index);
    const target = source.slice(source.indexOf('>') + 1, -1);
    return shortened(['', status, flags + slashFlag(this.compiled.rules[index]), target || 0, ...more]);
  }

  /** Whether a rule applies to all requests whose path it matches. `true` is a proof, `false` means "not provable". */
  isCertain(index: number): boolean {
    const [source,,, target, tests, host] = this.rule(index);
    return !tests && !host && !`${source.startsWith(' ') ? source : target || ''}`.includes('{');
  }
}

/** Where a slash at the end counts, the path of a key tells nothing about it. */
function slashFlag({ dialect, source }: RedirectRule): number {
  if (dialect.slash !== 'strict' || source.segments.length === 0) return 0;
  return source.slash ? FLAGS.NEEDS_SLASH : FLAGS.NEEDS_NO_SLASH;
}
