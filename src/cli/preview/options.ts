import { InvalidArgumentError } from 'commander';
import type { BesideArguments } from './beside';
import type { PreviewOptions } from '../../preview/options';

/** The options as commander passes them. */
export interface PreviewArguments extends BesideArguments {
  readonly distribution?: string;
  readonly origin?: Readonly<Record<string, string>>;
  readonly store?: Readonly<Record<string, string>>;
  readonly block?: readonly string[];
  readonly fault?: readonly string[];
  readonly country?: string;
  readonly parameter?: Readonly<Record<string, string>>;
  readonly port: number;
  readonly host?: string;
  readonly hostHeader?: string;
  readonly viewerProtocol?: 'http' | 'https';
  readonly strict?: boolean;
  readonly tls?: boolean;
}

export function previewOptions(cloudAssembly: string, args: PreviewArguments): PreviewOptions {
  const { distribution, origin, parameter, store, block, fault, country, port, host, hostHeader, strict } = args;
  return {
    cloudAssembly,
    distribution,
    origins: origin ?? {},
    ...(parameter && { parameters: parameter }),
    ...(store && { stores: store }),
    blocks: block,
    ...(fault && { faults: fault }),
    ...(country !== undefined && { country }),
    listen: { port, host },
    hostHeader,
    ...(strict && { strict }),
    ...(args.tls && { tls: true }),
    ...(args.viewerProtocol && { viewerProtocol: args.viewerProtocol }),
  };
}

/** An empty name comes from a shell variable that is not set; it does not mean the current folder. */
export function folderName(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** Splits at the first `=`: URLs contain it, ids of origins do not. */
export function originTarget(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, id, target] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (id === undefined || target === undefined) throw new InvalidArgumentError('Expected ID=FOLDER or ID=URL.');
  return { ...before, [id]: target };
}

export function runCommand(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, id, command] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (id === undefined || command === undefined) throw new InvalidArgumentError('Expected ID=COMMAND.');
  return { ...before, [id]: command };
}

export function storeFile(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, id, file] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (id === undefined || file === undefined) throw new InvalidArgumentError('Expected ID=FILE or ID:PREFIX=FILE.');
  return { ...before, [id]: file };
}

/** As `cdk deploy --parameters` takes it: the value may be empty, and have any character. */
export function parameterValue(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^((?:[^=:]+:)?[^=:]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('Expected NAME=VALUE or STACK:NAME=VALUE.');
  }
  return { ...before, [name]: value };
}

export function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('Expected a number from 0 to 65535.');
  return port;
}
