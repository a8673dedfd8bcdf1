import { foreignSource } from '../../rule/foreign/sources';
import type { Ignored } from '../../rule/ignored';
import { quoted } from '../../rule/report';
import { suggestion } from '../../rule/spelling';

/** Why Netlify ignores a line with this source, or never applies it; undefined if it does apply. */
export function ignoredSource(from: string): Omit<Ignored, 'place'> | undefined {
  const [, origin, path] = /^(https?:\/\/[^/?#]*)?(.*)$/s.exec(from)!;
  const named = quoted(from);
  if (path.startsWith('/.netlify')) {
    return { fault: `${named} begins with /.netlify, which belongs to Netlify itself`, cure: 'remove it' };
  }
  if (from.includes('#')) {
    return { fault: `${named} has a fragment, which browsers never send`, cure: 'remove what follows the #' };
  }
  if (from.startsWith('//')) {
    return { fault: `${named} begins with two slashes`, cure: 'write /path, or https://host/path' };
  }
  if (origin === undefined && !from.startsWith('/')) {
    const foreign = ofOtherRouter(from);
    if (foreign !== undefined) return foreign;
    const meant = /"[^"]*"/.exec(suggestion(from))?.[0];
    const cure = meant === undefined ? 'write a path such as /old' : `write ${meant}`;
    return { fault: `${named} does not begin with a slash or with https://`, cure };
  }
  if (origin !== undefined && !URL.canParse(origin)) {
    return { fault: `${named} is not a URL`, cure: 'write it like https://www.example.com/old' };
  }
  const star = path.split('/').find(isLiteralStar);
  return star === undefined ? undefined : ofOtherRouter(from) ?? {
    fault: `the * in ${quoted(star)} matches nothing there, because it neither stands alone between slashes nor ends `
      + 'its part',
    cure: 'write it as in /news/*',
  };
}

/** A pattern of another router, with what to write instead. */
function ofOtherRouter(from: string): Omit<Ignored, 'place'> | undefined {
  const [, fault, cure] = /^(.*?); (.*)$/s.exec(foreignSource(from) ?? '') ?? [];
  return fault === undefined ? undefined : { fault, cure };
}

/** `*.php`, where the star is text at Netlify. In `:name*` it belongs to the name. */
function isLiteralStar(segment: string): boolean {
  return /\*./.test(segment) && !segment.startsWith(':');
}
