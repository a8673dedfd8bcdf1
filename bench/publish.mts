/**
 * Publishes a list with the AWS SDK to a store on this machine, in runs that are killed and go on:
 * npm run bench -- publish [RULES [BATCHES]]. A run is killed behind so many batches, by default behind each: each run
 * reads the whole store first, so that all kills of twenty thousand rules are more than three hundred thousand calls.
 */
import { keyValueStore } from '../src/cli/redirects/publish/key-value-store';
import { publishKeys } from '../src/cli/redirects/publish/publish-keys';
import { snapshot } from '../src/cli/redirects/publish/snapshot';
import { compileRules } from '../src/core/redirects/compile';
import { parseRules } from '../src/core/redirects/parse';
import { storeEntries, type StoreEntries } from '../src/core/redirects/store/entries';
import { list } from '../test/cli/redirects/publish/support/lists';
import { LocalAws, resolveLocalNames } from '../test/cli/redirects/publish/support/local-aws';
import { STORE } from '../test/cli/redirects/publish/support/local-store';

const rules = Number(process.argv[2] ?? 2_000);
const batches = Number(process.argv[3] ?? 1);
const contentOf = (seed: number): StoreEntries => (
  storeEntries(compileRules(parseRules(list(rules, seed), { format: 'json' }).rules)));
const [old, next] = [contentOf(1), contentOf(2)];

resolveLocalNames();
const aws = new LocalAws();
await aws.start();
Object.assign(process.env, aws.environment);
aws.store.entries = new Map([['key-of-others', 'x'], ...old.entries]);

const silent = (): void => undefined;
const started = Date.now();
let [kills, calls] = [0, 0];
for (let done = false; !done;) {
  const store = keyValueStore(STORE);
  const update = store.update.bind(store);
  let left = batches;
  store.update = async (batch, etag) => {
    const answer = await update(batch, etag);
    if (--left > 0) return answer;
    kills++;
    throw new Error('killed');
  };
  const publication = { store, content: next, owns: next.isOwn, progress: silent, settle: async () => undefined };
  const start = await snapshot(store, next.isOwn, silent);
  done = await publishKeys(publication, start).then(() => true, (error: Error) => {
    if (error.message !== 'killed') throw error;
    return false;
  });
  calls += aws.calls.splice(0).length;
}
const text = (entries: Iterable<readonly [string, string]>): string => JSON.stringify([...entries].sort());
const isEqual = text(aws.store.entries) === text([['key-of-others', 'x'], ...next.entries]);
const seconds = ((Date.now() - started) / 1000).toFixed(1);
console.log(`${rules} rules: killed ${kills} times, ${calls} calls, ${seconds} s; equal to the list: ${isEqual}`);
await aws.stop();
process.exitCode = isEqual ? 0 : 1;
