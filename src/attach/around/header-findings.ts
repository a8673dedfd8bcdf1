import type { FunctionAround } from './functions-around';
import { note, warning } from '../../core/problem';
import { shorten } from '../shorten';
import type { BehaviorFinding } from '../slots/behavior-findings';
import type { PolicyContribution } from '../slots/contribution';

type Describe = BehaviorFinding['describe'];

/** A header of our policy that a function sets to another value, or removes. */
export interface ReplacedHeader {
  readonly name: string;
  /** Undefined if it is only known at deploy time. */
  readonly ours?: string;
  /** Undefined if it is only known when the function runs. */
  readonly theirs?: string;
  readonly removed: boolean;
  /** Whether a step can set ours. */
  readonly settable: boolean;
}

/** Enough of a Content-Security-Policy to recognize it. */
const SHOWN_LENGTH = 120;

/** Names what a function replaces, with both values: a note where the user has chosen, otherwise a warning. */
export function replacedHeaders(
  by: FunctionAround,
  { existing }: PolicyContribution,
  headers: readonly (ReplacedHeader & { readonly last: boolean })[],
): Describe[] {
  const lost = headers.filter(({ last }) => !last);
  const kept = headers.filter(({ last }) => last);
  const theirs = existing?.policyConflicts === 'existing' || existing?.functionOrder === 'after';
  const chosen = by.order === undefined && theirs;
  const wins: Describe = ({ names }) => {
    const message =
      `sets headers with a response headers policy, after which ${by.name} runs on viewer-response of `
      + `${names}, so that its values win: ${lost.map(theirsFirst).join('; ')}`;
    return chosen
      ? note('EDGE_HEADER_REPLACED', message)
      : warning('EDGE_HEADER_REPLACED', `${message}; ${cure(by, existing?.compose === true)}`);
  };
  const loses: Describe = ({ names }) =>
    note(
      'EDGE_HEADER_REPLACED',
      `sets headers again after ${by.name} on `
        + `viewer-response of ${names}, which has other values: ${kept.map(oursFirst).join('; ')}`,
    );
  return [...(lost.length > 0 ? [wins] : []), ...(kept.length > 0 ? [loses] : [])];
}

/** Without the code, nothing is known to be wrong. */
export function unknownHeaders(by: FunctionAround): Describe {
  return ({ names }) =>
    note(
      'EDGE_HEADER_REPLACED',
      `sets headers with a response headers policy, after which ${by.name} `
        + `runs on viewer-response of ${names}; its code is not known here, and its values of these headers would win`,
    );
}

function cure({ order, joins }: FunctionAround, composes: boolean): string {
  const remove = `remove them from the ${order === undefined ? 'function' : 'step'}, or from this construct`;
  return composes || !joins() ? remove
    : `add existing: ExistingAttachments.compose(), with which those of this construct are set last, or ${remove}`;
}

function theirsFirst({ name, ours, theirs, removed }: ReplacedHeader): string {
  return removed ? `no ${name} instead of ${text(ours)}` : `${name} ${text(theirs)} instead of ${text(ours)}`;
}

function oursFirst({ name, ours, theirs, removed }: ReplacedHeader): string {
  return `${name} ${text(ours)} instead of ${removed ? 'none' : text(theirs)}`;
}

function text(value: string | undefined): string {
  if (value === undefined) return 'a value that is not known here';
  return JSON.stringify(value.length > SHOWN_LENGTH ? `${shorten(value, SHOWN_LENGTH - 1)}…` : value);
}
