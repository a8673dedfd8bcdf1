import { h } from './dom';
import { bytes } from './format';
import { lineDiff, type DiffLine } from './line-diff';
import type { BodyView, StageView } from '../preview/console/api';

const WORDS = { '+': 'added', '-': 'removed', ' ': '' } as const;

/** Lines of a difference. The signs are texts, so that they can be seen without colours, and read aloud as words. */
function diffList(label: string, lines: readonly DiffLine[]): HTMLElement {
  const items = lines.map(({ sign, text }) => {
    const code = h('code', {}, text);
    const marked = sign === ' ' ? code : h(sign === '+' ? 'ins' : 'del', {}, code);
    return h('li', { class: sign === '+' ? 'add' : sign === '-' ? 'del' : '' },
      h('span', { 'class': 'sign', 'aria-hidden': 'true' }, sign),
      sign !== ' ' && h('span', { class: 'hidden' }, `${WORDS[sign]}: `), marked);
  });
  return h('div', { class: 'block' }, h('h4', {}, label), h('ul', { class: 'diff' }, ...items));
}

/** What a stage changed: the request line or the status, headers, and the body. */
export function changesOf(stage: StageView): HTMLElement[] {
  const { before, after, headers, body } = stage;
  const message = before !== undefined && after !== undefined && !('status' in after && 'method' in before)
    ? fields(before, after) : [];
  const ofHeaders: DiffLine[] = [
    ...(headers?.removed ?? []).map(({ name, value }) => ({ sign: '-' as const, text: `${name}: ${value}` })),
    ...(headers?.replaced ?? []).flatMap(({ name, value, was }) => [
      { sign: '-' as const, text: `${name}: ${was}` }, { sign: '+' as const, text: `${name}: ${value}` },
    ]),
    ...(headers?.added ?? []).map(({ name, value }) => ({ sign: '+' as const, text: `${name}: ${value}` })),
    ...(headers?.more ? [{ sign: ' ' as const, text: `and ${headers.more} more` }] : []),
  ];
  return [
    ...(message.length > 0 ? [diffList('status' in after! ? 'Response' : 'Request', message)] : []),
    ...(ofHeaders.length > 0 ? [diffList('Headers', ofHeaders)] : []),
    ...bodyOf(body),
  ];
}

function fields(before: object, after: object): DiffLine[] {
  const [old, now] = [before, after] as Record<string, unknown>[];
  return [...new Set([...Object.keys(old!), ...Object.keys(now!)])].filter((name) => old![name] !== now![name])
    .flatMap((name) => [
      ...(old![name] === undefined ? [] : [{ sign: '-' as const, text: `${name}: ${String(old![name])}` }]),
      ...(now![name] === undefined ? [] : [{ sign: '+' as const, text: `${name}: ${String(now![name])}` }]),
    ]);
}

function bodyOf(body: StageView['body']): HTMLElement[] {
  if (body === undefined) return [];
  const { before, after } = body;
  if (before?.text !== undefined || after?.text !== undefined) {
    const cut = before?.isCut || after?.isCut ? ' (the beginning)' : '';
    const lines = before?.text === undefined ? lineDiff('', after!.text!).filter(({ sign }) => sign === '+')
      : lineDiff(before.text, after?.text ?? '');
    return [diffList(`Body${cut}`, lines)];
  }
  return [diffList('Body', [{ sign: '-', text: sizeOf(before) }, { sign: '+', text: sizeOf(after) }])];
}

function sizeOf(body: BodyView | undefined): string {
  if (body === undefined) return 'none';
  return body.bytes === undefined ? 'a stream' : bytes(body.bytes);
}
