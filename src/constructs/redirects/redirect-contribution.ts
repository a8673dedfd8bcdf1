import type { PrettyUrlsSteps } from './pretty-urls-steps';
import { servedElsewhere } from './redirect-elsewhere';
import { neverRedirected } from './redirect-error-pages';
import { redirectorsTogether } from './redirect-neighbours';
import { placed, type RedirectPlace } from './redirect-place';
import { replacedAnswers } from './redirect-replaced';
import { onFunction, onLambda } from './redirect-step';
import { onStore, possiblyStored, type RedirectStore } from './redirect-store';
import { onStored, type StoredRules } from './redirect-stored';
import { siteHosts, type SiteRules } from './site-rules';
import { StepOrder } from '../../attach/slots/contribution';
import { warning, type Problem } from '../../core/problem';
import { hostNote } from '../../core/redirects/cost/host-choice';
import { rewritesOf } from '../../core/redirects/neighbours/rewrites';
import { EdgeStepHost } from '../custom-step/edge-step';

/**
 * Contributes the rules of a redirector.
 *
 * @param shown Problems that are reported already.
 * @param elsewhere Where the rules are that apply, if they are not known at synth.
 */
export function contributeRules(
  place: RedirectPlace, rules: SiteRules, shown: readonly Problem[], pretty: PrettyUrlsSteps | undefined,
  { stored, store }: { readonly stored?: StoredRules; readonly store?: RedirectStore },
): void {
  const { owner, event, host, behaviors, resource, slots, ttl, errorPages, needs, bodies, logs } = place;
  const known = () => (stored || store ? undefined : rules.applied);
  slots.site.addRewrites(event, (path) => rewritesOf(rules.applied, path, rules.rootObject));
  const rootObject = () => slots.site.rootObjectIn(slots.functionStack(owner, {}));
  const parts = { rules, ttl, errorPages, bodies, logs, statusBodies: () => bodies.of(known()) };
  const composes = place.existing?.compose === true;
  const baked = () => onLambda({ ...parts, rootObject }, event, resource, composes);
  const lambda = () => (stored ? onStored(baked(), stored, event) : baked());
  const beside = () => (pretty ? [pretty.functionStep()] : []);
  const inFunction = { ...parts, rootObject: () => slots.site.rootObject(), beside };
  const cloudFront = () => (store ? onStore(inFunction, store) : {
    ...onFunction(inFunction), inStore: () => possiblyStored(inFunction),
  });
  slots.contribute({
    ...placed(place, lambda, cloudFront),
    warnings: (all) => [
      ...newProblems(rules.compiled.problems, shown),
      ...(needs ? [hostNote({ kind: 'needed', problem: needs })] : []),
      ...unknownRootObject(slots.site.rootObject(), host, rootObject),
      ...servedElsewhere(rules.applied.rules, behaviors, all, rules.rootObject),
      ...neverRedirected(rules.applied.rules, errorPages()),
      ...bodies.warnings(known(), resource, all),
      ...replacedAnswers(rules.applied, event, resource),
    ],
    redirects: rules.shared(errorPages),
    checkTogether: (contributions, all) => redirectorsTogether(owner, contributions, all, siteHosts(resource)),
    order: StepOrder.REDIRECT,
  });
}

/** Warns that a deploy-time root object is not available to the function, which is in another Region. */
function unknownRootObject(name: string, host: EdgeStepHost, nameInFunction: () => string): Problem[] {
  if (name === '' || host === EdgeStepHost.CLOUDFRONT_FUNCTION || nameInFunction() !== '') return [];
  return [warning('EDGE_REDIRECT_ROOT_OBJECT', 'cannot know the default root object, which is only known at deploy '
    + 'time and in another Region than the function, so a request for it is not treated as one for "/"; write its name '
    + 'as text', 'distribution')];
}

/** Problems that were not known in the constructor. */
function newProblems(problems: readonly Problem[], known: readonly Problem[]): Problem[] {
  const texts = new Set(known.map((problem) => JSON.stringify(problem)));
  return problems.filter((problem) => !texts.has(JSON.stringify(problem)));
}
