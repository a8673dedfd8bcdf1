import type { BodyView } from './api';
import type { Body } from '../exchange/message';

const TEXT_MAX_BYTES = 8 * 1024;

/** A body as text, up to a limit; of a stream or of binary data nothing but that it is there. */
export function bodyView(body: Body | undefined): BodyView | undefined {
  if (body === undefined) return undefined;
  if (!Buffer.isBuffer(body)) return {};
  const head = body.subarray(0, TEXT_MAX_BYTES);
  const text = head.toString('utf8');
  // Of a character that the limit divides, up to three bytes are there.
  const isText = !text.slice(0, -3).includes('\ufffd') && !/[\x00-\x08\x0e-\x1a]/.test(text);
  return { bytes: body.length, ...(isText && { text, isCut: body.length > TEXT_MAX_BYTES }) };
}
