import { parseByteRange, type ByteRange } from '../origin/byte-range';

/** The body of a 206, and the headers that describe it. */
export interface Parts {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** More ranges than a viewer needs; the whole object is smaller than an answer with them. */
const RANGES_MAX = 100;

/**
 * The parts of a body for a Range header: one, or several that are in ascending order and do not overlap. Undefined if
 * the whole body is sent.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RangeGETs.html (checked 2026-11-28)
 */
export function partsOf(
  header: string, body: Buffer, contentType: string | undefined,
): Parts | 'unsatisfiable' | undefined {
  const ranges = rangesOf(header, body.length);
  if (ranges === undefined || ranges === 'unsatisfiable') return ranges;
  const [first] = ranges;
  if (ranges.length === 1) {
    return {
      headers: [['content-range', contentRange(first!, body.length)]],
      body: body.subarray(first!.start, first!.end + 1),
    };
  }
  const boundary = `preview-${body.length}-${first!.start}-${first!.end}`;
  const type = contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`;
  return {
    headers: [['content-type', `multipart/byteranges; boundary=${boundary}`]],
    body: Buffer.concat([
      ...ranges.flatMap((range) => [
        Buffer.from(`\r\n--${boundary}\r\n${type}Content-Range: ${contentRange(range, body.length)}\r\n\r\n`),
        body.subarray(range.start, range.end + 1),
      ]),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}

function rangesOf(header: string, size: number): readonly ByteRange[] | 'unsatisfiable' | undefined {
  const [, list] = /^\s*bytes=(.*)$/i.exec(header) ?? [];
  const specs = list?.split(',') ?? [];
  if (specs.length === 0 || specs.length > RANGES_MAX) return undefined;
  const ranges: ByteRange[] = [];
  for (const spec of specs) {
    const range = parseByteRange(`bytes=${spec.trim()}`, size);
    if (range === undefined) return undefined;
    if (range === 'unsatisfiable') continue;
    const before = ranges.at(-1);
    if (before !== undefined && range.start <= before.end) return undefined;
    ranges.push(range);
  }
  return ranges.length === 0 ? 'unsatisfiable' : ranges;
}

function contentRange({ start, end }: ByteRange, size: number): string {
  return `bytes ${start}-${end}/${size}`;
}
