import { error, type Problem } from '../../core/problem';
import type { Distribution } from '../assembly/distribution';
import type { StoreFiles } from '../edge/store-files';
import type { PreviewOptions } from '../options';
import { isLoopback } from '../server/loopback';

/** Names of `stores` that no function of the distribution reads. */
export function unknownStores(files: StoreFiles, { behaviors }: Distribution): Problem[] {
  const names = behaviors.flatMap(({ functions }) => Object.values(functions))
    .flatMap((fn) => (fn.host === 'cloudfront-function' ? fn.stores : []));
  const known = names.length === 0 ? 'no function of it reads one' : `use ${[...new Set(names)].join(' or ')}`;
  return files.unknown(names).map((name) => (
    error('EDGE_PREVIEW_STORE', `${name} is not a key value store of the distribution; ${known}`, '--store')));
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
