import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Token } from 'aws-cdk-lib';
import type { IKeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import { RedirectStore } from './redirect-store';
import { error, shown, within, type CodeOf, type Problem } from '../../core/problem';
import {
  instanceOf, kind, oneOf, optional, Struct, text as aText, type Kind, type StructRead,
} from '../../core/problem/kinds';
import { platformFault, platformOfName } from '../../core/redirects/formats/platforms/platforms';
import { parseRules } from '../../core/redirects/parse';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { decodeRules, formatOfName } from '../../core/redirects/rule-file';
import { inlineText, unreadableFile } from '../file-names';

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

/** Options of `RedirectSource.fromKeyValueStore`. */
export interface KeyValueStoreRedirectSourceOptions {
  /**
   * Rules that are in the store when it is created. Problems of them are reported at synth.
   *
   * CloudFront imports a file into a store only when the store is created, and CloudFormation does not update the
   * import afterwards: later deployments leave what `redirects publish` has written. `RedirectSource.fromFile` or
   * `fromInline`, for a store of this app without a `source` of its own (`EDGE_REDIRECT_STORE_SEED`).
   *
   * @default - the store is created without rules; until some are published, requests pass, and each logs a line
   */
  readonly seed?: RedirectSource;

  /**
   * What the keys of this list begin with, followed by a colon: several redirectors share a store, of which a function
   * can have one (`EDGE_FUNCTION_STORES`). At most 32 letters, digits, dots, hyphens and underscores
   * (`EDGE_REDIRECT_STORE_PREFIX`).
   *
   * @default - none: the keys begin with the version of their format
   */
  readonly prefix?: string;
}

/**
 * Where the rules of an `EdgeRedirector` come from: a file or a text that is read when the app is synthesized, or a
 * CloudFront KeyValueStore that can be changed at any time.
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
    const { sound, problems } = readOptions(aText(path, 'path'), options);
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
    const { sound, problems } = readOptions(RULES(text, 'text'), options);
    if (problems.length > 0) return new RedirectSource('', undefined, () => Buffer.of(), false, problems);
    const format = sound.format ?? RedirectFormat.JSON;
    return new RedirectSource('redirects', format, () => Buffer.from(text, 'utf8'), Token.isUnresolved(text));
  }

  /**
   * Rules in a CloudFront KeyValueStore, which change without a deployment: `cdk-cloudfront-edge redirects publish
   * redirects.json --kvs ARN` checks, compiles and writes them.
   *
   * They run in a CloudFront Function on viewer-request (`EDGE_REDIRECT_STORE_HOST`, `EDGE_FUNCTION_EVENT`), which is
   * associated with the store. A request takes one read of the store if a rule without wildcards has its path, and at
   * most four otherwise. If the store cannot be read, the request passes, and one line with `EDGE_STEP_FAILED` is
   * logged. Rules that cannot be filed are errors: `EDGE_REDIRECT_STORE_READS`, `EDGE_REDIRECT_STORE_SIZE`,
   * `EDGE_REDIRECT_STORE_VALUE`.
   *
   * @param store A store of this app, or an imported one.
   * @param options Rules to begin with, and the prefix of the keys.
   */
  public static fromKeyValueStore(
    store: IKeyValueStore, options: KeyValueStoreRedirectSourceOptions = {},
  ): RedirectSource {
    const { sound, problems } = STORE_OPTIONS.read(options);
    const { seed, prefix = '' } = sound;
    const made = new RedirectStore(store, prefix, seed !== undefined);
    const all = [...made.problems, ...problems, ...within('seed', seed?._problems ?? [])];
    if (seed?._store) {
      all.push(error('EDGE_REDIRECT_STORE_SEED', 'is not known at synth either; use RedirectSource.fromFile or '
        + 'fromInline', 'seed'));
    }
    return new RedirectSource('', undefined, () => Buffer.of(), false, all, { store: made, seed });
  }

  /** @internal */
  public readonly _problems: readonly Problem[];

  /**
   * The store with the rules, if they are not known at synth.
   *
   * @internal
   */
  public get _store(): RedirectStore | undefined {
    return this.filed?.store;
  }

  private constructor(
    private readonly name: string,
    private readonly format: RuleFormat | undefined,
    private readonly read: () => Buffer,
    /** Whether a part of the text is only known at deploy time. */
    private readonly late = false,
    problems: readonly Problem[] = [],
    private readonly filed?: { readonly store: RedirectStore; readonly seed?: RedirectSource },
  ) {
    this._problems = problems;
  }

  /** @internal */
  public _load(): { rules: RedirectRule[]; problems: Problem[] } {
    const { format, name: file, filed } = this;
    if (filed) return filed.seed?._load() ?? { rules: [], problems: [] };
    if (format === undefined) {
      const platform = platformOfName(basename(file));
      if (platform !== undefined) {
        return refused(
          'EDGE_REDIRECT_PLATFORM',
          `cannot be read, got ${shown(file)}; ${platformFault(platform, file)}`,
        );
      }
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
      return refused('EDGE_REDIRECT_FILE', unreadableFile(file, thrown as NodeJS.ErrnoException));
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

const STORE_OPTIONS = new Struct<KeyValueStoreRedirectSourceOptions>('KeyValueStoreRedirectSourceOptions', {
  seed: optional(instanceOf(RedirectSource, 'use RedirectSource.fromFile("redirects.json")')),
  prefix: optional(aText),
});

const RULES: Kind = inlineText(/(\.json|\.csv|(^|[\\/])_redirects)$/i, 'RedirectSource.fromFile',
  kind('a string', (value) => typeof value === 'string', 'use JSON.stringify for an object'));

/** Reads the options of a source, after the problems of its argument. */
function readOptions(ofArgument: Problem[], options: unknown): StructRead<RedirectSourceOptions> {
  const { sound, problems } = OPTIONS.read(options);
  return { sound, problems: [...ofArgument, ...problems] };
}
