import type { RequestPart } from './request-part';

/** The name of a part in a message: "the header \"referer\"". */
export function partName(part: RequestPart): string {
  const name = JSON.stringify(part.name);
  switch (part.kind) {
    case 'query':
      if (part.name === undefined) return 'the whole query string';
      return `the query parameter${isPrefix(part) ? 's' : ''} ${name}`;
    case 'header': case 'cookie': return `the ${part.kind} ${name}`;
    case 'country': return "the viewer's country";
    case 'language': return "the viewer's language";
    case 'host': case 'method': return `the request's ${part.kind}`;
  }
}

/** The policy that has the part in the cache key; undefined for the method, which no policy can have. */
export function policyWith(part: RequestPart): string | undefined {
  switch (part.kind) {
    case 'query': return `a cache policy with ${takesAll(part) ? 'all query strings' : 'this parameter'}`;
    case 'country': return 'a cache policy with the header CloudFront-Viewer-Country';
    case 'language': return 'a cache policy with the header Accept-Language';
    case 'header': case 'cookie': case 'host': return `a cache policy with this ${part.kind}`;
    case 'method': return undefined;
  }
}

function takesAll(part: RequestPart): boolean {
  return part.name === undefined || isPrefix(part);
}

function isPrefix({ name }: RequestPart): boolean {
  return name?.endsWith('*') === true;
}
