import type { Stage } from './stage';
import { matchesPathPattern, normalizePathForMatching } from '../../core/facts/path-pattern';
import { act } from '../exchange/exchange';

/** Exactly `/` becomes the default root object, for every method. Viewer-request functions then see the object's name. */
export const defaultRootObject: Stage = {
  name: 'default-root-object',
  way: 'in',
  run(exchange, { distribution }) {
    if (exchange.request.uri !== '/' || distribution.defaultRootObject === '') return exchange;
    return { ...exchange, request: { ...exchange.request, uri: `/${distribution.defaultRootObject}` } };
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
    return act({ ...exchange, behavior }, 'behavior', behavior.pathPattern);
  },
};
