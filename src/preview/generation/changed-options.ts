import { error } from '../../core/problem';
import { PreviewError } from '../errors';
import type { PreviewOptions } from '../options';
import type { PreviewChanges } from '../preview';

/** The options with changes: what is `undefined` among them has its default again. */
export function changedOptions(options: PreviewOptions, changes: PreviewChanges): PreviewOptions {
  const fixed = [
    ...('listen' in changes ? ['listen'] : []),
    ...('tls' in changes && Boolean(changes.tls) !== Boolean(options.tls) ? ['tls'] : []),
  ];
  if (fixed.length > 0) {
    throw new PreviewError(fixed.map((name) => error('EDGE_PREVIEW_LISTEN', 'cannot be changed while the preview runs; '
      + 'close it, and create another', name)));
  }
  return { ...options, ...changes, cloudAssembly: changes.cloudAssembly ?? options.cloudAssembly };
}
