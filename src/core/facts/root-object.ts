/**
 * The default root object, which CloudFront requests if a viewer requested exactly `/`. Functions on origin events see
 * its name; which of the two a viewer-request function sees is not documented, and reports differ (docs/adr/016).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html (checked 2026-11-27)
 */

/** The object as a path; empty if there is none. The slash that CloudFront does not expect is tolerated. */
export function rootObjectPath(rootObject: string): string {
  return rootObject && rootObject.replace(/^\/?/, '/');
}

/**
 * The path of a request as rules match it: `/` for the path of the object, with or without a trailing slash; other
 * paths are unchanged.
 */
export function viewerPath(path: string, objectPath: string | undefined): string {
  return path === objectPath || path === `${objectPath}/` ? '/' : path;
}
