import { Duration } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { LoadedPage } from './error-loaded';
import { bucketPage } from './error-page-bucket';
import { problemDetailsText, unknownParts } from './error-page-json';
import { filePage, textPage } from './error-page-text';
import { PROBLEM_DETAILS_MEMBERS, PROBLEM_DETAILS_TYPE } from '../../core/errors/problem-details';
import { error, shown, within, isError, type Problem } from '../../core/problem';
import { kind, map, optional, Struct, text as aText, type Kind, type StructRead } from '../../core/problem/kinds';
import { inlineText } from '../file-names';
import { duration, knownDuration } from '../known-duration';
import { BUCKET, milliseconds } from '../stored/stored-object';

/** Options of `ErrorPage.fromFile` and `ErrorPage.fromInline`. */
export interface ErrorPageOptions {
  /**
   * Value of `Content-Type`. Texts are sent as UTF-8.
   *
   * @default - by the file's extension; HTML for inline text
   */
  readonly contentType?: string;
}

/** Options of `ErrorPage.fromBucket`. */
export interface BucketErrorPageOptions {
  /**
   * Value of `Content-Type`. An object of another type is not served.
   *
   * @default - by the key's extension
   */
  readonly contentType?: string;

  /**
   * Age after which the copy in the function's memory is checked for changes. The copy is served meanwhile.
   *
   * @default Duration.minutes(1)
   */
  readonly refreshInterval?: Duration;

  /**
   * The longest that a viewer waits for S3, from 100 ms to 3 s (`EDGE_MASK_PAGE_TIMEOUT`). Viewers do not wait if there
   * is a copy.
   *
   * @default Duration.millis(800)
   */
  readonly timeout?: Duration;
}

/** The members of a problem details object (RFC 9457). */
export interface ProblemDetailsOptions {
  /**
   * URI of the problem type.
   *
   * @default - none
   */
  readonly type?: string;

  /**
   * Short description of the problem type.
   *
   * @default - the reason phrase of the status, such as `Not Found`
   */
  readonly title?: string;

  /**
   * Description of this occurrence.
   *
   * @default - none
   */
  readonly detail?: string;

  /**
   * Further members of the JSON object.
   *
   * @default - none
   */
  readonly extensions?: { [name: string]: any };
}

/**
 * A page that replaces an error of the origin.
 *
 * In HTML, XML, JSON and plain text, `{status}`, `{reason}`, `{path}` and `{requestId}` are placeholders for the status
 * that the viewer gets, its reason phrase, and the path and the CloudFront id of the request. In the path, characters
 * with a meaning in HTML or JSON are percent-encoded. Scripts, style sheets, comments and double braces are not
 * changed. CloudFront caches the response by path but not by request id, so that the id may be that of an earlier
 * request.
 *
 * @example
 * new EdgeErrorMasker(this, 'Errors', {
 *   distribution,
 *   rules: [{
 *     statuses: ErrorStatuses.serverErrors(),
 *     action: ErrorAction.respond({
 *       page: ErrorPage.fromBucket(bucket, 'errors/500.html', { refreshInterval: Duration.minutes(5) }),
 *     }),
 *   }],
 * });
 */
export class ErrorPage {
  /**
   * A local file, which is read when the app is synthesized and becomes part of the function.
   *
   * @param path Relative to the current directory, e.g. `site/404.html`. The response may have 1 MB, including headers
   * (`EDGE_MASK_PAGE_SIZE`).
   */
  public static fromFile(path: string, options: ErrorPageOptions = {}): ErrorPage {
    return ErrorPage.from(PAGE.read(options), aText, path, 'path', ({ contentType }) => filePage(path, contentType));
  }

  /**
   * A text, which becomes part of the function. It may contain values that are only known at deploy time.
   *
   * @param text The page: HTML, unless `options` have another type.
   */
  public static fromInline(text: string, options: ErrorPageOptions = {}): ErrorPage {
    const load = ({ contentType = 'text/html' }: ErrorPageOptions) => textPage(text, contentType);
    return ErrorPage.from(PAGE.read(options), INLINE, text, 'text', load);
  }

