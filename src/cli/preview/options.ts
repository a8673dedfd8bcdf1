import { parseArgs } from 'node:util';
import type { PreviewOptions } from '../../preview/options';
import { UsageError } from '../command';

/** What the command line asks for; `'help'` when it asks for that. */
export function parsePreviewArgs(args: readonly string[]): PreviewOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  if (positionals.length > 1) throw new UsageError(`takes one folder, got ${positionals.map((p) => JSON.stringify(p)).join(' and ')}`);
  return {
    cloudAssembly: positionals[0] ?? 'cdk.out',
    distribution: values.distribution,
    origins: Object.fromEntries((values.origin ?? []).map(parseOrigin)),
    blocks: values.block,
    listen: { port: parsePort(values.port ?? '8080'), host: values.host },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        distribution: { type: 'string' },
        origin: { type: 'string', multiple: true },
        block: { type: 'string', multiple: true },
        port: { type: 'string' },
        host: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n', 1)[0]!.replace(/\.$/, ''));
  }
}

/** Ids of origins hold no `=`, but URLs do. */
function parseOrigin(text: string): [id: string, target: string] {
  const [, id, target] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (id === undefined || target === undefined) throw new UsageError(`--origin takes ID=FOLDER or ID=URL, got ${JSON.stringify(text)}`);
  return [id, target];
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new UsageError(`--port takes a number from 0 to 65535, got ${JSON.stringify(text)}`);
  return port;
}
