/** Content types of error pages, by file extension. */
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

/** The content type by file extension; undefined if the extension is unknown. */
export function typeOfFile(name: string): string | undefined {
  return BY_EXTENSION[/\.([^./]+)$/.exec(name)?.[1].toLowerCase() ?? ''];
}

/** Whether the content is text, and is embedded as text. */
export function isText(type: string): boolean {
  return /^text\/|[/+](json|xml|javascript)(;|$)/.test(type);
}

/** Adds UTF-8, in which all texts are sent. JSON is always UTF-8 and has no such parameter. */
export function withCharset(type: string): string {
  return isText(type) && !/;|json/.test(type) ? `${type}; charset=utf-8` : type;
}

/**
 * `type/subtype` with parameters, in printable ASCII, since it becomes a header. The charset of texts must be UTF-8.
 */
export function isContentType(type: string): boolean {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *;[\x20-\x7e]*)?$/.test(type) && (!isText(type) || isUtf8(type));
}

/** Texts are sent as UTF-8: with another charset in the header, a browser would misread them. */
function isUtf8(type: string): boolean {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type) ?? [];
  return /^utf-?8$/i.test(charset);
}