  /**
   * A problem details object: JSON for programs, with the status and the path of the request.
   *
   * @see https://www.rfc-editor.org/rfc/rfc9457
   */
  public static problemDetails(options: ProblemDetailsOptions = {}): ErrorPage {
    return ErrorPage.from(DETAILS.read(options), () => [], undefined, '', (given) => {
      const taken = Object.keys(given.extensions ?? {}).filter((name) => PROBLEM_DETAILS_MEMBERS.includes(name));
      if (taken.length > 0) return { problems: taken.map(takenMember) };
      if (unknownParts(given.extensions)) return { problems: [UNKNOWN_PARTS] };
      return textPage(problemDetailsText(given), PROBLEM_DETAILS_TYPE);
    });
  }

  /**
   * An object in S3, which can be changed without a deployment.
   *
   * The role of the function may read this object. The function keeps a copy in memory, serves it while it checks for a
   * newer one, and continues to serve it if S3 fails. If there is no copy yet and S3 does not respond in time, the
   * viewer gets a plain page with the status, or with 503 if the status would be 200. Objects that are encrypted with
   * your own key cannot be read, and placeholders are not filled.
   *
   * @param bucket Its name has to be known at synth if the stack of the distribution is outside us-east-1
   * (`EDGE_MASK_BUCKET_NAME`).
   * @param key E.g. `errors/404.html`.
   */
  public static fromBucket(bucket: IBucket, key: string, options: BucketErrorPageOptions = {}): ErrorPage {
    const { sound, problems: wrong } = BUCKET_PAGE.read(options);
    const { contentType, refreshInterval = Duration.minutes(1), timeout = Duration.millis(800) } = sound;
    return ErrorPage.from({ sound, problems: [...wrong, ...aText(key, 'key')] }, BUCKET, bucket, 'bucket', () => {
      const problems = [
        ...knownDuration(refreshInterval, 'page.refreshInterval'),
        ...knownDuration(timeout, 'page.timeout'),
      ];
      return problems.length > 0
        ? { problems }
        : bucketPage(bucket, key, milliseconds(refreshInterval), milliseconds(timeout), contentType);
    });
  }

  /** Creates a page. If an option or the argument has the wrong type, it only reports the problems. */
  private static from<T>(
    { sound, problems }: StructRead<T>, kindOfArgument: Kind, argument: unknown, name: string,
    load: (options: Partial<T>) => LoadedPage,
  ): ErrorPage {
    const wrong = within('page', [...kindOfArgument(argument, name), ...problems]);
    return new ErrorPage(wrong.some(isError) ? () => ({ problems: wrong }) : () => {
      const loaded = load(sound);
      return { ...loaded, problems: [...wrong, ...loaded.problems] };
    });
  }

  private constructor(private readonly load: () => LoadedPage) {}

  /** @internal */
  public _load(): LoadedPage {
    return this.load();
  }
}

const UNKNOWN_PARTS = error('EDGE_VALUE_LIST', 'holds a list, or the name of a member, that is only known at '
  + 'deploy time; write the names, and the values one by one: Fn.select(0, list)', 'page.extensions');

function takenMember(name: string): Problem {
  return error('EDGE_MASK_PAGE_MEMBER', `is a standard member of problem details, got ${shown(name)}; use the `
    + 'property with that name, or another name', `page.extensions.${name}`);
}

const PAGE = new Struct<ErrorPageOptions>('ErrorPageOptions', { contentType: optional(aText) });
const BUCKET_PAGE = new Struct<BucketErrorPageOptions>('BucketErrorPageOptions', {
  contentType: optional(aText), refreshInterval: optional(duration), timeout: optional(duration),
});
/** Values that can be serialized as JSON; tokens are texts or objects here. */
const INLINE = inlineText(/\.(html?|txt|json|xml|svg|css|js|png|jpe?g|gif|webp)$/i, 'ErrorPage.fromFile');
const JSON_MEMBERS = kind('an object that JSON can hold', (value) => map(value, '').length === 0 && isJson(value));

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

const DETAILS = new Struct<ProblemDetailsOptions>('ProblemDetailsOptions', {
  type: optional(aText), title: optional(aText), detail: optional(aText), extensions: optional(JSON_MEMBERS),
});
