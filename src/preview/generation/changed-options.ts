import { error } from '../../core/problem';
import { PreviewError } from '../errors';
import type { PreviewOptions } from '../options';
import type { PreviewChanges } from '../preview';

/** The options with changes: what is `undefined` among them has its default again. */
export function changedOptions(options: PreviewOptions, changes: PreviewChanges): PreviewOptions {
  if ('listen' in changes) {
    throw new PreviewError([error('EDGE_PREVIEW_LISTEN', 'cannot be changed while the preview runs; close it, and '
      + 'create another', 'listen')]);
  }
  return { ...options, ...changes, cloudAssembly: changes.cloudAssembly ?? options.cloudAssembly };
}
