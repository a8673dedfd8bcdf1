import { prefersHtml } from './accept';
import type { MaskRule } from './config';
import { matchesPathPattern, normalizePathForMatching } from '../facts/path-pattern';
import { headerValue } from '../http/headers';
import type { EdgeRequest, EdgeResponse } from '../http/message';

/** What the origin was asked and what it said. */
export interface OriginAnswer {
  readonly request: EdgeRequest;
  readonly response: EdgeResponse;
}

/** Whether all conditions of a rule hold. */
export function holds(
  { methods, paths, navigations, originHeaders = [] }: MaskRule,
  { request, response }: OriginAnswer,
): boolean {
  const path = paths || navigations ? normalizePathForMatching(request.uri) : '';
  return (
    methods.includes(request.method)
    && (!paths || paths.some((pattern) => matchesPathPattern(pattern, path)))
    && (!navigations || isNavigation(navigations, path, request))
    && originHeaders.every(([name, text, whole]) => isLike(headerValue(response.headers, name), text, whole))
  );
}

/**
 * A header that is missing is an empty one. The text can be one that is only known at deploy time: nothing is done to
 * it before.
 */
function isLike(value = '', text: string, whole: boolean): boolean {
  const [has, wanted] = [value.toLowerCase(), text.toLowerCase()];
  return whole ? has === wanted : has !== '' && has.includes(wanted);
}

/**
 * By path: a route of an application has no file extension; what has one is a script, a picture or a font. What is
 * below `/.well-known/` is for programs, which would take a page with status 200 for the file that they asked for.
 */
function isNavigation(how: 'accept' | 'path', path: string, { headers }: EdgeRequest): boolean {
  if (/^\/\.well-known\//i.test(path)) return false;
  return how === 'accept' ? prefersHtml(headerValue(headers, 'accept')) : /\/([^./]*|[^/]*\.html?)$/i.test(path);
}
