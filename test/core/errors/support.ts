import { compileMask } from '../../../src/core/errors/compile';
import type { MaskConfig } from '../../../src/core/errors/config';
import type { ActionSource, MaskSource, RuleSource } from '../../../src/core/errors/rules';
import type { StatusSet } from '../../../src/core/errors/statuses';

export const listed = (...codes: number[]): StatusSet => ({ codes, ranges: [], except: [] });
export const ranged = (from: number, to: number, ...except: number[]): StatusSet => ({
  codes: [],
  ranges: [[from, to]],
  except,
});

export const redirect = (
  location: string,
  more: Partial<Extract<ActionSource, { kind: 'redirect' }>> = {},
): ActionSource => ({ kind: 'redirect', location, status: 302, keepQuery: false, cacheTtlSec: 10, ...more });
export const rule = (statuses: StatusSet, action: ActionSource, more: Partial<RuleSource> = {}): RuleSource => (
  { statuses, action, methods: ['GET', 'HEAD'], originHeaders: [], ...more }
);
export const source = (rules: RuleSource[], more: Partial<MaskSource> = {}): MaskSource => ({
  rules,
  keepHeaders: [],
  log: false,
  ...more,
});
export const compiled = (rules: RuleSource[], errorPages: string[] = [], more: Partial<MaskSource> = {}): MaskConfig =>
  compileMask(source(rules, more), errorPages);
