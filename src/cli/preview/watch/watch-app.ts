import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SynthCommand } from './synth-command';
import { labelled } from '../../../core/problem';
import { HAS_GROUPS, killGroup } from '../../../preview/edge/kill-group';
import { PreviewError } from '../../../preview/errors';
import type { Preview } from '../../../preview/preview';
import { AssemblyWatch } from '../../../preview/watch/assembly-watch';
import { SourceWatch } from '../../../preview/watch/source-watch';
import type { Terminal } from '../../frame/terminal';

/** `--watch`, with the command that synthesizes the app if there is one. */
export interface WatchOptions {
  readonly command?: string;
}

/** Without an app yet, the command has to end before there is something to serve. It ends at `stopped`, too. */
export async function synthesizeFirst(
  folder: string, { command }: WatchOptions, stopped: Promise<void>,
): Promise<void> {
  if (command === undefined || existsSync(join(folder, 'manifest.json'))) return;
  const output = ['ignore', process.stderr, process.stderr] as const;
  const child = spawn(command, { shell: true, detached: HAS_GROUPS, stdio: [...output] });
  // Without a shell there is no command: then the missing app is reported.
  await Promise.race([stopped, once(child, 'close').catch(() => undefined)]);
  if (child.exitCode !== null || child.pid === undefined) return;
  killGroup(child.pid);
  child.kill('SIGKILL');
}

/**
 * Reads the app again when `cdk.out` changes, and with a command, runs it when a source changes. Returns what ends it.
 */
export function watchApp(folder: string, { command }: WatchOptions, running: Preview, terminal: Terminal): () => void {
  const assembly = new AssemblyWatch(folder, {
    reload: () => running.reload(),
    reloaded: () => {
      terminal.out(`Reloaded ${running.distribution}`);
      for (const note of running.notes) terminal.error(`note: ${labelled(note)}`);
    },
    failed: (thrown) => {
      const problems = thrown instanceof PreviewError ? thrown.problems.map(labelled) : [String(thrown)];
      for (const problem of problems) terminal.error(`cdk-cloudfront-edge preview: ${problem}`);
      terminal.error('The app has problems; it is served as it was before.');
    },
  });
  if (command === undefined) return () => assembly.close();
  const synth = new SynthCommand(command, {
    began: () => {
      assembly.pause();
      terminal.error(`Running ${command}`);
    },
    printed: (text) => terminal.error(text),
    ended: (code) => {
      if (code === 0) return assembly.resume();
      terminal.error(`${command} ended with ${code ?? 'a signal'}; the app is served as it was before.`);
    },
  });
  const sources = new SourceWatch('.', folder, (file) => synth.fileChanged(file));
  synth.soon();
  return () => {
    sources.close();
    synth.close();
    assembly.close();
  };
}
