import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { observationOf } from './of-group';
import { Timeline } from './over-time';
import type { Report } from './report/report';
import { SiteParts } from './template/site-parts';
import { unusable } from './unusable';
import { isExportOfRequests } from '../../core/access-logs/exported/exported';
import { Tally } from '../../core/access-logs/tally';
import { explain } from '../../core/explain/explain';
import { Groups } from '../../core/explain/group';
import { readLogs, type OnProgress } from '../access-logs/read';
import { faultLine } from '../access-logs/shown';

const MOST_FAULTS = 10;

/** Explains the errors of access logs. Lines of which the log, and the template, say the same are explained once. */
export async function explainLogs(
  source: string, template: string | undefined, report: (note: string) => void, onProgress: OnProgress,
): Promise<Report> {
  const parts = template === undefined ? undefined : new SiteParts(template);
  const tally = new Tally(parts && ((record) => parts.of(record)));
  const { requests, faults } = await readLogs([source], (record) => tally.add(record), { onProgress });
  for (const fault of faults.slice(0, MOST_FAULTS)) report(faultLine(fault));
  if (faults.length > MOST_FAULTS) report(`and ${faults.length - MOST_FAULTS} more that cannot be read`);
  const title = source === '-' ? '<stdin>' : source;
  if (requests === 0) {
    throw unusable(`${title}: has no request of an access log, and is not a folder that "cdk synth" wrote`);
  }
  if (tally.others > 0) report(`${title}: ${tally.others} errors are not explained: there are too many kinds`);
  const groups = new Groups();
  const timeline = new Timeline();
  for (const line of parts?.sites.notes() ?? []) report(line);
  for (const group of tally.groups.values()) {
    const observation = parts === undefined ? observationOf(group) : parts.observationOf(group);
    const explained = explain(observation);
    groups.add(observation, explained, group.count);
    const [first] = explained.verdicts;
    if (first !== undefined) timeline.add(first.source, group);
  }
  const skipped = faults.reduce((sum, { count }) => sum + count, 0);
  return { title, responses: requests, skipped, groups: groups.list(), overTime: timeline.result() };
}

const START_BYTES = 4_096;
const LOG_LINE = /^\uFEFF?(?:#(?:Version|Fields):|\{[^\n]*"(?:x-edge-|sc-status)|(?:[^\t\n]*\t){13}|\d{4}-\d\d-\d\d([ ,;|])\d\d:\d\d:\d\d\1(?:[^\n]*?\1){11})/;

/** Whether a file or folder has access logs: packed or Parquet, with a first line of columns, or with their fields. */
export function hasLogs(source: string): boolean {
  const stat = source === '-' ? undefined : statSync(source, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (stat.isDirectory()) return !isOfSynth(source);
  const start = startOf(source);
  const isPacked = (start[0] === 0x1f && start[1] === 0x8b) || start.subarray(0, 4).toString('latin1') === 'PAR1';
  const text = start.toString('utf8');
  return isPacked || LOG_LINE.test(text) || isExportOfRequests(text);
}

/** Also what a synthesis left that failed, which says so then. */
function isOfSynth(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json'))
    || readdirSync(folder).some((name) => /^(?:asset\.[0-9a-f]{64}|cdk\.out$|.*\.template\.json$)/.test(name));
}

function startOf(file: string): Buffer {
  const bytes = Buffer.alloc(START_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
