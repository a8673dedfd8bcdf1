/** What the console reads and sends, as JSON. The page and the server share these types. */
import type { HeaderChanges, HeaderFact, RuleFact, ShortRequest, ShortResponse } from '../trace/shapes';

/** One request in the list. */
export interface Row {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly status: number;
  readonly xCache: string;
  readonly location?: string;
  readonly ms: number;
  readonly behavior: string;
}

/** Requests that are sent together. */
export interface Group {
  readonly rows: readonly Row[];
  /** How many requests are missing before these rows. */
  readonly missed: number;
}

/** What a stage did, for colours: `acted` has changed something, `passed` has not. */
export type Tone = 'passed' | 'acted' | 'answered' | 'refused' | 'failed' | 'skipped';

/** A body, as far as it is shown. Text is absent if it is binary or streamed. */
export interface BodyView {
  readonly bytes?: number;
  readonly text?: string;
  readonly isCut?: boolean;
}

export interface StageView {
  readonly stage: string;
  readonly tone: Tone;
  readonly text: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly function?: { readonly name: string; readonly host: string };
  readonly rule?: RuleFact;
  /** The message before and after the stage; `after` alone for a response that a function generated. */
  readonly before?: ShortRequest | ShortResponse;
  readonly after?: ShortRequest | ShortResponse;
  readonly headers?: HeaderChanges;
  /** The headers that a function saw. */
  readonly saw?: readonly HeaderFact[];
  readonly body?: { readonly before?: BodyView; readonly after?: BodyView };
  readonly logs?: readonly string[];
  /** All else that is known, by name. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

export interface Detail extends Row {
  readonly clientIp: string;
  /** The URL on its way to the origin, if something changed it. */
  readonly urls: readonly { readonly after: string; readonly url: string }[];
  readonly requestHeaders: readonly HeaderFact[];
  readonly requestBody?: BodyView;
  readonly responseHeaders: readonly HeaderFact[];
  readonly responseBody?: BodyView;
  readonly stages: readonly StageView[];
}

/** A request that is made for the console, and that no access line or statistic counts. */
export interface WhatIf {
  readonly method: string;
  /** A path with a query, or a URL of which the host is used. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

export interface FunctionView {
  readonly event: string;
  readonly name: string;
  readonly host: string;
  readonly runtime: string;
  /** Bytes of the code; absent for a folder. */
  readonly bytes?: number;
  readonly limits: string;
  /** The steps of this library in it, from the edge manifest. */
  readonly steps: readonly { readonly part: string; readonly constructs: readonly string[]; readonly rules: string }[];
}

export interface BehaviorView {
  readonly pathPattern: string;
  readonly origin: string;
  readonly methods: readonly string[];
  readonly viewerProtocol: string;
  readonly compress: boolean;
  readonly policies: readonly (readonly [kind: string, text: string])[];
  readonly functions: readonly FunctionView[];
}

export interface DistributionView {
  readonly name: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly defaultRootObject: string;
  readonly behaviors: readonly BehaviorView[];
  readonly origins: readonly { readonly id: string; readonly domainName: string; readonly servedFrom: string }[];
  readonly errorResponses: readonly string[];
  readonly webAcl?: string;
  readonly geoRestriction?: string;
  readonly notes: readonly string[];
}

/** An answer of the server if a request of the console cannot be fulfilled. */
export interface Faults {
  readonly problems: readonly { readonly code?: string; readonly message: string }[];
}

/** The header that each POST of the console has. Other origins cannot send it without CORS, which is not granted. */
export const CONSOLE_HEADER = 'x-edge-console';

/** The folder of the console. Requests to it do not reach the distribution. */
export const CONSOLE_PATH = '/__edge/';
