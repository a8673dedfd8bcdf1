import type { TestPreviewChanges, TestPreviewOptions } from './options';
import type { TestPreview } from './preview';
import { checkSettings } from '../preview/generation/check-settings';
import { readGeneration } from '../preview/generation/read-generation';
import type { PreviewOptions } from '../preview/options';
import type { PreviewChanges } from '../preview/preview';
import { RunningPreview } from '../preview/running-preview';

/**
 * Serves the distribution of a synthesized app as CloudFront would. Throws a `PreviewError` with all problems of the
 * options and the app at once.
 */
export function createPreview(given: TestPreviewOptions): TestPreview {
  checkSettings(given);
  const { port, ...options } = given;
  const running = new RunningPreview(readGeneration({ ...DEFAULTS, ...settingsOf(options) } as PreviewOptions));
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
    setOptions: async (changes) => {
      checkSettings({ ...changes, cloudAssembly: changes.cloudAssembly ?? '' });
      return running.setOptions(settingsOf(changes));
    },
    invalidate: (paths) => running.invalidate(paths),
    reload: () => running.reload(),
    close: () => running.close(),
  };
}

/** With HTTP alone on the port, a browser in a test could not follow the redirect to HTTPS of a strict preview. */
const DEFAULTS = { strict: true, viewerProtocol: 'https' } as const;

/** The options as the preview takes them: the app by its folder, and the defaults for what is turned back. */
function settingsOf({ cloudAssembly, ...options }: TestPreviewChanges): PreviewChanges {
  return {
    ...options,
    ...('strict' in options && { strict: options.strict ?? DEFAULTS.strict }),
    ...('viewerProtocol' in options && { viewerProtocol: options.viewerProtocol ?? DEFAULTS.viewerProtocol }),
    ...(cloudAssembly !== undefined && {
      cloudAssembly: typeof cloudAssembly === 'string' ? cloudAssembly : cloudAssembly.directory,
    }),
  };
}
