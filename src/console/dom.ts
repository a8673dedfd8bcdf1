export type Child = Node | string | undefined | false;

interface Props {
  readonly class?: string;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
  /** All others are attributes; `true` is one without a value, and `undefined` none. */
  readonly [attribute: string]: unknown;
}

/** Makes an element. Texts become text nodes, so that nothing of a request is ever read as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, props: Props = {}, ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on') for (const [type, run] of Object.entries(props.on!)) element.addEventListener(type, run);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return element;
}

export function byId(id: string): HTMLElement {
  return document.getElementById(id)!;
}

/** Sets a text, if it is another one: an assistive technology reads each change. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function button(text: string, click: () => void, props: Props = {}): HTMLButtonElement {
  return h('button', { type: 'button', ...props, on: { click } }, text);
}

/** A field with its label. */
export function field<T extends HTMLElement>(label: string, control: T, hint?: string): HTMLElement {
  const id = `f${++fields}`;
  control.id = id;
  if (hint !== undefined) control.setAttribute('aria-describedby', `${id}h`);
  return h('p', { class: 'field' }, h('label', { for: id }, label), control,
    hint !== undefined && h('small', { id: `${id}h` }, hint));
}
let fields = 0;

export function select(options: readonly string[], value?: string): HTMLSelectElement {
  return h('select', {}, ...options.map((text) => h('option', { value: text, selected: text === value }, text)));
}
