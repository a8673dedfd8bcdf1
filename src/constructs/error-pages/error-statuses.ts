import type { StatusSet } from '../../core/errors/statuses';

/**
 * A set of error statuses of the origin.
 *
 * Ranges do not include statuses that client programs need: 401, 405, 407, 412, 416 and 429. List such a code to mask
 * it. A listed code takes precedence over a range, also over one in an earlier rule.
 *
 * @example
 * new EdgeErrorMasker(this, 'Errors', {
 *   distribution,
 *   rules: [{ statuses: ErrorStatuses.clientErrors().excluding(410), action: ErrorAction.redirectTo('/404.html') }],
 * });
 */
export class ErrorStatuses {
  /** Exactly these statuses. */
  public static codes(...codes: number[]): ErrorStatuses {
    return new ErrorStatuses({ codes, ranges: [], except: [] });
  }

  /**
   * All statuses in a range, inclusive.
   *
   * @param first At least 400.
   * @param last At most 599.
   */
  public static between(first: number, last: number): ErrorStatuses {
    return new ErrorStatuses({ codes: [], ranges: [[first, last]], except: [] });
  }

  /** 400 to 499. */
  public static clientErrors(): ErrorStatuses {
    return ErrorStatuses.between(400, 499);
  }

  /** 500 to 599. */
  public static serverErrors(): ErrorStatuses {
    return ErrorStatuses.between(500, 599);
  }

  /** 400 to 599. */
  public static allErrors(): ErrorStatuses {
    return ErrorStatuses.between(400, 599);
  }

  /** @internal */
  public readonly _set: StatusSet;

  private constructor(set: StatusSet) {
    this._set = set;
  }

  /**
   * The same statuses without these codes.
   *
   * @param codes Other rules may list them.
   */
  public excluding(...codes: number[]): ErrorStatuses {
    return new ErrorStatuses({ ...this._set, except: [...this._set.except, ...codes] });
  }
}
