import type { SlotTools } from './slot';

/**
 * Tools with which a redirect step logs one line of JSON about each rule that applies. It has the time, since tools
 * wrap lines of logs in several ways.
 */
export function logging(tools: SlotTools): SlotTools {
  return { ...tools, logRule };
}

function logRule(rule: number, path: string): void {
  try {
    console.log(JSON.stringify({ level: 'INFO', code: 'EDGE_REDIRECT_RULE', rule, path, at: Date.now() }));
  } catch {
    // User code may have replaced the console. A failure to log must not fail the request.
  }
}
