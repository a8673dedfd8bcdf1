import { gunzipSync } from 'node:zlib';

/** Parquet has its index at its end, so that the file has to be in memory. */
const MOST_BYTES = 500_000_000;
/** So many rows are unpacked at a time. */
const ROWS = 20_000;

/** Reads the rows of a Parquet file, one group after the other. */
export async function readParquet(
  chunks: AsyncIterable<Uint8Array>, onRow: (row: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`it is Parquet of more than ${MOST_BYTES / 1_000_000} MB`);
    parts.push(chunk);
  }
  const whole = Buffer.concat(parts);
  const file = whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength);
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const metadata = await parquetMetadataAsync(file);
  const compressors = { GZIP: (packed: Uint8Array) => gunzipSync(packed) };
  for (let from = 0; from < Number(metadata.num_rows); from += ROWS) {
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart: from, rowEnd: from + ROWS });
    for (const row of rows) onRow(row);
  }
}
