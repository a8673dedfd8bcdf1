import type { ErrorRule, FunctionFacts } from '../../../core/explain/site/site-facts';
import { EDGE_EVENTS, type EdgeHost } from '../../../core/facts/edge-events';
import type { EdgeManifest, ManifestConstruct, ManifestStep } from '../../../core/manifest/edge-manifest';
import { placeOf } from '../../../core/manifest/places';
import { isObject } from '../../../core/values/is-object';
import type { Behavior } from '../../../preview/assembly/distribution';
import type { Evaluator } from '../../../preview/assembly/evaluate';
import { listOf, member, scalar, type Value } from '../../../preview/assembly/reference';

/** The functions of a behavior: those of the app with what the edge manifest says of them, and others by their ARN. */
export function readFunctionFacts(
  declared: Value | undefined,
  { functions, pathPattern }: Behavior,
  manifest: EdgeManifest | undefined,
  here: Evaluator,
): FunctionFacts[] {
  const ofKind = (list: string, arn: string, host: EdgeHost) =>
    listOf(member(declared, list)).flatMap((association) => {
      const event = EDGE_EVENTS.find((one) => one === scalar(member(association, 'EventType')));
      if (event === undefined) return [];
      const fn = functions[event];
      const steps =
        fn === undefined
          ? []
          : (manifest?.functions.find((one) => one.template === fn.template && one.logicalId === fn.logicalId)?.steps
            ?? []);
      const name = fn?.name ?? (here.text(member(association, arn)) || 'a function of another app');
      return [{ name, host, event, ...stepFacts(steps, pathPattern) }];
    });
  return [
    ...ofKind('FunctionAssociations', 'FunctionARN', 'cloudfront-function'),
    ...ofKind('LambdaFunctionAssociations', 'LambdaFunctionARN', 'lambda-edge'),
  ];
}

function stepFacts(
  steps: readonly ManifestStep[],
  pattern: string,
): Pick<FunctionFacts, 'parts' | 'sourceHeader' | 'errorRules'> {
  const markers = steps.map(({ config }) => (isObject(config) ? config.sourceHeader : undefined));
  const sourceHeader = markers.find((one) => typeof one === 'string' && one !== '') as string | undefined;
  const constructs = steps.flatMap((step) => step.constructs).filter(({ behaviors }) => behaviors.includes(pattern));
  return {
    parts: steps.map(({ part }) => part),
    ...(sourceHeader !== undefined && { sourceHeader: sourceHeader.toLowerCase() }),
    errorRules: constructs.flatMap(errorRulesOf),
  };
}

function errorRulesOf({ path, rules }: ManifestConstruct): ErrorRule[] {
  return (rules?.errors ?? []).map(({ rule, status, from }) => {
    const place = placeOf(rule, rules!);
    const where =
      place?.file === undefined ? `${path}, rule ${rule + 1}` : `${place.file}:${place.line}:${place.column}`;
    return { status, place: where, path: from };
  });
}
