import { prefersHtml } from './accept';
import type { MaskRule } from './config';
import { matchesPathPattern, normalizePathForMatching } from '../facts/path-pattern';
import { viewerPath } from '../facts/root-object';
import { headerValue } from '../http/headers';
import type { EdgeRequest, EdgeResponse } from '../http/message';

/** A request to the origin and its response. */
export interface OriginAnswer {
  readonly request: EdgeRequest;
  readonly response: EdgeResponse;
}

/** Whether all conditions of a rule hold. */
export function holds(
  { methods, paths, navigations, originHeaders = [] }: MaskRule,
  { request, response }: OriginAnswer,
  rootPath?: string,
): boolean {
  const path = paths || navigations ? viewerPath(normalizePathForMatching(request.uri), rootPath) : '';
  return (
    methods.includes(request.method)
    && (!paths || paths.some((pattern) => matchesPathPattern(pattern, path)))
    && (!navigations || isNavigation(navigations, path, request))
    && originHeaders.every(([name, text, whole]) => isLike(headerValue(response.headers, name), text, whole))
  );
}

/**
 * A missing header counts as empty. The text is converted to lower case here and not at synth, because it may only be
 * known at deploy time.
 */
function isLike(value = '', text: string, whole: boolean): boolean {
  const [has, wanted] = [value.toLowerCase(), text.toLowerCase()];
  return whole ? has === wanted : has !== '' && has.includes(wanted);
}

/** By path: routes of an application have no file extension; scripts, images and fonts have one. */
function isNavigation(how: 'accept' | 'path', path: string, { headers }: EdgeRequest): boolean {
  return how === 'accept' ? prefersHtml(headerValue(headers, 'accept')) : /\/([^./]*|[^/]*\.html?)$/i.test(path);
}
