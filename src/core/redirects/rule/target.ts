import type { Complain } from './captures';
import type { Dialect } from './dialects';
import { resolveDots } from './dots';
import { foreignTarget } from './foreign/targets';
import type { Source, Target, TargetOrigin, TargetPart } from './model';
import { quoted } from './report';
import { hiddenFault, isOrdinary, MOST_CHARACTERS, suggestion } from './spelling';
import { asciiHost, bareHost, isAuthority } from '../url/hosts';
import { onThisHost } from '../url/location';
import { encodeText, encodePath } from '../url/path';
import { safeQuery } from '../url/query';

/**
 * Parses a target such as `/news/:slug?from=blog#top` or `https://www.example.com/:splat`; undefined after an error.
 */
export function parseTarget(
  text: string,
  source: Source,
  dialect: Dialect,
  hosts: readonly string[],
  complain: Complain,
): Target | undefined {
  if (isOrdinary(text) && !text.includes('?')) return { path: [text] };
  const fault = targetFault(text, source, dialect);
  if (fault !== undefined) return void complain('EDGE_REDIRECT_TARGET', fault);
  const [, scheme, host, rest] = /^(?:(https?):\/\/([^/?#]*))?(.*)$/s.exec(text)!;
  const [, path, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest)!;
  const origin =
    host === undefined ? undefined : parseAuthority(scheme as TargetOrigin['scheme'], host, source, hosts, complain);
  if (host !== undefined && origin === undefined) return undefined;
  const parts = {
    path: split(path || '/', source, dialect, encodePath, complain),
    query: query === undefined ? undefined : split(query, source, dialect, safeQuery, complain),
    fragment: fragment === undefined ? undefined : split(fragment, source, dialect, safeFragment, complain),
  };
  if (parts.path === null || parts.query === null || parts.fragment === null) return undefined;
  if (lengthOf(parts.path) + lengthOf(parts.query) + lengthOf(parts.fragment) > MOST_CHARACTERS) {
    return void complain(
      'EDGE_REDIRECT_TARGET',
      `${quoted(text)} is longer than the ${MOST_CHARACTERS.toLocaleString('en')} characters that CloudFront sends`,
    );
  }
  const resolved = resolveDots(parts.path, source);
  if (resolved === undefined) {
    return void complain(
      'EDGE_REDIRECT_TARGET',
      `${quoted(text)} has a .. after a wildcard, which may match any number of parts; write the resolved path`,
    );
  }
  if (origin === undefined && leavesHost(resolved)) return void complain('EDGE_REDIRECT_TARGET', elsewhere(text));
  return { ...(origin === undefined ? {} : { origin }), ...parts, path: resolved } as Target;
}

function targetFault(text: string, { captures }: Source, dialect: Dialect): string | undefined {
  const hidden = hiddenFault(text);
  if (hidden !== undefined) return hidden;
  const foreign = dialect.names === 'words' ? foreignTarget(text, captures) : undefined;
  if (foreign !== undefined) return foreign;
  if (/^[/\\]{2}|^\/\\/.test(text)) return elsewhere(text);
  if (text.startsWith('/')) return undefined;
  if (/^https:\/\//.test(text) || (dialect.plainTargets && /^http:\/\//.test(text))) return undefined;
  return `${quoted(text)} must begin with a slash or with `
    + `https://${dialect.plainTargets ? ' or http://' : ''}${suggestion(text)}`;
}

function elsewhere(text: string): string {
  return `${quoted(text)} would leave for another host; write /path, or https://host/path`;
}

/**
 * Parses the host of a target. It is fixed text, because with a capture a viewer could choose where others are sent:
 * `https://ex.com:splat` with `@evil.com`. Only a list of hosts from the owner can allow a label, as in
 * `https://:shop.example.com/`.
 */
function parseAuthority(
  scheme: TargetOrigin['scheme'], host: string, source: Source, hosts: readonly string[], complain: Complain,
): TargetOrigin | undefined {
  const lower = asciiHost(host);
  const [, label, fixed] = /^(:[A-Za-z_]\w*)?(.*)$/.exec(lower)!;
  if (label === undefined) {
    if (isAuthority(lower)) return { scheme, host: [lower] };
    const bare = /@|:\d+$/.test(lower) ? bareHost(lower) : undefined;
    const hint =
      bare !== undefined
        ? `did you mean ${quoted(bare)}?`
        : lower.includes(':')
          ? 'a host cannot contain a placeholder'
          : 'write a host such as www.example.com';
    return void complain(
      'EDGE_REDIRECT_TARGET_HOST',
      `${quoted(host)} is not a host that a rule can redirect to; ${hint}`,
    );
  }
  const capture = source.captures.indexOf(host.slice(1, label.length));
  if (capture >= 0 && /^(?:\.[a-z0-9-]+)+$/.test(fixed) && hosts.includes(`*${fixed}`)) {
    return { scheme, host: [capture, fixed] };
  }
  return void complain(
    'EDGE_REDIRECT_TARGET_HOST',
    `${quoted(host)} lets the viewer choose the host; write the host out, or allow ${quoted(`*${fixed}`)} in the `
      + 'list of target hosts',
  );
}

/** Whether a browser would take the beginning of a path for another host. */
function leavesHost(path: readonly TargetPart[]): boolean {
  const text =
    path.length === 1 ? String(path[0]) : path.map((part) => (typeof part === 'string' ? part : ':')).join('');
  return onThisHost(text) !== text;
}

/** The length of the literal parts after encoding, in which letters outside ASCII have several characters. */
function lengthOf(parts: readonly TargetPart[] = []): number {
  let length = 0;
  for (const part of parts) if (typeof part === 'string') length += part.length;
  return length;
}

function safeFragment(text: string): string {
  return text.replace(/[^!#$-;=?-Z_a-z~[\]]/gu, encodeText);
}

/** Splits a text at its references; null after an error. */
function split(
  text: string,
  source: Source,
  dialect: Dialect,
  clean: (literal: string) => string,
  complain: Complain,
): TargetPart[] | null {
  if (text !== '' && !text.includes(':')) return [clean(text)];
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
      return (
        complain(
          'EDGE_REDIRECT_PLACEHOLDER',
          `${quoted(`:${reference.name}`)} in the target is unknown; ${known}; a colon that is text is written %3A`,
        ),
        null
      );
    }
    parts.push(literal, reference.capture);
    literal = '';
    i += 1 + reference.name.length;
  }
  parts.push(literal);
  return parts.map((part) => (typeof part === 'string' ? clean(part) : part)).filter((part) => part !== '');
}

function list(source: Source): string {
  return source.captures
    .map((name) => (/^\d/.test(name) ? (source.captures.includes('2') ? `:${name}` : ':splat') : `:${name}`))
    .join(', ');
}

/**
 * What `:…` at an offset means: a capture, an unknown name (-1), or plain text, as in `/wiki/Help:Contents` and
 * `?t=12:30`.
 */
function referenceAt(
  text: string,
  at: number,
  { captures }: Source,
  { names }: Dialect,
): { name: string; capture: number } | undefined {
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
  // `:2` where the source has one `*`.
  if (names === 'words' && captures.includes('1') && /^\d$/.test(word ?? '') && text[at - 1] === '/') {
    return { name: word!, capture: -1 };
  }
  if (word === undefined || !/^[A-Za-z_]/.test(word)) return undefined;
  // After a letter it is text, whatever the source captures: `/wiki/* /w/Special:Search/:splat`.
  if (/\w/.test(text[at - 1] ?? '')) return undefined;
  const opens = at === 0 || '/=&'.includes(text[at - 1]);
  return opens || captures.length > 0 ? { name: word, capture: -1 } : undefined;
}
