import type { MaskConfig } from '../../core/errors/config';
import { ruleFor } from '../../core/errors/decide';
import { ourResponse } from '../../core/http/replace-response';
import type { EdgeStep } from '../../core/slots/step';

/** `EdgeErrorMasker` on origin-response: the only event that sees the origin's errors and never a block by WAF. */
export function create(config: MaskConfig): EdgeStep {
  return {
    name: 'mask-errors',
    answer: ({ request, response }) => {
      if (!response) return undefined;
      const rule = ruleFor(config, { status: Number(response.status), method: request.method, uri: request.uri });
      if (!rule) return undefined;
      const { status, location, cacheControl } = rule.redirect;
      return ourResponse(status, { 'location': location, 'cache-control': cacheControl }, response);
    },
  };
}
