import type { TestPreviewChanges, TestPreviewOptions } from './options';
import type { TestPreview } from './preview';
import { readGeneration } from '../preview/generation/read-generation';
import type { PreviewOptions } from '../preview/options';
import type { PreviewChanges } from '../preview/preview';
import { RunningPreview } from '../preview/running-preview';

/**
 * Serves the distribution of a synthesized app as CloudFront would. Throws a `PreviewError` with all problems of the
 * options and the app at once.
 */
export function createPreview({ port, ...options }: TestPreviewOptions): TestPreview {
  const running = new RunningPreview(readGeneration({ strict: true, ...settingsOf(options) } as PreviewOptions));
  const open = () => running.listen({ port: port ?? 0 });
  if (port !== undefined) void open();
  return {
    get ready() { return open(); },
    get url() { return running.url; },
    get certificate() { return running.certificate; },
    get distribution() { return running.distribution; },
    get notes() { return running.notes; },
    fetch: (input, init) => running.fetch(input, init),
    trace: (request) => running.trace(request),
    setOptions: (changes) => running.setOptions(settingsOf(changes)),
    invalidate: (paths) => running.invalidate(paths),
    reload: () => running.reload(),
    close: () => running.close(),
  };
}

/** The options as the preview takes them: the app by its folder, and strict unless that is turned off. */
function settingsOf({ cloudAssembly, ...options }: TestPreviewChanges): PreviewChanges {
  return {
    ...options,
    ...('strict' in options && { strict: options.strict ?? true }),
    ...(cloudAssembly !== undefined && {
      cloudAssembly: typeof cloudAssembly === 'string' ? cloudAssembly : cloudAssembly.directory,
    }),
  };
}
