/* eslint-disable @typescript-eslint/no-require-imports -- most logs need no reader of Parquet */
import { type LogFault, logFiles, STDIN } from './files';
import { openLog } from './open';
import { ExportedLog, exportKind } from '../../core/access-logs/exported/exported';
import { LogReader, type LogRecord } from '../../core/access-logs/reader';
import { isFunctionLog, RuleLines, type LoggedRule } from '../../core/redirects/usage/rule-lines';

/** What was read of logs, beside their errors. */
export interface LogsRead {
  readonly files: number;
  readonly requests: number;
  readonly faults: readonly LogFault[];
}

/** How many bytes of all were read; of standard input, the size is not known, and is 0. */
export type OnProgress = (bytes: number, of: number) => void;

export interface ReadOptions {
  readonly onProgress?: OnProgress;
  /** Whether requests without an error are wanted, too. */
  readonly all?: boolean;
  /** What is done with rules that functions logged; without it, logs of functions are lines that cannot be read. */
  readonly onRule?: (found: LoggedRule) => void;
}

/**
 * Reads all logs that are named, and gives the records of errors. A file that cannot be read is a fault, and so are its
 * lines; whatever else is there is read.
 */
export async function readLogs(
  sources: readonly string[], onRecord: (record: LogRecord) => void, { onProgress, all, onRule }: ReadOptions = {},
): Promise<LogsRead> {
  const { files, faults } = logFiles(sources);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let read = 0;
  let requests = 0;
  for (const { path } of files) {
    const file = path === STDIN ? '<stdin>' : path;
    const reader = new LogReader(onRecord, all);
    try {
      const { kind, chunks } = await openLog(path, (bytes) => onProgress?.(read += bytes, total));
      if (kind === 'parquet') {
        const { readParquet } = require('./parquet') as typeof import('./parquet');
        await readParquet(chunks, (row) => reader.row(row));
      } else {
        await readLines(chunks, reader, onRule);
      }
    } catch (error) {
      faults.push({ file, reason: reasonOf(error as NodeJS.ErrnoException), count: 1 });
    }
    faults.push(...reader.end().map((unread) => ({ file, ...unread })));
    requests += reader.requests;
  }
  return { files: files.length, requests, faults };
}

/** A log of functions, and an export from CloudWatch Logs, are known by their beginning. */
async function readLines(
  chunks: AsyncIterable<Uint8Array>, reader: LogReader, onRule: ReadOptions['onRule'],
): Promise<void> {
  let lines: RuleLines | ExportedLog | LogReader | undefined;
  for await (const chunk of chunks) {
    lines ??= linesOf(Buffer.from(chunk.subarray(0, BEGINNING)).toString(), reader, onRule);
    lines.push(chunk);
  }
  if (lines !== reader) lines?.end();
}

function linesOf(
  start: string, reader: LogReader, onRule: ReadOptions['onRule'],
): RuleLines | ExportedLog | LogReader {
  if (onRule !== undefined && isFunctionLog(start)) return new RuleLines(onRule);
  const kind = exportKind(start);
  return kind === undefined ? reader : new ExportedLog(kind, reader);
}

const BEGINNING = 65_536;

/** In words of the file. */
function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'Z_BUF_ERROR') return 'is cut off: what comes before was read';
  if (code?.startsWith('Z_')) return `is damaged (${message}): what comes before was read`;
  return `cannot be read: ${message}`;
}
