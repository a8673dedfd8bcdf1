import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Problem } from '../core/problem';
import type { RedirectRule } from '../core/redirects/model';
import { parseRules } from '../core/redirects/parse';

/** Where the rules of an `EdgeRedirector` come from. */
export class RedirectSource {
  /**
   * A file beside your app, read when the app is synthesized and baked into the function.
   *
   * @param path Relative to the current directory, e.g. `redirects.json`. See `docs/redirects.md` for what may stand in it.
   */
  public static fromFile(path: string): RedirectSource {
    return new RedirectSource(path, () => readFileSync(path));
  }

  /**
   * The text of such a file.
   *
   * @param text JSON as in `redirects.json`.
   */
  public static fromInline(text: string): RedirectSource {
    return new RedirectSource('redirects', () => Buffer.from(text, 'utf8'));
  }

  private constructor(private readonly name: string, private readonly read: () => Buffer) {}

  /** @internal */
  public _load(): { rules: RedirectRule[]; problems: Problem[] } {
    const text = this.text();
    return typeof text === 'string' ? parseRules(text, { format: 'json', file: this.name }) : { rules: [], problems: [text] };
  }

  private text(): string | Problem {
    try {
      // A wrong byte would otherwise become U+FFFD and a rule that never matches.
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.read());
    } catch (error) {
      const notUtf8 = (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
      return {
        code: notUtf8 ? 'EDGE_REDIRECT_ENCODING' : 'EDGE_REDIRECT_FILE',
        severity: 'error',
        path: 'source',
        message: notUtf8
          ? `is not UTF-8, got ${JSON.stringify(basename(this.name))}; save the file as UTF-8`
          : `cannot be read, got ${JSON.stringify(this.name)}; ${(error as Error).message}`,
      };
    }
  }
}
