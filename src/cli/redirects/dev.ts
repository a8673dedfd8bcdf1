import { redirectsCommand } from './main';

// The command by itself, for work on it: npx tsx src/cli/redirects/dev.ts redirects check FILE
const [, , first, ...rest] = process.argv;
redirectsCommand(first === 'redirects' ? rest : [first, ...rest].filter((arg) => arg !== undefined)).then(
  (code) => { process.exitCode = code; },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 70;
  },
);
