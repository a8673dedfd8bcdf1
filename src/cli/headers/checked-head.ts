import type { HeaderField } from '../../core/security-headers/analysis/finding';
import type { Head } from '../captures/captured';
import { headOf, isEmpty } from '../captures/head';
import { readCapture, type Capture } from '../captures/read-capture';

/** The headers that are checked. */
export interface CheckedHead {
  readonly headers: readonly HeaderField[];
  /** Undefined if there is no status line. */
  readonly status?: number;
  /** Lines that are not headers: `3: is not a header, …`. */
  readonly faults: readonly string[];
}

/** The headers of the last response of a capture, or of lines `name: value`. */
export function checkedHead(text: string): CheckedHead {
  const capture = readCapture(text);
  const { status, fields, others }: Head & { status?: number } = lastResponse(capture) ?? linesAlone(capture);
  return {
    // Pseudo-headers of HTTP/2, as browsers show them.
    headers: fields.filter(({ name }) => !name.startsWith(':')),
    faults: others.filter(({ text: given }) => !given.startsWith(':'))
      .map(({ line, text: given }) => `${line}: is not a header, got ${JSON.stringify(given.slice(0, 60))}`),
    ...(status !== undefined && { status }),
  };
}

/** Responses before the last one have no body; after one, there is no other that belongs to the same request. */
function lastResponse({ lines, responses, isVerbose }: Capture): (Head & { status: number }) | undefined {
  if (isVerbose) return responses.at(-1);
  const isFirst = responses[0]?.line === lines.findIndex((line) => !isEmpty(line)) + 1;
  return isFirst ? responses.find(({ body }) => body !== undefined) ?? responses.at(-1) : undefined;
}

function linesAlone({ lines }: Capture): Head {
  const start = lines.findIndex((line) => !isEmpty(line) && !line.startsWith(':'));
  return start < 0 ? { fields: [], others: [] } : headOf(lines.slice(start), start + 1);
}
