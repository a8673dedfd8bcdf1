/** A rule that a Lambda@Edge function has logged. */
export interface LoggedRule {
  readonly rule: number;
  readonly path: string;
  /** In milliseconds. */
  readonly at: number;
}

/** What CloudWatch Logs and Lambda write around lines, and our codes. */
const SIGNS = /["\\]code["\\]{1,8}:\s{0,4}["\\]{1,8}EDGE_|^START RequestId: |\bINIT_START\b|\bREPORT RequestId: |"logEvents"|"events"\s*:\s*\[|\bSTART DistributionID: /m;
const ACCESS_LOG = /^#\s*(?:Version|Fields)\s*:|"(?:sc-status|x-edge-request-id)\\{0,8}"/im;

/** Whether the beginning of a file is that of a log of functions, in whichever form it was downloaded. */
export function isFunctionLog(start: string): boolean {
  return SIGNS.test(start) && !ACCESS_LOG.test(start);
}

/**
 * Such a line, however deep it is in texts of JSON or CSV: as plain lines, as `filter-log-events` prints them, or as
 * a subscription delivers them. It has its own time, so that the rest does not matter.
 */
const Q = '["\\\\]{1,8}';
const LINE = new RegExp(
  `${Q}code${Q}:\\s{0,4}${Q}EDGE_REDIRECT_RULE${Q},\\s{0,40}${Q}rule${Q}:\\s{0,4}(\\d{1,7}),\\s{0,40}`
  + `${Q}path${Q}:\\s{0,4}${Q}([^"\\\\]{0,8192})${Q},\\s{0,40}${Q}at${Q}:\\s{0,4}(\\d{13})\\b`, 'g');
/** More than a line can have. */
const LONGEST = 10_000;

/** Finds logged rules in a log of functions, in memory that does not grow with it. */
export class RuleLines {
  private readonly decoder = new TextDecoder();
  private rest = '';

  constructor(private readonly onRule: (found: LoggedRule) => void) {}

  push(chunk: Uint8Array): void {
    this.read(this.rest + this.decoder.decode(chunk, { stream: true }), false);
  }

  end(): void {
    this.read(this.rest, true);
  }

  private read(text: string, isEnd: boolean): void {
    let done = 0;
    // A number at the end may go on in the next chunk.
    const most = isEnd ? text.length : text.length - 1;
    for (const found of text.matchAll(LINE)) {
      const to = found.index + found[0].length;
      if (to > most) break;
      done = to;
      this.onRule({ rule: Number(found[1]), path: found[2], at: Number(found[3]) });
    }
    this.rest = isEnd ? '' : text.slice(Math.max(done, text.length - LONGEST));
  }
}
