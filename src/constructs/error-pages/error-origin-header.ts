import type { HeaderTest } from '../../core/errors/rules';
import type { Problem } from '../../core/problem';
import { text as aText } from '../../core/problem/kinds';

/**
 * What a header of the origin's answer has to be like for a rule to apply.
 *
 * Names and values compare without case. A header that is there without a value counts as absent.
 *
 * @example
 * // What a load balancer's own firewall refuses stays its 403.
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
  /** The header is there. */
  public static present(name: string): OriginHeader {
    return new OriginHeader({ name, is: 'present' });
  }

  /** The header is not there. */
  public static absent(name: string): OriginHeader {
    return new OriginHeader({ name, is: 'absent' });
  }

  /** The header has exactly this value, e.g. `OriginHeader.equalTo('server', 'awselb/2.0')`. */
  public static equalTo(name: string, text: string): OriginHeader {
    return new OriginHeader({ name, is: 'equal', value: text });
  }

  /** The value of the header has this text in it. */
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
