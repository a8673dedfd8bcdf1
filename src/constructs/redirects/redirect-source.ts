import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Token } from 'aws-cdk-lib';
import { error, shown, type CodeOf, type Problem } from '../../core/problem';
import { oneOf, optional, Struct, text as isText, type StructRead } from '../../core/problem/kinds';
import { parseRules } from '../../core/redirects/parse';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { decodeRules, formatOfName } from '../../core/redirects/rule-file';

/** The format of a list of redirects. */
export enum RedirectFormat {
  /** `redirects.json`: a map or an array. */
  JSON = 'json',
  /** CSV with a header row, or a list of Cloudflare Bulk Redirects or Vercel. */
  CSV = 'csv',
  /** `_redirects` in Netlify's dialect. */
  NETLIFY = 'netlify',
  /** `_redirects` in Cloudflare's dialect. */
  CLOUDFLARE = 'cloudflare',
}

/** Options of `RedirectSource`. */
export interface RedirectSourceOptions {
  /**
   * The format of the list.
   *
   * @default - by the name of the file: `*.json`, `*.csv`, `_redirects` (Netlify's dialect); JSON for inline text
   */
  readonly format?: RedirectFormat;
}

/**
 * Where the rules of an `EdgeRedirector` come from: a file or a text that is read when the app is synthesized.
 *
 * @example
 * new EdgeRedirector(this, 'Campaigns', {
 *   distribution,
 *   source: RedirectSource.fromInline('/spring /offers?campaign=spring 302', { format: RedirectFormat.NETLIFY }),
 * });
 *
 * @see https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/redirects.md
 */
export class RedirectSource {
  /**
   * A local file. Its rules become part of the function, so that a changed rule is deployed with the app.
   *
   * A file that cannot be read is an error (`EDGE_REDIRECT_FILE`, `EDGE_REDIRECT_FORMAT`, `EDGE_REDIRECT_ENCODING`).
   *
   * @param path Relative to the current directory, e.g. `redirects.json`. For the contents see
   * https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/redirects.md
   * @param options The format of the file.
   */
  public static fromFile(path: string, options: RedirectSourceOptions = {}): RedirectSource {
    const { sound, problems } = readOptions('path', path, options);
    if (problems.length > 0) return new RedirectSource('', undefined, () => Buffer.of(), false, problems);
    return new RedirectSource(path, sound.format ?? formatOfName(basename(path)), () => readFileSync(path));
  }

  /**
   * Rules as text. A text that is only known at deploy time is an error (`EDGE_REDIRECT_LATE`).
   *
   * @param text JSON as in `redirects.json`, unless `options` have another format.
   * @param options The format of the text.
   */
  public static fromInline(text: string, options: RedirectSourceOptions = {}): RedirectSource {
    const { sound, problems } = readOptions('text', text, options);
    if (problems.length > 0) return new RedirectSource('', undefined, () => Buffer.of(), false, problems);
    const format = sound.format ?? RedirectFormat.JSON;
    return new RedirectSource('redirects', format, () => Buffer.from(text, 'utf8'), Token.isUnresolved(text));
  }

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(
    private readonly name: string,
    private readonly format: RuleFormat | undefined,
    private readonly read: () => Buffer,
    /** Whether a part of the text is only known at deploy time. */
    private readonly late = false,
    problems: readonly Problem[] = [],
  ) {
    this._problems = problems;
  }

  /** @internal */
  public _load(): { rules: RedirectRule[]; problems: Problem[] } {
    const { format, name: file } = this;
    if (format === undefined) {
      return refused('EDGE_REDIRECT_FORMAT', `has a name without a known format, got ${shown(file)}; name `
        + 'it like redirects.json, redirects.csv or _redirects, or set "format"');
    }
    if (this.late) {
      return refused('EDGE_REDIRECT_LATE',
        'holds a value that is only known at deploy time, and rules are checked and compiled before; write its text');
    }
    let text: string | Problem;
    try {
      text = decodeRules(this.read(), file);
    } catch (thrown) {
      return refused('EDGE_REDIRECT_FILE', `cannot be read, got ${shown(file)}; ${(thrown as Error).message}`);
    }
    return typeof text === 'string' ? parseRules(text, { format, file }) : { rules: [], problems: [text] };
  }
}

function refused(code: CodeOf<'error'>, message: string): { rules: RedirectRule[]; problems: Problem[] } {
  return { rules: [], problems: [error(code, message, 'source')] };
}

const OPTIONS = new Struct<RedirectSourceOptions>('RedirectSourceOptions', {
  format: optional(oneOf('RedirectFormat', RedirectFormat)),
});

/** Reads the options of a source, and checks the argument before them. */
function readOptions(name: string, given: unknown, options: unknown): StructRead<RedirectSourceOptions> {
  const { sound, problems } = OPTIONS.read(options);
  return { sound, problems: [...isText(given, name), ...problems] };
}
