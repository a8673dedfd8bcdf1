// Builds assets/: the code at the edge, in the preview's workers and of the command line, and the parsers of synthesis.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { bundleConsole } from './console.mjs';
import { errorHelp } from './error-help.mjs';
import { bundleParts, loadRegistry, reportSizes } from './edge-parts.mjs';
import { bundleParsers } from './parser.mjs';
import { notices } from './notices.mjs';
import { bundleTools } from './tools.mjs';

rmSync('assets', { recursive: true, force: true });
mkdirSync('assets', { recursive: true });
const [parts, tools, parsers, page] = await Promise.all([
  loadRegistry().then((registry) => bundleParts(registry, 'assets')),
  bundleTools('assets/cli'),
  bundleParsers('assets/synth'),
  bundleConsole('assets/console/index.html'),
]);
writeFileSync('assets/cli/errors.json', JSON.stringify(errorHelp()));
const bundled = [...parts.flatMap(({ inputs }) => inputs), ...tools.inputs, ...parsers.inputs];
writeFileSync('assets/NOTICES.txt', notices(bundled));
process.exitCode = reportSizes(parts) === 0 && page.fits ? 0 : 1;
