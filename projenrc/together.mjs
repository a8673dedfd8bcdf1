// Runs commands side by side, and shows what each printed when it has ended: node projenrc/together.mjs COMMAND...
// One of them rarely uses more than one processor.
import { spawn } from 'node:child_process';

const failed = await Promise.all(process.argv.slice(2).map((command) => new Promise((resolve) => {
  const start = performance.now();
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(data));
  child.on('close', (code, signal) => {
    process.stdout.write(Buffer.concat(said));
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(`${command}: ${code === 0 ? 'done' : `ended with ${signal ?? code}`} after ${seconds} s`);
    resolve(code !== 0);
  });
})));
process.exitCode = failed.includes(true) ? 1 : 0;
