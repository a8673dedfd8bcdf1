import type { MaskPage } from './config';
import type { StatusSet } from './statuses';

/** What a header of the origin's answer has to be like. */
export interface HeaderTest {
  readonly name: string;
  readonly is: 'present' | 'absent' | 'equal' | 'containing';
  readonly value?: string;
}

/** What a user wants done about an error. */
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

/** All that one construct was given. */
export interface MaskSource {
  readonly rules: readonly RuleSource[];
  readonly keepHeaders: readonly string[];
  readonly sourceHeader?: string;
  readonly log: boolean;
}

/** Tells texts that are only known at deploy time. */
export type IsToken = (text: string) => boolean;
