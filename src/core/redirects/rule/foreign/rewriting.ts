/** A name for a pattern of another router: `:id` for `<int:id>`, `{id:int}` and `[id]`. */
export function nameOf(pattern: string): string {
  const inner = /^<\w+:(\w+)>$/.exec(pattern)?.[1] ?? pattern;
  return `:${/[A-Za-z_]\w*/.exec(inner)?.[0] ?? 'id'}`;
}

/** `:id(\d+)`, without a group in it that has groups; `:id<int>`, `:id{[0-9]+}`. */
const PATTERN = /(:\w+)(?:\((?:[^()]|\([^()]*\))*\)|<[^<>]*>|\{[^{}]*\})/g;

/** `/a/:id(\d+)` without its patterns: `/a/:id`; `:rest*` becomes `*`, and an optional part two sources. */
export function fromPattern(text: string): string[] {
  const plain = text.replace(PATTERN, '$1').replace(/:\w+[*+]/g, '*');
  const optional = /\/:\w+\?(?=\/|$)/.exec(plain)?.[0];
  return optional === undefined
    ? [plain]
    : [plain.replace(optional, '') || '/', plain.replace(optional, optional.slice(0, -1))];
}

/** `^/products/(.*)$` in our syntax, as far as possible; alternatives become several sources. */
export function fromRegex(text: string): string[] {
  let count = 0;
  const named = (): string => `:p${++count}`;
  const bare = text
    .replace(/^~\*?\s*/, '')
    .replace(/\(\?[a-z-]+\)/g, '')
    .replace(/^\^(?=https?:)/, '')
    .replace(/^(https?:\/\/[^/]*)?\/?\^\/?/, '$1/')
    .replace(/\$$/, '')
    .replace(/\\([/.-])/g, '$1')
    .replace(PATTERN, '$1')
    .replace(/\(\?P?<([A-Za-z_]\w*)>(?:[^()]|\([^()]*\))*\)/g, ':$1')
    // The rest of a path, with or without its slash.
    .replace(
      /(?:\/\?\(\.[*+]\??\)|\((?:\?:)?\/\.[*+]\)\??|\((?:\?:)?\/\(\.[*+]\)\)\?|\/?\(\.[*+]\??\)|\/\.[*+])$/,
      '/*',
    )
    .replace(/\((?:\?:)?\/\)\?$|\/\?$/, '');
  const each = alternatives(bare);
  return each.map(
    (one) =>
      one
        .replace(/\.\*$/, named)
        .replace(
          /\((?!\?[=!<])(?:[^()]|\([^()]*\))*\)[+*?]?|\[[^\]]*\](?:[+*?]|\{[\d,]+\})?|\\[dwsDWS](?:[+*?]|\{[\d,]+\})?|\.[*+]\??/g,
          named,
        )
        .replace(/\(\?[=!<][^()]*\)/g, '')
        .replace(/\\(.)/g, '$1')
        .replace(/^(?=[^/h])/, '/')
        .replace(/(?<!:)\/{2,}/g, '/') || '/',
  );
}

/** One text for each of a few plain alternatives; others stay as they are. */
function alternatives(text: string): string[] {
  const [found, inner] = /\((?:\?:)?([\w./-]+(?:\|[\w./-]+){1,3})\)(?![?*+])/.exec(text) ?? [];
  return found === undefined ? [text] : inner.split('|').map((part) => text.replace(found, part));
}
