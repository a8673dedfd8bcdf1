/** The methods of requests that CloudFront takes. */
export const VIEWER_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];
