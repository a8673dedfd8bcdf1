import type { Stage } from './stage';
import { matchesPathPattern, normalizePathForMatching } from '../../core/facts/path-pattern';
import { shortened } from '../edge/bounded';
import { record } from '../trace/record';

/**
 * Exactly `/` becomes the default root object, for every method. Viewer-request functions then see the object's name.
 */
export const defaultRootObject: Stage = {
  name: 'default-root-object',
  way: 'in',
  run(exchange, { distribution }) {
    if (exchange.request.uri !== '/' || distribution.defaultRootObject === '') return exchange;
    const uri = `/${distribution.defaultRootObject}`;
    const changed = { ...exchange, request: { ...exchange.request, uri } };
    return record(changed, { stage: 'default-root-object', outcome: 'replaced', uri });
  },
};

/** The first behavior whose pattern matches serves the request, whatever functions make of the path later. */
export const matchBehavior: Stage = {
  name: 'behavior',
  way: 'in',
  run(exchange, { distribution }) {
    const path = normalizePathForMatching(exchange.request.uri);
    // The default behavior is "*", so there is always one.
    const behavior = distribution.behaviors.find(({ pathPattern }) => matchesPathPattern(pathPattern, path))!;
    const { pathPattern, targetOriginId } = behavior;
    return record({ ...exchange, behavior }, {
      stage: 'behavior',
      outcome: 'matched',
      pathPattern,
      path: shortened(path),
      targetOriginId,
      forErrorPage: exchange.fetchesErrorPage,
    });
  },
};
