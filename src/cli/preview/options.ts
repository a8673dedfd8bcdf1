import { InvalidArgumentError } from 'commander';
import type { PreviewOptions } from '../../preview/options';

/** What the command line says, as commander hands it over. */
export interface PreviewArguments {
  readonly distribution?: string;
  readonly origin?: Readonly<Record<string, string>>;
  readonly block?: readonly string[];
  readonly port: number;
  readonly host?: string;
  readonly hostHeader?: string;
}

export function previewOptions(cloudAssembly: string, given: PreviewArguments): PreviewOptions {
  const { distribution, origin, block, port, host, hostHeader } = given;
  return { cloudAssembly, distribution, origins: origin ?? {}, blocks: block, listen: { port, host }, hostHeader };
}

/** Nothing is what a variable of the shell that is not set leaves; the current folder is not meant. */
export function folderName(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** Ids of origins hold no `=`, but URLs do. */
export function originTarget(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, id, target] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (id === undefined || target === undefined) throw new InvalidArgumentError('Expected ID=FOLDER or ID=URL.');
  return { ...before, [id]: target };
}

export function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('Expected a number from 0 to 65535.');
  return port;
}
