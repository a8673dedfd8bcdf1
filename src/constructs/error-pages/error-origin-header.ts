import type { HeaderTest } from '../../core/errors/rules';
import type { Problem } from '../../core/problem';
import { text as aText } from '../../core/problem/kinds';

/**
 * A condition on a header of the origin's response.
 *
 * Names and values are compared without case. A header with an empty value counts as absent.
 *
 * @example
 * // A 403 of the load balancer's own firewall is not masked.
 * new EdgeErrorMasker(this, 'Errors', {
 *   distribution,
 *   rules: [
 *     {
 *       statuses: ErrorStatuses.codes(403),
 *       originHeaders: [OriginHeader.equalTo('server', 'awselb/2.0')],
 *       action: ErrorAction.passThrough(),
 *     },
 *     { statuses: ErrorStatuses.codes(403, 404), action: ErrorAction.redirectTo('/404.html') },
 *   ],
 * });
 */
export class OriginHeader {
  /** The header is present. */
  public static present(name: string): OriginHeader {
    return new OriginHeader({ name, is: 'present' });
  }

  /** The header is absent. */
  public static absent(name: string): OriginHeader {
    return new OriginHeader({ name, is: 'absent' });
  }

  /** The header has exactly this value, e.g. `OriginHeader.equalTo('server', 'awselb/2.0')`. */
  public static equalTo(name: string, text: string): OriginHeader {
    return new OriginHeader({ name, is: 'equal', value: text });
  }

  /** The value of the header contains this text. */
  public static containing(name: string, text: string): OriginHeader {
    return new OriginHeader({ name, is: 'containing', value: text });
  }

  /** @internal */
  public readonly _test: HeaderTest;

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(test: HeaderTest) {
    this._test = test;
    this._problems = [...aText(test.name, 'name'), ...('value' in test ? aText(test.value, 'text') : [])];
  }
}
