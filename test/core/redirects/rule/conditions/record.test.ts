import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { COUNTRY_CONDITION } from '../../../../../src/core/redirects/rule/conditions/country';
import { DATES_CONDITION } from '../../../../../src/core/redirects/rule/conditions/dates';

const ROOT = join(__dirname, '..', '..', '..', '..', '..');
const FOLDER = join(ROOT, 'src', 'core', 'redirects', 'rule', 'conditions');

/** The complaints of the compiler about a file among the conditions, by line. */
function complaints(text: string): Map<number, string> {
  const file = join(FOLDER, 'made-up.ts');
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, noEmit: true, noUnusedLocals: false, types: [] },
    ROOT,
  );
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...more) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : read(name, ...more);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file)!;
  return new Map(program.getSemanticDiagnostics(source).map(({ start, messageText }) => (
    [source.getLineAndCharacterOfPosition(start!).line, ts.flattenDiagnosticMessageText(messageText, ' ')])));
}

test('a code that is missing in core/problem/codes.ts does not compile', () => {
  const lines = ['EDGE_REDIRECT_COUNTRY_EARLY', 'EDGE_REDIRECT_HTTP_VERSION_EARLY'].map(
    (code) => `export const ${code}: Unseen["code"] = "${code}";`,
  );
  const found = complaints(['import type { Unseen } from "./condition";', ...lines].join('\n'));
  expect([...found.keys()]).toEqual([2]);
  expect(found.get(2)).toContain('"EDGE_REDIRECT_HTTP_VERSION_EARLY"');
});

test('a record that leaves out any of its parts does not compile', () => {
  const whole = Object.keys(COUNTRY_CONDITION);
  const plain = Object.keys(DATES_CONDITION);
  const without = (record: string, type: string, member: string): string =>
    `export const ${record}_${member}: ${type} = (({ ${member}: _, ...rest }) => rest)(${record});`;
  const lines = [
    'import type { Condition, WhenCondition } from "./condition";',
    'import { COUNTRY_CONDITION as when } from "./country";',
    'import { DATES_CONDITION as dates } from "./dates";',
    'type Period = Parameters<typeof dates.count>[0];',
    'export const whole: WhenCondition<"countries"> = (({ ...rest }) => rest)(when);',
    ...whole.map((member) => without('when', 'WhenCondition<"countries">', member)),
    ...plain.map((member) => without('dates', 'Condition<Period>', member)),
  ];
  const found = complaints(lines.join('\n'));
  expect([...found.keys()]).toEqual([...whole, ...plain].map((_, i) => i + 5));
  [...whole, ...plain].forEach((member, i) => expect(found.get(i + 5)).toContain(`Property '${member}' is missing`));
  expect(plain.filter((member) => !whole.includes(member))).toEqual([]);
});
