import * as fc from 'fast-check';
import { parseRules } from '../../../../src/core/redirects/parse';
import { storeEntries, type StoreEntries } from '../../../../src/core/redirects/store/entries';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { cases } from '../../../support/cases';
import { engine, isSent, type Answer, type RuleList } from '../../../support/redirect-function';
import { loadedStore, storeStep } from '../../../support/redirect-store';
import { aimed, cloudflareLines, jsonRules, request } from '../arbitraries';

const texts = fc.oneof(
  fc.array(jsonRules, { minLength: 1, maxLength: 5 }).map((all) => ['json', JSON.stringify(all.flat())] as const),
  fc.array(cloudflareLines, { minLength: 1, maxLength: 3 }).map((all) => ['cloudflare', all.join('\n')] as const),
);

function listOf([format, text]: readonly ['json' | 'cloudflare', string]): RuleList {
  const { rules } = parseRules(text, { format });
  return { rules, order: ranked(rules), findings: [] };
}

/** Each state of a store while a list is replaced: lower tiers are written first and deleted last. */
function* states(before: StoreEntries, after: StoreEntries): Generator<Record<string, string>> {
  const store = new Map(before.entries);
  const byTier = (keys: Iterable<string>) => [...keys].sort((a, b) => after.tierOf(a) - after.tierOf(b));
  yield Object.fromEntries(store);
  for (const key of byTier(after.entries.keys())) {
    if (store.get(key) === after.entries.get(key)) continue;
    store.set(key, after.entries.get(key)!);
    yield Object.fromEntries(store);
  }
  for (const key of byTier(before.entries.keys()).reverse()) {
    if (after.entries.has(key)) continue;
    store.delete(key);
    yield Object.fromEntries(store);
  }
}

const textOf = ({ status, location, uri, query }: Answer): string => JSON.stringify([status, location, uri, query]);

test('a store in which only a part is written answers each URL as the old or the new list', async () => {
  let between = 0;
  const requests = fc.array(request, { minLength: 12, maxLength: 12 });
  await fc.assert(fc.asyncProperty(texts, texts, requests, async (one, other, all) => {
    const lists = [listOf(one), listOf(other)];
    const [before, after] = lists.map((list) => storeEntries(list));
    fc.pre(lists.every(({ rules }) => rules.length > 0) && before.entries.size > 0 && after.entries.size > 0);
    const sources = lists.flatMap(({ rules }) => rules.map(({ from }) => from));
    const sent = all.map((any) => aimed(any, sources)).filter(isSent);
    const allowed = sent.map((each) => lists.map((list) => textOf(engine(list)(each))));
    for (const state of states(before, after)) {
      const answer = loadedStore([storeStep()], state);
      for (const [i, each] of sent.entries()) {
        const got = textOf(await answer(each));
        if (!allowed[i].includes(got)) expect({ ...each, got }).toEqual({ ...each, got: allowed[i] });
        if (allowed[i][0] !== allowed[i][1]) between++;
      }
    }
  }), { numRuns: cases(60) });
  expect(between).toBeGreaterThan(20);
});
