import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../../src/core/problem/codes';
import { FINDINGS } from '../../src/core/security-headers/analysis/codes';

const root = join(__dirname, '..', '..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
/** The source, without the table of codes itself. */
const text = sources
  .filter((f) => !f.endsWith('problem/codes.ts'))
  .map((f) => readFileSync(join(root, 'src', f), 'utf8'))
  .join('\n');
// EDGE_EVENTS and EDGE_REGION are constants of the code.
const codes = new Set(text.match(/\bEDGE_(?!EVENTS|REGION\b)[A-Z0-9]+(_[A-Z0-9]+)*\b/g) ?? []);

interface Row {
  readonly code: string;
  readonly severities: readonly string[];
  readonly section: string;
}

/** The rows of the page: an error, if "Warning:" or "Note:" does not say otherwise; "As a warning" adds one. */
function rows(page: string): Row[] {
  return page.split(/^## /m).flatMap((part) => {
    const section = part.split('\n', 1)[0];
    return [...part.matchAll(/^\| `(EDGE_[A-Z0-9_]+)` \| (.*?) \|/gm)].map(([, code, what]) => {
      const [, first = 'error', second] = /^(Warning|Note)( or error)?:/.exec(what) ?? [];
      return {
        code,
        section,
        severities: [
          first.toLowerCase(), ...(/\bAs a warning\b/.test(what) ? ['warning'] : []), ...(second ? ['error'] : []),
        ],
      };
    });
  });
}

const documented = rows(readFileSync(join(root, 'docs', 'errors.md'), 'utf8'));
const ofProblems = documented.filter(({ section }) => section !== 'At the edge');
const named = documented.map(({ code }) => code);

describe('docs/errors.md', () => {
  it('lists every code of the source', () => expect([...codes].filter((c) => !named.includes(c)).sort()).toEqual([]));
  it('lists no removed code', () => expect(named.filter((c) => !codes.has(c)).sort()).toEqual([]));
  it('lists each once', () => expect(named.filter((c, i) => named.indexOf(c) !== i)).toEqual([]));

  it('lists each with the severities that it can have', () => {
    const byCode = (list: readonly (readonly [string, readonly string[]])[]) => (
      Object.fromEntries(list.map(([code, severities]) => [code, [...severities].sort()])));
    expect(byCode(ofProblems.map(({ code, severities }) => [code, severities]))).toEqual(byCode(Object.entries(CODES)));
  });
});

describe('the table of codes', () => {
  // The compiler checks that only severities of the table are used; here it is checked that each one is used.
  const made = (severity: string) =>
    new Set([...text.matchAll(new RegExp(`\\b${severity}\\(\\s*'(EDGE_[A-Z0-9_]+)'`, 'g'))].map(([, code]) => code));

  it.each(['warning', 'note'])('has no %s that is never used', (severity) => {
    const listed = Object.entries(CODES)
      .filter(([, severities]) => (severities as readonly string[]).includes(severity))
      .map(([code]) => code);
    const elsewhere =
      severity === 'warning'
        ? ['EDGE_MASK_PAGE_ELSEWHERE', 'EDGE_MASK_PAGE_MISSING', 'EDGE_REDIRECT_CONFLICT', ...Object.keys(FINDINGS)] : [];
    expect(listed.filter((code) => !made(severity).has(code) && !elsewhere.includes(code))).toEqual([]);
    expect(made(severity).size).toBeGreaterThan(5);
  });
});

it('docs/header-findings.md lists every finding with its severity', () => {
  const page = readFileSync(join(root, 'docs', 'header-findings.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(EDGE_HEADERS_[A-Z_]+)` \| ([A-Z]+) \|/gm)].map(([, code, severity]) => [code, severity]);
  expect(listed).toEqual(Object.entries(FINDINGS));
});

it('problems are created in one place', () => {
  const objects = sources.filter((f) => !f.startsWith(join('core', 'problem'))).filter((f) => (
    /severity: '(error|warning|note)'/.test(readFileSync(join(root, 'src', f), 'utf8'))));
  expect(objects).toEqual([]);
});

it('codes are printed in one place', () => {
  // `[${code}]` or `[EDGE_…]` outside of comments.
  const print = /^(?!\s*(\*|\/[/*])).*\[(EDGE_[A-Z_]+|\$\{[^}]*code\b[^}]*\})\]/im;
  const printed = sources
    .filter((file) => !file.startsWith(join('core', 'problem', 'render')))
    .filter((file) => print.test(readFileSync(join(root, 'src', file), 'utf8')));
  expect(printed).toEqual([]);
});
