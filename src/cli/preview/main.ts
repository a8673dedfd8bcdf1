import { labelled } from '../../core/problem';
import { createPreview, type Preview } from '../../preview/create-preview';
import { PreviewError } from '../../preview/errors';
import type { PreviewOptions } from '../../preview/options';
import { accessLine } from '../../preview/server/access-line';
import type { Command, Terminal } from '../command';
import { PREVIEW_HELP } from './help';
import { parsePreviewArgs } from './options';

export const previewCommand: Command = {
  summary: 'serve the distribution of a synthesized app on this machine',
  async run(args, terminal) {
    const options = parsePreviewArgs(args);
    if (options === 'help') {
      terminal.out(PREVIEW_HELP);
      return 0;
    }
    try {
      return await serve(options, terminal);
    } catch (error) {
      if (!(error instanceof PreviewError)) throw error;
      for (const problem of error.problems) terminal.error(`cdk-cloudfront-edge preview: ${labelled(problem)}`);
      return 1;
    }
  },
};

async function serve(options: PreviewOptions, terminal: Terminal): Promise<number> {
  const stopped = stopSignal();
  const preview = createPreview({
    ...options,
    onExchange: (exchange) => {
      terminal.out(accessLine(exchange));
      // The line has the first line of an error; its whole stack belongs to the log.
      for (const { what } of exchange.acts) if (what.includes('\n')) terminal.error(what);
    },
    onFunctionLog: (line) => terminal.error(line),
    onFault: (error) => terminal.error(`the preview failed  [EDGE_PREVIEW_FAULT]\n${error instanceof Error ? error.stack : String(error)}`),
  });
  await preview.ready;
  announce(preview, terminal);
  await stopped;
  await preview.close();
  return 0;
}

function announce(preview: Preview, terminal: Terminal): void {
  terminal.out(`Serving ${preview.distribution} on ${preview.url}`);
  for (const note of preview.notes) terminal.error(`note: ${labelled(note)}`);
}

/** Ctrl-C, or a supervisor that asks politely. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
