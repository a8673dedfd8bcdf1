// Builds the published command line, which requires modules of lib/. They are a third of it.
import { bundleTools } from './tools.mjs';

const { shared } = await bundleTools('assets/cli', { lib: 'lib' });
console.log(`assets/cli/main.js: shares ${shared.length} modules with lib/`);
