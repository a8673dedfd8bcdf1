/** Looks up an attribute of an element; undefined if it has none. */
export type Attribute = (name: string) => string | undefined;

/** Types of JavaScript; a type with parameters is not one of them. */
const JAVASCRIPT = new Set(('application/ecmascript application/javascript application/x-ecmascript '
  + 'application/x-javascript text/ecmascript text/javascript text/javascript1.0 text/javascript1.1 '
  + 'text/javascript1.2 text/javascript1.3 text/javascript1.4 text/javascript1.5 text/jscript text/livescript '
  + 'text/x-ecmascript text/x-javascript').split(' '));

/** Not JavaScript, but browsers check them as scripts. */
const OTHER_TYPES = new Set(['module', 'importmap', 'speculationrules']);

/**
 * Whether a browser requires a hash of a `<script>` that has a text. So it does for scripts with `for` and `event`,
 * which do not run.
 *
 * @see https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element
 */
export function runsAsScript(attribute: Attribute, isSvg: boolean): boolean {
  const type = typeOf(attribute, isSvg);
  if (!JAVASCRIPT.has(type) && !OTHER_TYPES.has(type)) return false;
  const isExternal = isSvg ? (attribute('href') ?? attribute('xlink:href')) !== undefined
    // The source of other types than these two is never an attribute.
    : attribute('src') !== undefined;
  if (isExternal) return false;
  if (isSvg || !JAVASCRIPT.has(type)) return true;
  return attribute('nomodule') === undefined;
}

function typeOf(attribute: Attribute, isSvg: boolean): string {
  const type = attribute('type');
  const language = isSvg ? undefined : attribute('language');
  if (type === '' || (type === undefined && (language ?? '') === '')) return 'text/javascript';
  const name = (type ?? `text/${language!}`).toLowerCase();
  // Spaces around the other types are part of their names.
  return type !== undefined && JAVASCRIPT.has(trimmed(name)) ? trimmed(name) : name;
}

/** Attributes whose URL can be a script, by element. */
const URL_ATTRIBUTES: Readonly<Record<string, readonly string[] | undefined>> = {
  a: ['href', 'xlink:href'],
  area: ['href'],
  form: ['action'],
  button: ['formaction'],
  input: ['formaction'],
  iframe: ['src'],
  frame: ['src'],
};

/** Whether the attribute is a `javascript:` URL to which the element can lead. */
export function isScriptUrl(element: string, attribute: string, value: string): boolean {
  return URL_ATTRIBUTES[element]?.includes(attribute) === true
    // Browsers drop such characters of a URL.
    && /^javascript:/i.test(value.replace(/[\t\n\r]/g, '').replace(/^[\0-\x20]+/, ''));
}

/** Whether the sandbox of an `<iframe>` forbids scripts. */
export function forbidsScripts(attribute: Attribute): boolean {
  const sandbox = attribute('sandbox');
  return sandbox !== undefined && !sandbox.toLowerCase().split(/[\t\n\f\r ]+/).includes('allow-scripts');
}

/** The names of elements to which a `<template>` can attach a shadow root. */
const SHADOW_HOSTS = new Set(('article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section '
  + 'span').split(' '));

/** Whether the `<template>` in this element becomes its shadow root, whose content is not inert. */
export function isShadowRoot(attribute: Attribute, host: string): boolean {
  const mode = attribute('shadowrootmode')?.toLowerCase();
  return (mode === 'open' || mode === 'closed')
    && (SHADOW_HOSTS.has(host) || (/^[a-z][^\0A-Z]*-/.test(host) && !NOT_CUSTOM.has(host)));
}

const NOT_CUSTOM = new Set(['annotation-xml', 'color-profile', 'font-face', 'font-face-src', 'font-face-uri',
  'font-face-format', 'font-face-name', 'missing-glyph']);

function trimmed(text: string): string {
  return text.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '');
}
