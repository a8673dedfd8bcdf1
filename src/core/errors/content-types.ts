/** Types that error pages have, by file extension. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  css: 'text/css',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  mjs: 'text/javascript',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  webp: 'image/webp',
  xhtml: 'application/xhtml+xml',
  xml: 'application/xml',
};

/** The type of a file by the end of its name; undefined if it has none that is known. */
export function typeOfFile(name: string): string | undefined {
  return BY_EXTENSION[/\.([^./]+)$/.exec(name)?.[1].toLowerCase() ?? ''];
}

/** Whether the content is text, which is baked in as such. */
export function isText(type: string): boolean {
  return /^text\/|[/+](json|xml|javascript)(;|$)/.test(type);
}

/** Texts are UTF-8 here. JSON is by definition, and has no such parameter. */
export function withCharset(type: string): string {
  return isText(type) && !/;|json/.test(type) ? `${type}; charset=utf-8` : type;
}

/** `type/subtype` with parameters, in printable ASCII: it becomes a header. Texts can have no charset but UTF-8. */
export function isContentType(type: string): boolean {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *;[\x20-\x7e]*)?$/.test(type) && (!isText(type) || isUtf8(type));
}

/** Texts are sent in UTF-8: with the name of another charset, a browser would misread them. */
function isUtf8(type: string): boolean {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type) ?? [];
  return /^utf-?8$/i.test(charset);
}
