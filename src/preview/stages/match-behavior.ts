import type { Stage } from './stage';
import { matchesPathPattern, normalizePathForMatching } from '../../core/facts/path-pattern';
import { shortened } from '../edge/bounded';
import { record, recordIn } from '../trace/record';

/** Replaces the path `/` by the default root object, for every method. Viewer-request functions see the new path. */
export const defaultRootObject: Stage = {
  name: 'default-root-object',
  phase: 'request',
  run(exchange, { distribution }) {
    if (exchange.request.uri !== '/' || distribution.defaultRootObject === '') return exchange;
    const uri = `/${distribution.defaultRootObject}`;
    const changed = { ...exchange, request: { ...exchange.request, uri } };
    return record(changed, { stage: 'default-root-object', outcome: 'replaced', uri });
  },
};

/** Most paths: nothing to decode, no empty segments and none that begin with a dot. */
const UNCHANGED = /^\/(?![/.])(?:[^%/]|\/(?![/.]))*$/;

/** The first behavior whose pattern matches serves the request, even if a function changes the path later. */
export const matchBehavior: Stage = {
  name: 'behavior',
  phase: 'request',
  run(exchange, { distribution }) {
    const { uri } = exchange.request;
    const path = UNCHANGED.test(uri) ? uri : normalizePathForMatching(uri);
    // The default behavior "*" always matches.
    const behavior = distribution.behaviors.find(({ pathPattern }) => matchesPathPattern(pathPattern, path))!;
    const { pathPattern, targetOriginId } = behavior;
    return recordIn({ ...exchange, behavior }, {
      stage: 'behavior',
      outcome: 'matched',
      pathPattern,
      path: shortened(path),
      targetOriginId,
      forErrorPage: exchange.fetchesErrorPage,
    });
  },
};
