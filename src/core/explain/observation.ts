import type { SiteFacts } from './site/site-facts';

/** Header values by name in lower case; a header that is sent several times has several. */
export type HeaderValues = Readonly<Record<string, readonly string[]>>;

/** A response as a viewer or an origin sent it. */
export interface Answer {
  /** 0 if the input does not have it. */
  readonly status: number;
  readonly headers: HeaderValues;
  /** Undefined if the input does not have it, as of a HEAD request. */
  readonly body?: string;
}

/**
 * A line of an access log: values by the names of standard logs (`x-edge-detailed-result-type`, `sc-status`,
 * `cs(Host)`), decoded. A field without a value is left out or `-`. Of a real-time log, `x-host-header` and `cs-host`
 * have changed places against standard logs.
 */
export type LogFields = Readonly<Record<string, string>>;

/** One response or one line of a log, in the form that all sources are tested with. What is unknown is left out. */
export interface Observation extends Answer {
  /** Where it is in the input: `entry 3`, `line 12`. */
  readonly place?: string;
  readonly url?: string;
  readonly method?: string;
  readonly protocol?: 'http' | 'https';
  /** Whether the request has a body. */
  readonly hasBody?: boolean;
  /** The answer of the origin to the same request without CloudFront. */
  readonly origin?: Answer;
  /** The line of an access log that this is; `observationOfLog` makes the rest of it. */
  readonly log?: LogFields;
  /** What the template of the distribution has. */
  readonly site?: SiteFacts;
}
