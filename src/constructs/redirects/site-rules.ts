import { Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { RedirectEventType } from './redirect-event-type';
import type { OfferedRules } from '../../attach/slots/contribution';
import type { SiteFacts } from '../../attach/slots/site-facts';
import { hasErrors } from '../../core/problem';
import { compileRules, writeProgram, type CompiledRules, type CompileOptions } from '../../core/redirects/compile';
import { UNKNOWN_OBJECT, type RootObject } from '../../core/redirects/root-object';
import type { RedirectRule } from '../../core/redirects/rule/model';

/** Rules that are not applied, because the app is refused. */
const NO_RULES: Required<CompiledRules> = {
  program: writeProgram([], [], []),
  problems: [],
  rules: [],
  order: [],
  findings: [],
  excluded: new Set(),
  idle: new Set(),
};

/**
 * The rules of a redirector on its distribution: compiled when they are first needed, and again if what is said of
 * the distribution has changed since.
 */
export class SiteRules {
  private known?: { readonly key: string; readonly compiled: CompiledRules };

  constructor(
    private readonly rules: readonly RedirectRule[],
    private readonly event: RedirectEventType,
    private readonly resource: CfnDistribution | undefined,
    private readonly site: SiteFacts | undefined,
  ) {}

  /** What the distribution answers `/` with, as far as that is known; empty if it is not. */
  get rootObject(): string {
    return this.site?.known().rootObject ?? '';
  }

  /** With what is wrong with them. */
  get compiled(): CompiledRules {
    const rootObject = this.site?.rootObject() ?? '';
    const hosts = this.resource ? siteHosts(this.resource) : [];
    const key = JSON.stringify([rootObject, hosts]);
    if (this.known?.key !== key) {
      const object: RootObject = Token.isUnresolved(rootObject) ? UNKNOWN_OBJECT : rootObject;
      const options: CompileOptions = { siteHosts: hosts, rootObject: object, event: this.event };
      // Without the date, which would make the program another one each day; what has expired is reported beside it.
      this.known = { key, compiled: compileRules(this.rules, options) };
    }
    return this.known.compiled;
  }

  /** None at all if there are errors, for which the app is refused. */
  get applied(): Required<CompiledRules> {
    const { compiled } = this;
    return hasErrors(compiled.problems) ? NO_RULES : { ...compiled, program: compiled.program! };
  }

  /** For other redirectors, which ask when all of them are there. */
  offered(errorPages: () => readonly string[]): OfferedRules {
    const applied = () => this.applied;
    const rootObject = () => this.rootObject;
    return { get compiled() { return applied(); }, get rootObject() { return rootObject(); }, errorPages };
  }
}

/**
 * Aliases that are known now: a redirect to one of them stays on the site, so that loops and chains through it are
 * found.
 */
export function siteHosts(resource: CfnDistribution): string[] {
  const { aliases } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  return Token.isUnresolved(aliases) ? [] : (aliases ?? []).filter((alias) => !Token.isUnresolved(alias));
}
