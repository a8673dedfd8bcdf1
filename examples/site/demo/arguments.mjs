import { parseArgs } from 'node:util';

const USAGE = 'usage: npm run demo -- --port 9000';

/**
 * The port of the command line, if any. `npm run demo --port 9000`, without `--`, reaches the script as the argument
 * `9000` (npm takes `--port` as its own setting), and `--port=9000` as a setting only.
 */
export function requestedPort(args, env) {
  const { values: { port }, positionals: [plain, ...more] } = parsed(args);
  const unknown = [...plain !== undefined && (port !== undefined || !/^\d+$/.test(plain)) ? [plain] : [], ...more];
  if (unknown.length > 0) throw new Error(`the argument ${JSON.stringify(unknown[0])} is not understood; ${USAGE}`);
  const setting = env.npm_config_port;
  if (plain === undefined && port === undefined && setting === 'true') {
    throw new Error(`--port has no number; ${USAGE}`);
  }
  return port ?? plain ?? setting;
}

function parsed(args) {
  try {
    return parseArgs({ args, options: { port: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new Error(`${error.message.split(/[.'] To specify/)[0]}; ${USAGE}`, { cause: error });
  }
}
