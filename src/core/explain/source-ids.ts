/** The stable names of all sources, as `--json` prints them, in the order of `docs/explain.md`. */
export const SOURCE_IDS = [
  'alternate-domain', 'geo-restriction', 'waf', 'waf-custom-response', 's3-origin', 'custom-origin', 'signed-url',
  'viewer-protocol', 'method-not-allowed', 'get-with-body', 'limits', 'edge-function-answered', 'edge-function-failed',
  'custom-error-response', 'masked-origin-error', 'stacked-distributions', 'cached-error', 'malformed-request',
  'origin-unreachable', 'origin-timeout', 'origin-invalid-response', 'capacity', 'client-aborted', 'cannot-tell',
] as const;

export type SourceId = (typeof SOURCE_IDS)[number];
