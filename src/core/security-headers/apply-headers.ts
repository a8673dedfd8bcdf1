// What the step of security headers does with a response. It runs on both hosts: in CloudFront Functions as this text,
// so it is written in the 2.0 dialect (see `handlers/cloudfront-function/slot.ts`), with everything inside one
// function.
import type { HeaderConfig, HeadersConfig } from './step-config';
import type { ValueTemplate } from './value-template';

/** What a function knows when it runs. */
export interface EdgeFacts {
  readonly status: number;
  /** The distribution's own domain name. */
  readonly domain?: string;
  /** The host of the viewer, on viewer events. */
  readonly host?: string;
}

/**
 * Changes the headers of a response, given by their names in lower case, and returns what has to be logged: headers of
 * the origin without a valid nonce, and our headers with characters that are not allowed.
 *
 * @param read The value of a header; `write` makes one of a value.
 */
export function applyHeaders<Item>(
  config: HeadersConfig, headers: Record<string, Item | undefined>, facts: EdgeFacts,
  read: (item: Item) => string, write: (name: string, value: string) => Item,
): string[] {
  const faults: string[] = [], status = facts.status;
  // Without the members that objects have: a header may be called `constructor`.
  const given: typeof headers = Object.assign(Object.create(null), headers);
  const valueOf = (name: string) => (given[name] ? read(given[name]!) : '');
  const type = valueOf('content-type');
  // No type may be a document. PDF, SVG and XML are some, and scripts of workers have policies of their own.
  const isDocument =
    !/^\s*(image\/(?!svg)|(font|audio|video)\/|text\/(css|csv|plain|vtt|event-stream)\b|application\/(json|[\w.-]+\+json|octet-stream|wasm|zip|gzip|grpc|font|x-font|vnd\.ms-fontobject)\b)/i.test(
      type,
    );

  const isPage = status < 300 && /^\s*(text\/html|application\/xhtml)/i.test(type);

  // In that runtime, `$` is also before a line break at the end, and `i` makes k and s of two other characters.
  function isHost(text: string | undefined): text is string {
    const parts = (text || '').split(':');
    return !!text && parts[0].length < 254 && Number(parts[1] || 1) < 65536
      && /^([^\W_]([a-zA-Z\d-]{0,61}[^\W_])?\.)*[^\W_]([a-zA-Z\d-]{0,61}[^\W_])?(:\d{1,5})?(?![\s\S])/.test(text);
  }

  /** The value; undefined if a domain is missing. */
  function filled(value: ValueTemplate): string | undefined {
    let text = '', known = true;
    value.forEach((piece) => {
      if (typeof piece === 'string') {text += piece;} else if (piece && typeof piece === 'object') {
        const nonce = valueOf(piece.nonce);
        if (/^[\w+/-]{1,128}={0,2}(?![\s\S])/.test(nonce)) text += piece.text || " 'nonce-" + nonce + "'";
        else if (isPage && faults.indexOf(piece.nonce) < 0) faults.push(piece.nonce);
      } else {
        const host = piece ? facts.host : facts.domain;
        if (isHost(host)) text += host;
        else known = false;
      }
    });
    return known ? text : undefined;
  }

  Object.keys(headers).forEach((name) => {
    if (config.removed && config.removed.includes(' ' + name + ' ')) delete headers[name];
  });
  config.headers.forEach((header: HeaderConfig) => {
    const name = header.name, value = header.value, item = name in given && headers[name];
    if (header.keep && item && read(item) !== header.fallback) return;
    if (header.documents && !isDocument) {delete headers[name];} else if (value) {
      // A browser keeps the headers of a page that it shows again, whose nonce is that of the page.
      const hasNonce = value.some((piece) => !!piece && typeof piece === 'object');
      const filling = filled(value), text = filling === undefined ? header.fallback : filling;
      if (text === undefined) throw new Error('the event names no distribution domain');
      if (status === 304 && hasNonce) delete headers[name];
      else if (/[^\t -~]/.test(text)) faults.push(name);
      else headers[name] = write(name, text);
    }
  });
  return faults;
}
