import { isDisallowed } from '../../../src/core/facts/edge-headers';
import type { EdgeHeaders } from '../../../src/core/http/headers';
import { checkReturnedResponse } from '../../../src/preview/edge/check-response';

const READ_ONLY = ['transfer-encoding', 'via'];
const LIMIT = 1024 * 1024;

/**
 * Why CloudFront would refuse what an origin-response function returned: the preview's check, and the documented rules
 * once more, written down from the Developer Guide and not from the code.
 */
export function refusal(event: any, result: any): string | undefined {
  const before = event.Records[0].cf.response;
  const checked = checkReturnedResponse(
    'origin-response',
    { status: Number(before.status), headers: before.headers },
    result,
  );
  if (!checked.ok) return `${checked.reason} ${checked.detail}`;
  return shape(result) ?? headersOf(before.headers, result.headers) ?? size(result);
}

function shape({ status, statusDescription, headers, body, bodyEncoding }: any): string | undefined {
  if (typeof status !== 'string' || !/^[2-5]\d\d$/.test(status)) return `status ${JSON.stringify(status)}`;
  if (statusDescription !== undefined && (typeof statusDescription !== 'string' || /[\r\n]/.test(statusDescription))) {
    return 'statusDescription';
  }
  if (typeof headers !== 'object' || headers === null) return 'headers';
  if (body !== undefined && typeof body !== 'string') return 'body';
  if (bodyEncoding !== undefined && bodyEncoding !== 'text' && bodyEncoding !== 'base64') return 'bodyEncoding';
  if (bodyEncoding === 'base64' && Buffer.from(body, 'base64').toString('base64') !== body) return 'base64';
  return ['204', '304'].includes(status) && body ? `${status} with a body` : undefined;
}

function headersOf(before: EdgeHeaders, after: EdgeHeaders): string | undefined {
  for (const [name, lines] of Object.entries(after)) {
    if (isDisallowed(name)) return `disallowed ${name}`;
    if (name !== name.toLowerCase()) return `upper case in ${name}`;
    for (const { key, value } of lines) {
      if (key !== undefined && key.toLowerCase() !== name) return `key ${key} of ${name}`;
      if (typeof value !== 'string' || /[\r\n\0]/.test(value)) return `value of ${name}`;
    }
  }
  const touched = READ_ONLY.find((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return touched && `read-only ${touched}`;
}

function size({ headers, body = '', bodyEncoding }: any): string | undefined {
  const lines = Object.values(headers as EdgeHeaders).flat();
  const total = Buffer.byteLength(body, bodyEncoding === 'base64' ? 'base64' : 'utf8')
    + lines.reduce((sum, { key = '', value }) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  return total > LIMIT ? `${total} bytes` : undefined;
}
