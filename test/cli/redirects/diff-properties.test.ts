import * as fc from 'fast-check';
import { file, run } from './support';
import { loadRules } from '../../../src/cli/redirects/files';
import { decisionText } from '../../../src/core/redirects/diff/decision-text';
import { openProgram } from '../../../src/core/redirects/program/read/open';
import type { RedirectRequest, RuleFormat } from '../../../src/core/redirects/rule/types';
import { normalizePath } from '../../../src/core/redirects/url/path';
import { aimed, AnyRequest, cloudflareLines, jsonRules, lines, request } from '../../core/redirects/arbitraries';

const QUIET = { out: () => undefined, error: () => undefined };

function complete({ headers, ...parts }: AnyRequest): RedirectRequest {
  return { method: 'GET', header: (name) => headers[name], ...parts };
}

const requests = fc.array(request, { minLength: 40, maxLength: 40 });
/** An edit of a list: the new position of each rule, and whether it is removed. */
const edit = fc.array(fc.tuple(fc.nat(99), fc.nat(15)), { minLength: 6, maxLength: 6 });

const lists: [RuleFormat, fc.Arbitrary<string[]>, (rules: string[]) => string][] = [
  ['json', jsonRules.map((rules) => rules.map((rule) => JSON.stringify(rule))), (rules) => `[${rules.join(',\n')}]`],
  ['netlify', lines.map((text) => text.split('\n')), (rules) => rules.join('\n')],
  ['cloudflare', cloudflareLines.map((text) => text.split('\n')), (rules) => rules.join('\n')],
];

test.each(lists)(
  '%s: if an edited list answers a request differently, diff reports a rule that does',
  async (format, rules, print) => {
    let differing = 0;
    await fc.assert(
      fc.asyncProperty(rules, edit, requests, async (list, edits, samples) => {
        const edited = list
          .map((rule, i) => ({ rule, position: edits[i][0], removed: edits[i][1] === 0 }))
          .sort((a, b) => a.position - b.position);
        const files = [
          file('before', print(list)),
          file('after', print(edited.filter(({ removed }) => !removed).map(({ rule }) => rule))),
        ];
        const { out } = await run('diff', ...files, '--format', format, '--json');
        if (out.length === 0) return;
        const report = JSON.parse(out[0]) as Record<
          'added' | 'removed' | 'changed' | 'urls',
          { line?: number; oldLine?: number }[]
        >;
        const [before, after] = files.map((name) => loadRules(name, format, QUIET));
        const [old, now] = [openProgram(before.program!), openProgram(after.program!)];
        const olds = new Set([
          ...report.removed.map(({ line }) => line),
          ...[...report.changed, ...report.urls].map(({ oldLine }) => oldLine),
        ]);
        const news = new Set([...report.added, ...report.changed, ...report.urls].map(({ line }) => line));
        const sources = before.rules.map(({ from }) => from);
        for (const sample of samples.map((any) => complete(aimed(any, sources)))) {
          const [was, is] = [old.match(sample), now.match(sample)];
          // If an answer would climb out of its folder, the next line applies, even a duplicate.
          if (decisionText(was) === decisionText(is) || normalizePath(sample.path).includes('..')) continue;
          differing++;
          const reported =
            (was && olds.has(before.rules[was.rule].line)) || (is && news.has(after.rules[is.rule].line));
          // A request that is exempt in one of the lists is exempt from a rule that is reported.
          const exempt = (!was || !is) && olds.size + news.size > 0;
          if (!reported && !exempt) expect({ ...sample, was, is, report }).toBe('reported');
        }
      }),
      { numRuns: 250 },
    );
    expect(differing).toBeGreaterThan(100);
  },
  30_000,
);
