/**
 * The fields of a standard log in their order: a legacy file has the first 33, and later versions more at the end.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
export const STANDARD_FIELDS: readonly string[] = [
  'date', 'time', 'x-edge-location', 'sc-bytes', 'c-ip', 'cs-method', 'cs(Host)', 'cs-uri-stem', 'sc-status',
  'cs(Referer)', 'cs(User-Agent)', 'cs-uri-query', 'cs(Cookie)', 'x-edge-result-type', 'x-edge-request-id',
  'x-host-header', 'cs-protocol', 'cs-bytes', 'time-taken', 'x-forwarded-for', 'ssl-protocol', 'ssl-cipher',
  'x-edge-response-result-type', 'cs-protocol-version', 'fle-status', 'fle-encrypted-fields', 'c-port',
  'time-to-first-byte', 'x-edge-detailed-result-type', 'sc-content-type', 'sc-content-len', 'sc-range-start',
  'sc-range-end', 'distribution-tenant-id', 'connection-id',
];

/**
 * The fields of a real-time log in their order. A configuration may leave out some; the others keep their order.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html
 */
export const REAL_TIME_FIELDS: readonly string[] = [
  'timestamp', 'c-ip', 's-ip', 'time-to-first-byte', 'sc-status', 'sc-bytes', 'cs-method', 'cs-protocol', 'cs-host',
  'cs-uri-stem', 'cs-bytes', 'x-edge-location', 'x-edge-request-id', 'x-host-header', 'time-taken',
  'cs-protocol-version', 'c-ip-version', 'cs-user-agent', 'cs-referer', 'cs-cookie', 'cs-uri-query',
  'x-edge-response-result-type', 'x-forwarded-for', 'ssl-protocol', 'ssl-cipher', 'x-edge-result-type',
  'fle-encrypted-fields', 'fle-status', 'sc-content-type', 'sc-content-len', 'sc-range-start', 'sc-range-end',
  'c-port', 'x-edge-detailed-result-type', 'c-country', 'cs-accept-encoding', 'cs-accept',
  'cache-behavior-path-pattern', 'cs-headers', 'cs-header-names', 'cs-headers-count', 'primary-distribution-id',
  'primary-distribution-dns-name', 'origin-fbl', 'origin-lbl', 'asn',
];

/** Names that real-time logs, and JSON of version 2, have for what standard logs name otherwise. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['cs-referer', 'cs(Referer)'], ['cs-user-agent', 'cs(User-Agent)'], ['cs-cookie', 'cs(Cookie)'],
  ['timestamp(ms)', 'timestamp'],
]);

/** What functions log with `cf.logCustomData`, where a log was made with it. */
export const LOG_DATA = ['viewer-request-log-data', 'viewer-response-log-data'] as const;

const ALL = [...REAL_TIME_FIELDS, ...STANDARD_FIELDS, ...LOG_DATA];
const KNOWN = new Map([
  // Columns of Parquet, and tables of Athena, have other signs in their names: `cs_uri_stem`.
  ...ALL.map((name) => [name.toLowerCase().replace(/[^a-z]+/g, '_').replace(/_$/, ''), name] as const),
  ...ALL.map((name) => [name.toLowerCase(), name] as const),
]);

/**
 * The names by which fields are read, whatever the kind of log. In real-time logs `cs-host` is what the viewer sent and
 * `x-host-header` the domain of the distribution; in standard logs it is the other way round.
 */
export function fieldNames(given: readonly string[]): string[] {
  const names = given.map((name) => name.trim().toLowerCase());
  const isRealTime = names.includes('cs-host');
  return names.map((name) => {
    if (isRealTime && name === 'x-host-header') return 'cs(Host)';
    if (isRealTime && name === 'cs-host') return 'x-host-header';
    return OTHER_NAMES.get(name) ?? KNOWN.get(name) ?? name;
  });
}

/** How many of some texts are names of fields. */
export function knownFields(texts: readonly string[]): number {
  return texts.filter((text) => KNOWN.has(text.toLowerCase()) || OTHER_NAMES.has(text.toLowerCase())).length;
}
