import type { Case } from './case';
import { SOURCE_IDS, type SourceId } from '../../../../src/core/explain/source-ids';

export interface Answered {
  readonly one: Case;
  readonly source: SourceId | 'nothing';
}

type Column = readonly [heading: string, forms: readonly Case['form'][]];
const COLUMNS: readonly Column[] = [
  ['`curl -i`', ['curl -i', 'curl -i, HTTP/2']], ['`curl -I`', ['curl -I']], ['`curl -v`', ['curl -v']], ['HAR', ['HAR']],
  ['JSON', ['JSON', 'JSON list']], ['copied page', ['page text']], ['log', ['log']],
];

/** What each label was answered with, and from which inputs: a confusion matrix without its empty cells. */
export function matrix(answered: readonly Answered[]): string {
  const rows = [...SOURCE_IDS, 'nothing' as const].map((label) => {
    const of = answered.filter(({ one }) => one.source === label);
    const answers = [...new Set(of.map(({ source }) => source))].map((source) => (
      `\`${source}\` ${of.filter((each) => each.source === source).length}`));
    const forms = COLUMNS.map(([, names]) => of.filter(({ one }) => names.includes(one.form)).length || '');
    return [`\`${label}\``, of.length, answers.join(', '), ...forms];
  });
  const sums = COLUMNS.map(([, names]) => answered.filter(({ one }) => names.includes(one.form)).length);
  const right = answered.filter(({ one, source }) => one.source === source).length;
  return [
    ['labelled', 'cases', 'answered', ...COLUMNS.map(([heading]) => heading)],
    ['---', '---', '---', ...COLUMNS.map(() => '---')],
    ...rows,
    ['all', answered.length, `${right} as labelled`, ...sums],
  ].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
