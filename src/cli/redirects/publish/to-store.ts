import { calling } from './aws-errors';
import { ending, type Job, type Outcome } from './job';
import { keyValueStore, type KeyValueStore } from './key-value-store';
import { PublishError } from './publish-error';
import { publishKeys } from './publish-keys';
import { printAnswers } from './shown-lines';
import { snapshot, type Snapshot } from './snapshot';
import type { Problem } from '../../../core/problem';
import { eventProblems } from '../../../core/redirects/checks/event-rules';
import { unseenCookies } from '../../../core/redirects/function/cookies';
import { bytesOf, isUnchanged, keyChanges, type KeyChanges } from '../../../core/redirects/publish/key-changes';
import { shownChanges, type ChangedPath } from '../../../core/redirects/publish/shown-keys';
import { publishedEntries, publishedKinds } from '../../../core/redirects/publish/store-kinds';
import type { StoreEntries } from '../../../core/redirects/store/entries';
import { keyLead } from '../../../core/redirects/store/keys';
import type { RuleKind } from '../../../core/redirects/store/kinds';
import { STORE_MAX_BYTES } from '../../../core/redirects/store/limits';
import { plural } from '../plural';

interface StoreOutcome extends Outcome {
  readonly keys: { readonly added: number; readonly changed: number; readonly removed: number };
  readonly paths: readonly ChangedPath[];
}

/** The list of a function in a store. */
export interface StorePlace {
  readonly arn: string;
  readonly prefix: string;
  /** Those for which the function has code; absent if they are those of the list that is there. */
  readonly kinds?: readonly RuleKind[];
}

/** Publishes a list as the keys of a store. */
export async function toStore({ arn, prefix, kinds }: StorePlace, job: Job): Promise<StoreOutcome> {
  const { rules } = job.compiled;
  const given = publishedEntries(job.compiled, prefix, kinds);
  refuse([
    ...eventProblems(rules, 'viewer-request', 'cloudfront-function'),
    ...unseenCookies(job.compiled),
    ...given.problems,
  ]);
  const lead = keyLead(prefix);
  // Keys of another version of the format are those of functions that are deployed with it, and stay.
  const owns = (key: string): boolean => given.isOwn(key) && key.startsWith(lead) && !/\d/.test(key[lead.length]);
  const store = keyValueStore(arn);
  const before = await calling(`reading ${arn}`, () => snapshot(store, owns, job.progress));
  const there = publishedKinds(before.own, prefix);
  const content = kinds ? given : publishedEntries(job.compiled, prefix, there);
  refuse(content.problems, there);
  const changes = keyChanges(before.own, content);
  const isSame = isUnchanged(changes);
  const { paths, others } = shownChanges(lead, before.own, content.entries, changes);
  const next = publishedKinds(content.entries, prefix);
  const changedKinds = String(there) === String(next)
    ? [] : [`  kinds of rules: ${next ?? 'all'}  (was ${there ?? 'all'})`];
  print(changes, paths, [...othersLine(others), ...changedKinds], job);
  refuseOverflow(before, content);
  if (!isSame && !job.dryRun) {
    const publication = {
      store: recorded(store, job), content, owns, progress: job.progress, settle: () => settle(job),
    };
    await calling(`writing ${arn}`, () => publishKeys(publication, before));
  }
  job.print(ending(arn, isSame, job.dryRun));
  const count = ({ added, changed, removed }: KeyChanges): StoreOutcome['keys'] => (
    { added: added.length, changed: changed.length, removed: removed.length });
  return { rules: rules.length, keys: count(changes), paths };
}

/** @param kinds Those of the list that is there, if they are the reason. */
function refuse(problems: readonly Problem[], kinds?: readonly RuleKind[]): void {
  if (problems.length === 0) return;
  const since = kinds === undefined ? '' : `; its list was published with --kinds ${kinds.join(',')} before`;
  throw new PublishError(`nothing is written: a function that reads a key value store cannot apply these rules${since}`,
    'EDGE_PUBLISH_RULES', problems);
}

/** The same store, and the job knows what it has written. */
function recorded(store: KeyValueStore, job: Job): KeyValueStore {
  return {
    describe: () => store.describe(),
    page: (next) => store.page(next),
    update: async (batch, etag) => {
      const changed = await store.update(batch, etag);
      job.wrote();
      return changed;
    },
  };
}

function othersLine(others: number): string[] {
  return others === 0 ? [] : [`  ${plural(others, 'other key')} (patterns, conditions)`];
}

function print(
  changes: KeyChanges, paths: readonly ChangedPath[], more: readonly string[], job: Job,
): void {
  const { compiled: { rules } } = job;
  printAnswers(paths.map(({ path, ...answers }) => ({ from: path, ...answers })), job);
  for (const line of more) job.print(line);
  const { added, changed, removed } = changes;
  job.print(`${plural(rules.length, 'rule')}: ${plural(added.length, 'key')} added, ${changed.length} changed, `
    + `${removed.length} removed`);
}

async function settle({ wait, progress }: Job): Promise<void> {
  if (wait === 0) return;
  progress(`waiting ${plural(wait, 'second')} before old keys are deleted, until all locations have the new ones …`);
  await new Promise((resolve) => setTimeout(resolve, wait * 1_000));
}

/** Refuses what would not fit before anything is written: new keys are written before old ones are deleted. */
function refuseOverflow({ own, bytes }: Snapshot, { entries }: StoreEntries): void {
  const others = Math.max(0, bytes - bytesOf(own));
  const last = others + bytesOf(entries);
  const most = others + bytesOf(new Map([...own, ...entries]));
  if (most <= STORE_MAX_BYTES && last <= STORE_MAX_BYTES) return;
  const count = (n: number): string => n.toLocaleString('en-US');
  const [what, cure] = last > STORE_MAX_BYTES
    ? [`the store would have ${count(last)} bytes`, 'use fewer rules, or another store']
    : [`the store would have ${count(most)} bytes while new and old keys are there`,
      'publish a list with fewer rules first, or use another store'];
  throw new PublishError(`nothing is written: ${what}, of which other lists have ${count(others)}; CloudFront allows `
    + `${count(STORE_MAX_BYTES)}; ${cure}`, 'EDGE_PUBLISH_SIZE');
}
