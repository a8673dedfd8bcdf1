/** The HTTP methods that CloudFront accepts. */
export const VIEWER_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];
