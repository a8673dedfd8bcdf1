import { button, field, h, select } from './dom';
import { act, messageOf, read } from './server';
import { say } from './spoken';
import type { View } from './view';
import type { DistributionView } from '../preview/console/api';
import type { InjectionTexts } from '../preview/injection/injections';

const BLOCKS = { 'waf': 'AWS WAF', 'geo': 'geographic restriction', 'signed-url': 'signed URL' };

/** Faults that are made on purpose, the country of viewers, and the cache. */
export function injectView(onChange: (texts: InjectionTexts) => void): View {
  let texts: InjectionTexts = { blocks: [], faults: [] };
  const problem = h('p', { class: 'problem', role: 'alert' });
  const [blocks, faults] = [h('ul', { class: 'active' }), h('ul', { class: 'active' })];
  const country = h('input', { type: 'text', maxlength: '2', size: '4', autocomplete: 'off', placeholder: 'US' });
  const targets = h('datalist', { id: 'origins' });

  const show = (next: InjectionTexts): void => {
    texts = next;
    onChange(next);
    country.value = next.country ?? '';
    const list = (name: 'blocks' | 'faults', flag: string) => next[name].map((text, at) => h('li', {},
      h('code', {}, `${flag} ${text}`),
      button('Remove', () => void set({ ...texts, [name]: texts[name].filter((_, i) => i !== at) }), {
        'aria-label': `Remove ${text}`,
      })));
    blocks.replaceChildren(...list('blocks', '--block'));
    faults.replaceChildren(...list('faults', '--fault'));
  };
  const attempt = async (run: () => Promise<string>): Promise<boolean> => {
    problem.textContent = '';
    try {
      say(await run());
      return true;
    } catch (error) {
      problem.textContent = messageOf(error);
      return false;
    }
  };
  const set = (next: InjectionTexts) => attempt(async () => {
    show(await act<InjectionTexts>('injections', next));
    return 'Changed';
  });

  const kind = select(Object.keys(BLOCKS));
  for (const option of kind.options) option.textContent = BLOCKS[option.value as keyof typeof BLOCKS];
  const pattern = textInput('/wp-admin/*', true);
  const answer = textInput('CloudFront’s own');
  const blockShare = shareInput();
  const blockForm = form(async () => {
    const how = answer.value === '' ? '' : `=${answer.value}`;
    const text = `${kind.value}:${pattern.value.trim()}${how}${shareOf(blockShare)}`;
    if (await set({ ...texts, blocks: [...texts.blocks, text] })) [pattern.value, answer.value] = ['', ''];
  }, 'Block', field('Reason', kind), field('Path pattern', pattern),
  field('Answer', answer, 'Of WAF: 429:Slow down; of a signed URL: InvalidKey'),
  field('Share in percent', blockShare));

  const target = textInput('/api/*', true);
  target.setAttribute('list', 'origins');
  const fault = textInput('status:503', true);
  const faultShare = shareInput();
  const faultForm = form(async () => {
    const text = `${target.value.trim()}=${fault.value.trim()}${shareOf(faultShare)}`;
    if (await set({ ...texts, faults: [...texts.faults, text] })) [target.value, fault.value] = ['', ''];
  }, 'Add', field('Origin or path pattern', target),
  field('Fault', fault, 'status:503, delay:2s, reset, or two with a comma'),
  field('Share in percent', faultShare), targets);

  const countryForm = form(async () => {
    const { country: _, ...others } = texts;
    const code = country.value.trim().toUpperCase();
    await set(code === '' ? others : { ...others, country: code });
  }, 'Set',
  field('Country code', country, 'Two letters, or empty. A request can have another one in CloudFront-Viewer-Country'));

  const paths = h('textarea', { rows: '2', required: true, spellcheck: 'false' }, '/*');
  const purged = h('p', { class: 'quiet', role: 'status' });
  const purgeForm = form(async () => {
    purged.textContent = '';
    await attempt(async () => {
      const wish = { paths: paths.value.split(/\s+/).filter((path) => path !== '') };
      const { purged: count } = await act<{ purged: number }>('purge', wish);
      // A status is announced by itself.
      purged.textContent = count === 1 ? '1 object removed' : `${count} objects removed`;
      return '';
    });
  }, 'Purge', field('Paths', paths, 'One in a line, * at the end for all that begin so: /docs/*'));

  const element = h('div', { 'class': 'page', 'tabindex': '0', 'role': 'region', 'aria-label': 'Faults and cache' },
    h('h2', {}, 'Faults and cache'), problem,
    h('section', { class: 'panel' }, h('h3', {}, 'Refuse requests'), blocks, blockForm),
    h('section', { class: 'panel' }, h('h3', {}, 'Faults of origins'), faults, faultForm),
    h('section', { class: 'panel' }, h('h3', {}, 'Country of viewers'), countryForm),
    h('section', { class: 'panel' }, h('h3', {}, 'Purge the cache'), purgeForm, purged));
  return {
    title: 'Faults and cache',
    element,
    open: () => void attempt(async () => {
      show(await read<InjectionTexts>('injections'));
      const { origins } = await read<DistributionView>('distribution');
      targets.replaceChildren(...origins.map(({ domainName }) => h('option', { value: domainName })));
      return '';
    }),
  };
}

function form(submit: () => Promise<void>, label: string, ...fields: HTMLElement[]): HTMLFormElement {
  return h('form', { class: 'line', on: { submit: (event) => { event.preventDefault(); void submit(); } } },
    ...fields, h('p', { class: 'actions' }, h('button', { type: 'submit' }, label)));
}

function textInput(placeholder: string, required = false): HTMLInputElement {
  return h('input', { type: 'text', placeholder, required, autocomplete: 'off', spellcheck: 'false' });
}

/** A share of the requests in percent. */
function shareInput(): HTMLInputElement {
  return h('input', { type: 'number', min: '0.001', max: '100', step: 'any', value: '100', required: true });
}

function shareOf({ value }: HTMLInputElement): string {
  return Number(value) === 100 ? '' : `@${value}%`;
}
