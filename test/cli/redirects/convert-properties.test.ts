import * as fc from 'fast-check';
import { AIMS, Aim, listsFor, PAIRS, requestOf } from './convert-lists';
import { file, run } from './support';
import { loadRules, RuleFile } from '../../../src/cli/redirects/files';
import { decisionText } from '../../../src/core/redirects/diff/decision-text';
import { openProgram } from '../../../src/core/redirects/program/read/open';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';

const QUIET = { out: () => undefined, error: () => undefined };
const load = (name: string, format: RuleFormat) => loadRules(name, format, QUIET);

/** What stderr says about the answers of the new list. */
interface Said {
  readonly lines: readonly string[];
}

const says = ({ lines }: Said, words: string) => lines.some((line) => line.includes(words));

/** Compares two lists; a difference must be in what was said. */
function compare(before: RuleFile, after: RuleFile, said: Said, aims: readonly Aim[]): number {
  const [old, now] = [openProgram(before.program!), openProgram(after.program!)];
  const sources = [...before.written, ...after.written].map(({ from }) => from);
  let answered = 0;
  for (const one of aims) {
    const request = requestOf(one, sources);
    const [was, is] = [old.match(request), now.match(request)];
    const plain = (text: string) => {
      let bare = text;
      if (says(said, '// in a target') || says(said, '/:splat/a')) bare = bare.replace(/([^:])\/\/+/g, '$1/');
      return says(said, 'a parameter that a rule requires') ? bare.replace(/\?[^#]*/, '') : bare;
    };
    const [a, b] = [was, is].map((decision) => plain(decisionText(decision)));
    answered += was === undefined ? 0 : 1;
    if (a === b) continue;
    const places = [was && before.rules[was.rule], is && after.rules[is.rule]].map((rule) => `:${rule?.line}:`);
    const shortened = says(said, 'in the new list, ') && places.some((place) => says(said, place));
    const slashes = says(said, 'matches /a/') || says(said, 'does not match /a/')
      || says(said, 'a final slash does not count');
    // The answer for the same path with or without a slash, and that for an empty `*`.
    const twin = old.match({ ...request, path: request.path.replace(/^(.+?)(\/?)$/, (_, path, end) => path + (end ? '' : '/')) });
    const empty = (was === undefined || is === undefined) && sources.some((source) => source.includes('/*'));
    const slash = slashes && (request.path.endsWith('/') || plain(decisionText(twin)) === b || empty);
    const own = says(said, 'on the host of a target') && [a, b].some((text) => text.includes(`https://${request.host}`));
    const lead = says(said, 'the slash of /n/a') && /(?:n|docs-|a)\/./.test(request.path);
    if (shortened || slash || own || lead) continue;
    expect({ path: request.path, host: request.host, query: request.query, scheme: one.scheme, was: a, is: b })
      .toBe('the same');
  }
  return answered;
}

test.each(PAIRS)('%s to %s: the new list answers as before, or says how not, also when converted back', async (from, to) => {
  let [converted, answered] = [0, 0];
  await fc.assert(
    fc.asyncProperty(listsFor(from, to), AIMS, async (text, aims) => {
      const list = file('before', text);
      const before = load(list, from);
      const first = await run('convert', list, '--format', from, '--to', to);
      for (const line of first.err) expect(line).not.toMatch(/the converted list|line 0/);
      if (first.code !== 0) {
        expect(first.err.length).toBeGreaterThan(1);
        expect(new Set(first.err).size).toBe(first.err.length);
        return;
      }
      converted++;
      const next = file('after', first.out.join('\n') + '\n');
      const after = load(next, to);
      if ((await run('check', list, '--format', from)).code === 0) {
        const checked = await run('check', next, '--format', to);
        expect(checked.code === 0 ? 'passes' : [text, ...checked.out]).toBe('passes');
      }
      try { answered += compare(before, after, { lines: first.err }, aims); } catch (error) {
        throw new Error(`${text}\n=> ${first.err.join('\n')}\n${first.out.join('\n')}\n${String(error)}`);
      }
      const back = await run('convert', next, '--format', to, '--to', from);
      if (back.code !== 0) return;
      const again = load(file('again', back.out.join('\n') + '\n'), from);
      try { compare(before, again, { lines: [...first.err, ...back.err] }, aims); } catch (error) {
        throw new Error(`BACK ${text}\n=> ${first.out.join('\n')}\n=> ${back.out.join('\n')}\n${String(error)}`);
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 40), endOnFailure: true },
  );
  expect([converted > 5, answered > 50]).toEqual([true, true]);
}, 120_000);
