/**
 * The default root object. CloudFront requests it where a viewer requested exactly `/`. Functions on origin events see
 * its name; which of the two a viewer-request function sees is not documented, and reports differ (docs/adr/016).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html (checked 2026-11-27)
 */

/** The object as a path; empty where there is none. Some write it with the slash, which CloudFront does not want. */
export function rootObjectPath(rootObject: string): string {
  return rootObject && rootObject.replace(/^\/?/, '/');
}

/**
 * The path that a viewer has requested, as rules know it: `/` for the path of the object, with or without a slash at
 * its end, and every other path as it is.
 */
export function viewerPath(path: string, objectPath: string | undefined): string {
  return path === objectPath || path === `${objectPath}/` ? '/' : path;
}
