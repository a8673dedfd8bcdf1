import type { RequestPart } from '../../core/cache-key/request-part';
import { error, shown, type Problem } from '../../core/problem';
import { text } from '../../core/problem/kinds';
import { readingOf } from '../../core/redirects/traits/reading';

/**
 * A part of the request that rules may read, besides the path, although they are not known at synth.
 *
 * @example
 * RedirectSource.fromBucket(bucket, 'redirects.bin', {
 *   reads: [RedirectReads.query(), RedirectReads.country(), RedirectReads.cookies('plan')],
 * });
 */
export class RedirectReads {
  /** The whole query string, which most rules keep. Rules without it need `"query": "drop"`. */
  public static query(): RedirectReads {
    return new RedirectReads([{ kind: 'query' }]);
  }

  /**
   * Some parameters of the query string.
   *
   * @param names E.g. `id`, or `utm_*` for all that begin like it.
   */
  public static queryParameters(...names: string[]): RedirectReads {
    return RedirectReads.named('query', names, /^[^*]*\*?$/, 'the name of a parameter, such as "id" or "utm_*"');
  }

  /** The host of the request, for rules of several host names. */
  public static host(): RedirectReads {
    return new RedirectReads([{ kind: 'host' }]);
  }

  /**
   * Headers of the request.
   *
   * @param names E.g. `referer`.
   */
  public static headers(...names: string[]): RedirectReads {
    const lower = names.map((name) => (typeof name === 'string' ? name.toLowerCase() : name));
    return RedirectReads.named('header', lower, NAME, 'the name of a header, such as "referer"');
  }

  /**
   * Cookies of the request.
   *
   * @param names E.g. `plan`.
   */
  public static cookies(...names: string[]): RedirectReads {
    return RedirectReads.named('cookie', names, NAME, 'the name of a cookie, such as "plan"');
  }

  /** The country of the viewer. Lambda@Edge sees it on origin events. */
  public static country(): RedirectReads {
    return new RedirectReads([{ kind: 'country' }]);
  }

  /** The preferred language of the viewer. */
  public static language(): RedirectReads {
    return new RedirectReads([{ kind: 'language' }]);
  }

  /** The method of the request, which no cache key has: only where nothing is cached. */
  public static method(): RedirectReads {
    return new RedirectReads([{ kind: 'method' }]);
  }

  private static named(
    kind: 'query' | 'header' | 'cookie', names: readonly string[], valid: RegExp, what: string,
  ): RedirectReads {
    const wrong = names.flatMap((name, n) => {
      const problems = text(name, `[${n}]`);
      if (problems.length > 0) return problems;
      return valid.test(name) ? [] : [error('EDGE_REDIRECT_READS', `must be ${what}, got ${shown(name)}`, `[${n}]`)];
    });
    return new RedirectReads(wrong.length > 0 ? [] : names.map((name) => ({ kind, name })), wrong);
  }

  /** @internal */
  public readonly _problems: readonly Problem[];

  /** @internal */
  public readonly _parts: readonly RequestPart[];

  private constructor(parts: readonly RequestPart[], problems: readonly Problem[] = []) {
    this._parts = parts;
    this._problems = problems;
  }

  /** @internal */
  public get _texts(): string[] {
    return this._parts.map(readingOf);
  }
}

/** A token without `*`, which would stand for other names. */
const NAME = /^[!#-'+.^_`|~\w-]+$/;
