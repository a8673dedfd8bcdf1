// The step of security headers, which has `core/security-headers/apply-headers.ts` beside it. Written in the 2.0
// dialect and only minified, like `slot.ts`.
import type { applyHeaders as Apply } from '../../core/security-headers/apply-headers';
import type { HeadersConfig } from '../../core/security-headers/step-config';

declare const applyHeaders: typeof Apply;

/** Returns what changes the headers of a response. If it fails, one line of JSON is logged, and the response stays. */
export function edgeHeaders(config: HeadersConfig): (event: any) => any {
  return function (event) {
    const response = event.response, context = event.context, host = event.request.headers.host;
    function log(code: string, more: any) {
      console.log(JSON.stringify(Object.assign({
        level: 'ERROR', code: code, event: context.eventType, requestId: context.requestId,
      }, more)));
    }
    try {
      const headers = Object.assign({}, response.headers);
      if (config.removed && config.removed.includes(' set-cookie ')) response.cookies = {};
      applyHeaders<any>(
        config, headers,
        { status: response.statusCode, domain: context.distributionDomainName, host: host && host.value },
        (item) => (item.multiValue ? item.multiValue.map((one: any) => one.value).join(', ') : item.value),
        (_, value) => ({ value: value }),
      ).forEach((header) => {
        log('EDGE_HEADER_SKIPPED', { header: header, message: 'the header has no valid value' });
      });
      response.headers = headers;
    } catch (error) {
      log('EDGE_STEP_FAILED', { step: 'headers', message: String(error) });
    }
    return response;
  };
}
