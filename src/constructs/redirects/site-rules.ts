import { Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { RedirectEventType } from './redirect-event-type';
import type { SharedRules } from '../../attach/slots/contribution';
import type { SiteFacts } from '../../attach/slots/site-facts';
import { hasErrors } from '../../core/problem';
import { compileRules, writeProgram, type CompiledRules, type CompileOptions } from '../../core/redirects/compile';
import { UNKNOWN_OBJECT, type RootObject } from '../../core/redirects/root-object';
import type { RedirectRule } from '../../core/redirects/rule/model';

/** In place of rules with errors, which stop the synthesis. */
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
 * The rules of a redirector on its distribution. Compiled on first use, and again if the root object or the aliases of
 * the distribution have changed.
 */
export class SiteRules {
  private known?: { readonly key: string; readonly compiled: CompiledRules };

  constructor(
    private readonly rules: readonly RedirectRule[],
    private readonly event: RedirectEventType,
    private readonly resource: CfnDistribution | undefined,
    private readonly site: SiteFacts | undefined,
  ) {}

  /** The default root object; empty if there is none, or if it is not known at synth. */
  get rootObject(): string {
    return this.site?.known().rootObject ?? '';
  }

  /** The compiled rules, with their problems. */
  get compiled(): CompiledRules {
    const rootObject = this.site?.rootObject() ?? '';
    const hosts = this.resource ? siteHosts(this.resource) : [];
    const key = JSON.stringify([rootObject, hosts]);
    if (this.known?.key !== key) {
      const object: RootObject = Token.isUnresolved(rootObject) ? UNKNOWN_OBJECT : rootObject;
      const options: CompileOptions = { siteHosts: hosts, rootObject: object, event: this.event };
      // Without the current date, because the program must not change each day; expired rules are reported separately.
      this.known = { key, compiled: compileRules(this.rules, options) };
    }
    return this.known.compiled;
  }

  /** The rules of the function: none if there are errors, which stop the synthesis. */
  get applied(): Required<CompiledRules> {
    const { compiled } = this;
    return hasErrors(compiled.problems) ? NO_RULES : { ...compiled, program: compiled.program! };
  }

  /** The rules as other redirectors see them. Read when all of them exist. */
  shared(errorPages: () => readonly string[]): SharedRules {
    const applied = () => this.applied;
    const rootObject = () => this.rootObject;
    return { get compiled() { return applied(); }, get rootObject() { return rootObject(); }, errorPages };
  }
}

/** Aliases that are known at synth: redirects to them stay on the site, and can be part of loops and chains. */
export function siteHosts(resource: CfnDistribution): string[] {
  const { aliases } = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
  return Token.isUnresolved(aliases) ? [] : (aliases ?? []).filter((alias) => !Token.isUnresolved(alias));
}
