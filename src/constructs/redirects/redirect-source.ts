import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Duration, Token } from 'aws-cdk-lib';
import type { IKeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { READS, RedirectObject } from './redirect-object';
import type { RedirectReads } from './redirect-reads';
import { RedirectRuleKind } from './redirect-rule-kind';
import { RedirectStore } from './redirect-store';
import { error, shown, within, type CodeOf, type Problem } from '../../core/problem';
import {
  instanceOf, kind, listOf, oneOf, optional, Struct, text as aText, type Kind, type StructRead,
} from '../../core/problem/kinds';
import { platformFault, platformOfName } from '../../core/redirects/formats/platforms/platforms';
import { parseRules } from '../../core/redirects/parse';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { decodeRules, formatOfName } from '../../core/redirects/rule-file';
import { inlineText, unreadableFile } from '../file-names';
import { duration } from '../known-duration';

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

/** Options of `RedirectSource.fromBucket`. */
export interface BucketRedirectSourceOptions {
  /**
   * Rules that apply until the object was fetched for the first time: where it does not exist yet, or S3 does not
   * respond in time. They are checked and compiled at synth, and become part of the function.
   *
   * `RedirectSource.fromFile` or `fromInline` (`EDGE_REDIRECT_FALLBACK`).
   *
   * @default - no redirects until then
   */
  readonly fallback?: RedirectSource;

  /**
   * What rules may read of a request besides its path, on `ORIGIN_REQUEST` and `ORIGIN_RESPONSE`, where CloudFront
   * caches their answers. All of it has to be in the cache key (`EDGE_NOT_IN_CACHE_KEY`).
   *
   * A rule that reads more does not apply, and `redirects publish` refuses it (`EDGE_REDIRECT_READS`). On
   * `VIEWER_REQUEST` rules may read everything.
   *
   * @default - the query string, which rules keep unless they say `"query": "drop"`: `[RedirectReads.query()]`
   */
  readonly reads?: RedirectReads[];

  /**
   * Age after which the rules in the memory of an environment of the function are checked for changes, by a conditional
   * request to S3, up to a quarter earlier. The rules that are there apply meanwhile.
   *
   * @default Duration.seconds(10)
   */
  readonly refreshInterval?: Duration;

  /**
   * The longest that a viewer waits for S3, from 100 ms to 3 s (`EDGE_REDIRECT_TIMEOUT`). Viewers do not wait if there
   * are rules in memory.
   *
   * @default Duration.millis(300)
   */
  readonly timeout?: Duration;
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

  /**
   * What rules the store may have. The function has the code for these kinds only, so that there is room beside it,
   * such as for `prettyUrls` or an existing function.
   *
   * A rule of another kind is refused in `seed`, and by `redirects publish` with the same kinds in `--kinds`
   * (`EDGE_REDIRECT_STORE_KIND`). If one is in the store nevertheless, the requests that it could apply to pass, and
   * each logs a line with `EDGE_STEP_FAILED`.
   *
   * @default - all kinds
   */
  readonly kinds?: RedirectRuleKind[];
}

/** Rules that are not known at synth, and those that apply before. */
interface Elsewhere {
  readonly object?: RedirectObject;
  readonly store?: RedirectStore;
  readonly baked?: RedirectSource;
}

/**
 * Where the rules of an `EdgeRedirector` come from: a file or a text that is read when the app is synthesized, or an
 * object in S3 or a CloudFront KeyValueStore that can be changed at any time.
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
   * Compiled rules in S3, which can be changed without a deployment: `cdk-cloudfront-edge redirects publish
   * redirects.json --s3 s3://BUCKET/KEY` checks, compiles and writes them.
   *
   * The role of the function may read this object. Each environment of the function keeps the rules in memory and
   * checks for newer ones; if S3 fails or the object is not valid, the last rules apply. Such rules run in Lambda@Edge
   * (`EDGE_REDIRECT_BUCKET_HOST`), and cannot show pages of another host. Objects that are encrypted with your own key
   * cannot be read.
   *
   * @param bucket Its name has to be known at synth if the stack of the distribution is outside us-east-1
   * (`EDGE_REDIRECT_BUCKET_NAME`).
   * @param key E.g. `redirects.bin`.
   * @param options Fallback rules, and what rules may read.
   */
  public static fromBucket(bucket: IBucket, key: string, options: BucketRedirectSourceOptions = {}): RedirectSource {
    const { sound, problems } = BUCKET_OPTIONS.read(options);
    const object = new RedirectObject({ ...sound, bucket, key });
    const all = [...object.problems, ...problems];
    const { fallback } = sound;
    if (fallback?._elsewhere) {
      all.push(error('EDGE_REDIRECT_FALLBACK', 'is not known at synth either, so that it could be missing as well; use '
        + 'RedirectSource.fromFile or fromInline', 'fallback'));
    }
    return new RedirectSource('', undefined, () => Buffer.of(), false, all, { object, baked: fallback });
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
   * @param options Rules to begin with, the prefix of the keys, and what rules there may be.
   */
  public static fromKeyValueStore(
    store: IKeyValueStore, options: KeyValueStoreRedirectSourceOptions = {},
  ): RedirectSource {
    const { sound, problems } = STORE_OPTIONS.read(options);
    const { seed, prefix = '', kinds } = sound;
    const made = new RedirectStore(store, prefix, seed !== undefined, kinds);
    const all = [...made.problems, ...problems, ...within('seed', seed?._problems ?? [])];
    if (seed?._elsewhere) {
      all.push(error('EDGE_REDIRECT_STORE_SEED', 'is not known at synth either; use RedirectSource.fromFile or '
        + 'fromInline', 'seed'));
    }
    return new RedirectSource('', undefined, () => Buffer.of(), false, all, { store: made, baked: seed });
  }

  /** @internal */
  public readonly _problems: readonly Problem[];

  /**
   * The S3 object with the rules, if they are not known at synth.
   *
   * @internal
   */
  public get _object(): RedirectObject | undefined {
    return this._elsewhere?.object;
  }

  /**
   * Whether there are rules that are known at synth.
   *
   * @internal
   */
  public get _baked(): boolean {
    return this._elsewhere === undefined || this._elsewhere.baked !== undefined;
  }

  /**
   * The store with the rules, if they are not known at synth.
   *
   * @internal
   */
  public get _store(): RedirectStore | undefined {
    return this._elsewhere?.store;
  }

  private constructor(
    private readonly name: string,
    private readonly format: RuleFormat | undefined,
    private readonly read: () => Buffer,
    /** Whether a part of the text is only known at deploy time. */
    private readonly late = false,
    problems: readonly Problem[] = [],
    /** @internal */
    public readonly _elsewhere?: Elsewhere,
  ) {
    this._problems = problems;
  }

  /** @internal */
  public _load(): { rules: RedirectRule[]; problems: Problem[] } {
    const { format, name: file, _elsewhere } = this;
    if (_elsewhere) return _elsewhere.baked?._load() ?? { rules: [], problems: [] };
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

const BUCKET_OPTIONS = new Struct<BucketRedirectSourceOptions>('BucketRedirectSourceOptions', {
  fallback: optional(instanceOf(RedirectSource, 'use RedirectSource.fromFile("redirects.json")')),
  reads: optional(READS),
  refreshInterval: optional(duration),
  timeout: optional(duration),
});

const STORE_OPTIONS = new Struct<KeyValueStoreRedirectSourceOptions>('KeyValueStoreRedirectSourceOptions', {
  seed: optional(instanceOf(RedirectSource, 'use RedirectSource.fromFile("redirects.json")')),
  prefix: optional(aText),
  kinds: optional(listOf(oneOf('RedirectRuleKind', RedirectRuleKind), 'RedirectRuleKind')),
});

const RULES: Kind = inlineText(/(\.json|\.csv|(^|[\\/])_redirects)$/i, 'RedirectSource.fromFile',
  kind('a string', (value) => typeof value === 'string', 'use JSON.stringify for an object'));

/** Reads the options of a source, after the problems of its argument. */
function readOptions(ofArgument: Problem[], options: unknown): StructRead<RedirectSourceOptions> {
  const { sound, problems } = OPTIONS.read(options);
  return { sound, problems: [...ofArgument, ...problems] };
}
