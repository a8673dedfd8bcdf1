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
/** What is done to one list: each rule goes to a place, and some go altogether. */
const edit = fc.array(fc.tuple(fc.nat(99), fc.nat(15)), { minLength: 6, maxLength: 6 });

const lists: [RuleFormat, fc.Arbitrary<string[]>, (rules: string[]) => string][] = [
  ['json', jsonRules.map((rules) => rules.map((rule) => JSON.stringify(rule))), (rules) => `[${rules.join(',\n')}]`],
  ['netlify', lines.map((text) => text.split('\n')), (rules) => rules.join('\n')],
  ['cloudflare', cloudflareLines.map((text) => text.split('\n')), (rules) => rules.join('\n')],
];

test.each(lists)(
  '%s: whoever is answered otherwise by an edited list, diff has told of a rule that does it',
  async (format, rules, written) => {
    let differing = 0;
    await fc.assert(
      fc.asyncProperty(rules, edit, requests, async (list, how, asked) => {
        const edited = list
          .map((rule, i) => ({ rule, place: how[i][0], gone: how[i][1] === 0 }))
          .sort((a, b) => a.place - b.place);
        const files = [
          file('before', written(list)),
          file('after', written(edited.filter(({ gone }) => !gone).map(({ rule }) => rule))),
        ];
        const { out } = await run('diff', ...files, '--format', format, '--json');
        if (out.length === 0) return;
        const report = JSON.parse(out[0]) as Record<
          'added' | 'removed' | 'changed' | 'addresses',
          { line?: number; oldLine?: number }[]
        >;
        const [before, after] = files.map((name) => loadRules(name, format, QUIET));
        const [old, now] = [openProgram(before.program!), openProgram(after.program!)];
        const olds = new Set([
          ...report.removed.map(({ line }) => line),
          ...[...report.changed, ...report.addresses].map(({ oldLine }) => oldLine),
        ]);
        const news = new Set([...report.added, ...report.changed, ...report.addresses].map(({ line }) => line));
        const sources = before.rules.map(({ from }) => from);
        for (const each of asked.map((any) => complete(aimed(any, sources)))) {
          const [was, is] = [old.match(each), now.match(each)];
          // Where an answer would climb out of its folder the next line answers, even one that is there twice.
          if (decisionText(was) === decisionText(is) || normalizePath(each.path).includes('..')) continue;
          differing++;
          const told = (was && olds.has(before.rules[was.rule].line)) || (is && news.has(after.rules[is.rule].line));
          // Who is left alone now, or was, has met a rule that is told.
          const alone = (!was || !is) && olds.size + news.size > 0;
          if (!told && !alone) expect({ ...each, was, is, report }).toBe('told');
        }
      }),
      { numRuns: 250 },
    );
    expect(differing).toBeGreaterThan(100);
  },
  30_000,
);
