import type { LogFault } from './files';
import type { OnProgress } from './read';
import { printable } from '../frame/printable';
import type { Terminal } from '../frame/terminal';

/** Smaller logs are read before anyone would wonder. */
const LARGE_BYTES = 200_000_000;

/** Prints every tenth of large logs. */
export function progressTo(terminal: Terminal): OnProgress {
  let shown = 0;
  return (bytes, of) => {
    const tenths = of < LARGE_BYTES ? 0 : Math.floor((10 * bytes) / of);
    if (tenths <= shown) return;
    shown = tenths;
    terminal.error(`read ${tenths * 10} % of ${Math.round(of / 1_000_000)} MB …`);
  };
}

/** `logs/a.gz:12: has not the columns that the log states (3 lines)`. */
export function faultLine({ file, line, reason, count }: LogFault): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return printable(`${place}: ${reason}${count > 1 ? ` (${count} lines)` : ''}`);
}
