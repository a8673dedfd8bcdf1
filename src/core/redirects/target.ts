import type { Dialect } from './dialects';
import type { Source, Target, TargetPart } from './model';
import { CAPTURE } from './program/format';
import { encodeText, encodePath, normalizePath } from './program/path';
import { safeQuery } from './program/query';
import { quoted } from './report';
import type { Complain } from './source';

/** Reads a target such as `/news/:slug?from=blog#top` or `https://www.example.com/:splat`; undefined after a complaint. */
export function parseTarget(text: string, source: Source, dialect: Dialect, hosts: readonly string[], complain: Complain): Target | undefined {
  const fault = targetFault(text, dialect);
  if (fault !== undefined) return void complain('EDGE_REDIRECT_TARGET', fault);
  const [, scheme, host, rest] = /^(?:(https?:\/\/)([^/?#]*))?(.*)$/s.exec(text)!;
  const [, path, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest)!;
  const origin = host === undefined ? undefined : parseAuthority(scheme, host, source, hosts, complain);
  if (host !== undefined && origin === undefined) return undefined;
  const parts = {
    path: split(path || '/', source, dialect, encodePath, complain),
    query: query === undefined ? undefined : split(query, source, dialect, safeQuery, complain),
    fragment: fragment === undefined ? undefined : split(fragment, source, dialect, safeFragment, complain),
  };
  if (Object.values(parts).includes(null)) return undefined;
  if (parts.path?.length === 1) parts.path = parts.path.map((part) => (typeof part === 'string' ? normalizePath(part) : part));
  return { ...(origin === undefined ? {} : { origin }), ...parts } as Target;
}

function targetFault(text: string, dialect: Dialect): string | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) return `${quoted(text)} holds a control character, such as a tab or a line break`;
  if (/^[/\\]{2}|^\/\\/.test(text)) return `${quoted(text)} would leave for another host; write /path, or https://host/path`;
  if (text.startsWith('/')) return undefined;
  if (/^https:\/\//.test(text) || (dialect.plainTargets && /^http:\/\//.test(text))) return undefined;
  return `${quoted(text)} must begin with a slash or with https://${dialect.plainTargets ? ' or http://' : ''}`;
}

/**
 * The host of a target is fixed text, because a capture there would let a visitor choose where others are sent: `https://ex.com:splat` with
 * `@evil.com`. Only a list of hosts from the owner can allow a label, as in `https://:shop.example.com/`.
 */
function parseAuthority(scheme: string, host: string, source: Source, hosts: readonly string[], complain: Complain): string | undefined {
  const lower = asciiHost(host.toLowerCase());
  const [, label, fixed] = /^(:[A-Za-z_]\w*)?(.*)$/.exec(lower)!;
  if (label === undefined) {
    if (/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?(?::\d{1,5})?$/.test(lower) && !lower.includes('..')) return scheme + lower;
    const hint = lower.includes(':') ? 'a host cannot contain a placeholder' : 'write a host such as www.example.com';
    return void complain('EDGE_REDIRECT_TARGET_HOST', `${quoted(host)} is not a host that a rule can lead to; ${hint}`);
  }
  const capture = source.captures.indexOf(host.slice(1, label.length));
  if (capture >= 0 && /^(?:\.[a-z0-9-]+)+$/.test(fixed) && hosts.includes(`*${fixed}`)) return `${scheme}${String.fromCharCode(CAPTURE + capture)}${fixed}`;
  return void complain('EDGE_REDIRECT_TARGET_HOST', `${quoted(host)} lets the visitor choose the host; write the host out, or allow ${quoted(`*${fixed}`)} in the list of target hosts`);
}

/** `münchen.example` in the form that may stand in a Location, `xn--mnchen-3ya.example`. */
function asciiHost(host: string): string {
  return host.replace(/^[\p{L}\p{M}\p{N}._-]*[^\0-\x7f][\p{L}\p{M}\p{N}._-]*/u, (name) => {
    try {
      return new URL(`https://${name}`).hostname;
    } catch {
      return name; // not a name that can be registered, which is told as for any other text
    }
  });
}

function safeFragment(text: string): string {
  return text.replace(/[^!#$-;=?-Z_a-z~[\]]/gu, encodeText);
}

/** Cuts text at its references; null after a complaint. */
function split(text: string, source: Source, dialect: Dialect, clean: (literal: string) => string, complain: Complain): TargetPart[] | null {
  const parts: TargetPart[] = [];
  let literal = '';
  for (let i = 0; i < text.length;) {
    const reference = text[i] === ':' ? referenceAt(text, i, source, dialect) : undefined;
    if (reference === undefined) {
      literal += text[i++];
      continue;
    }
    if (reference.capture < 0) {
      const known = source.captures.length === 0 ? 'the source has no placeholders' : `the source has ${list(source)}`;
      return complain('EDGE_REDIRECT_PLACEHOLDER', `${quoted(`:${reference.name}`)} in the target is unknown; ${known}; a colon that is text is written %3A`), null;
    }
    parts.push(literal, reference.capture);
    literal = '';
    i += 1 + reference.name.length;
  }
  parts.push(literal);
  return parts.map((part) => (typeof part === 'string' ? clean(part) : part)).filter((part) => part !== '');
}

function list(source: Source): string {
  return source.captures.map((name) => (/^\d/.test(name) ? (source.captures.includes('2') ? `:${name}` : ':splat') : `:${name}`)).join(', ');
}

/** What `:…` at a place means: a capture, a mistake (-1), or nothing, as in `/wiki/Help:Contents` and `?t=12:30`. */
function referenceAt(text: string, at: number, { captures }: Source, { names }: Dialect): { name: string; capture: number } | undefined {
  const hyphened = /^[\w-]+/.exec(text.slice(at + 1, at + 65))?.[0];
  const word = /^\w+/.exec(text.slice(at + 1, at + 65))?.[0];
  // To Cloudflare neither `?ratio=1:1` nor `:_x` is a reference, whatever the source captures.
  if (names === 'letters first' && !/^[A-Za-z]/.test(word ?? '')) return undefined;
  for (const name of [hyphened, word]) {
    if (name === undefined) continue;
    const capture = captures.indexOf(name === 'splat' && !captures.includes(name) ? '1' : name);
    if (capture >= 0) return { name, capture };
    const own = captures.indexOf(name);
    if (own >= 0) return { name, capture: own };
  }
  if (word === undefined || !/^[A-Za-z_]/.test(word)) return undefined;
  // Behind a letter it is text, whatever the source has: `/wiki/* /w/Special:Search/:splat`.
  if (/\w/.test(text[at - 1] ?? '')) return undefined;
  const opens = at === 0 || '/=&'.includes(text[at - 1]);
  return opens || captures.length > 0 ? { name: word, capture: -1 } : undefined;
}
