import { error, type Problem } from '../../core/problem';
import type { Distribution } from '../assembly/distribution';
import type { StoreFiles } from '../edge/store-files';
import type { PreviewOptions } from '../options';
import { isLoopback } from '../server/loopback';

/**
 * Names of `stores` that no function of the distribution reads, and files that are not there. What is wrong in a file
 * is printed now, and not when the first request needs it.
 */
export function storeProblems(files: StoreFiles, { behaviors }: Distribution): Problem[] {
  const readers = behaviors.flatMap(({ functions }) => Object.values(functions))
    .filter((fn) => fn.host === 'cloudfront-function');
  const names = readers.flatMap(({ stores }) => stores);
  const known = names.length === 0 ? 'no function of it reads one' : `use ${[...new Set(names)].join(' or ')}`;
  const faults = [
    ...files.unknown(names).map((name) => `${name} is not a key value store of the distribution; ${known}`),
    ...files.unreadable().map((why) => `cannot be read: ${why}`),
  ];
  if (faults.length === 0) for (const reader of readers) files.contentOf(reader);
  return faults.map((fault) => error('EDGE_PREVIEW_STORE', fault, '--store'));
}

/** Whether a note says that a store is empty, although the user gave a file for it. */
export function isOfGivenStore({ code, message }: Problem, files: StoreFiles): boolean {
  return code === 'EDGE_PREVIEW_KVS_EMPTY' && files.names.some((name) => message.includes(` ${name} `));
}

export function listenProblems({ listen }: PreviewOptions): Problem[] {
  const host = listen?.host ?? '127.0.0.1';
  return isLoopback(host)
    ? []
    : [
      error(
        'EDGE_PREVIEW_HOST',
        `${host} can be reached from other machines; the preview runs code and shows files, so use 127.0.0.1 or ::1`,
        '--host',
      ),
    ];
}
