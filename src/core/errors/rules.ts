import type { MaskPage } from './config';
import type { StatusSet } from './statuses';

/** A condition on a header of the origin's response. */
export interface HeaderTest {
  readonly name: string;
  readonly is: 'present' | 'absent' | 'equal' | 'containing';
  readonly value?: string;
}

/** What a rule does with an error, as the user wrote it. */
export type ActionSource =
  | {
    readonly kind: 'redirect';
    readonly location: string;
    readonly status: number;
    readonly keepQuery: boolean;
    readonly cacheTtlSec?: number;
  }
  | {
    readonly kind: 'respond';
    readonly page: MaskPage | undefined;
    readonly status?: number;
    readonly cacheTtlSec?: number;
  }
  | { readonly kind: 'status'; readonly status: number; readonly keepBody: boolean; readonly cacheTtlSec?: number }
  | { readonly kind: 'pass' };

/** One rule as a user wrote it, with defaults filled in. */
export interface RuleSource {
  readonly statuses: StatusSet;
  readonly methods: readonly string[];
  readonly paths?: readonly string[];
  readonly navigations?: 'accept' | 'path';
  readonly originHeaders: readonly HeaderTest[];
  readonly action: ActionSource;
}

/** The options of a construct. */
export interface MaskSource {
  readonly rules: readonly RuleSource[];
  readonly keepHeaders: readonly string[];
  readonly sourceHeader?: string;
  readonly log: boolean;
}

/** Whether a text is only known at deploy time. */
export type IsToken = (text: string) => boolean;
