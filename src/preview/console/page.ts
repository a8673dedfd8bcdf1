import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { error } from '../../core/problem';
import { PreviewError } from '../errors';

export interface ConsolePage {
  readonly html: string;
  /** Its Content-Security-Policy: the script and the style of the page by their hashes, and nothing else. */
  readonly policy: string;
}

const pages = new Map<string, { readonly changed: number; readonly page: ConsolePage }>();

/** The page, as the build has bundled it in one file. */
export function consolePage(file = builtPage()): ConsolePage {
  const changed = statSync(file).mtimeMs;
  const known = pages.get(file);
  if (known?.changed === changed) return known.page;
  const html = readFileSync(file, 'utf8');
  const page = { html, policy: policyOf(html) };
  pages.set(file, { changed, page });
  return page;
}

function policyOf(html: string): string {
  const [script, style] = ['script', 'style'].map((tag) => {
    const [, code] = new RegExp(`<${tag}[^>]*>(.*)</${tag}>`, 's').exec(html) ?? [];
    return `'sha256-${createHash('sha256').update(code ?? '').digest('base64')}'`;
  });
  return [
    "default-src 'none'", `script-src ${script}`, `style-src ${style}`, "connect-src 'self'", 'img-src data:',
    "base-uri 'none'",
    "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].join('; ');
}

/** Beside the bundled command line; when run from source: where the build puts it. */
function builtPage(): string {
  const candidates = ['../console/index.html', '../../../assets/console/index.html'].map((at) => join(__dirname, at));
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new PreviewError([error('EDGE_PREVIEW_NOT_BUILT', `no page at ${candidates.join(' or ')}; build the package `
    + 'first')]);
}
