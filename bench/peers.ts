import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import type { Lookup } from './measure';
import { asLines, RuleSet } from './rules';

export interface Peer {
  readonly name: string;
  readonly load: (set: RuleSet) => Promise<Lookup>;
}

/** The folder in which the other engines are installed, if not among our own development dependencies. */
const from = createRequire(join(process.env.BENCH_PEERS ?? process.cwd(), 'package.json'));

export const PEERS: readonly Peer[] = [
  { name: 'netlify-redirector', load: netlify },
  { name: '@cloudflare/workers-shared', load: cloudflare },
  { name: 'path-to-regexp', load: pathToRegexp },
];

/** Netlify's engine, compiled to WebAssembly, called as its command line does. */
async function netlify(set: RuleSet): Promise<Lookup> {
  const matcher = await from('netlify-redirector').parsePlain(asLines(set), {});
  const request = {
    scheme: 'https',
    host: 'www.example.com',
    query: '',
    headers: {},
    cookieValues: {},
    getHeader: () => '',
    getCookie: () => '',
  };
  return (url) => (matcher.match({ ...request, path: decodeURIComponent(url) }) ?? undefined)?.to;
}

/**
 * Cloudflare's rules engine. The package has it bundled for its own runtime; this runs the module from the source map.
 * For each request it looks up the exact rules; if none matches, it builds its expressions and tries them, as
 * `handler.ts` does.
 */
async function cloudflare(set: RuleSet): Promise<Lookup> {
  const map = JSON.parse(
    readFileSync(join(from.resolve('@cloudflare/workers-shared/package.json'), '../dist/asset-worker.mjs.map'), 'utf8'),
  );
  const at = (map.sources as string[]).findIndex((source) => source.endsWith('/rules-engine.ts'));
  const source = (map.sourcesContent[at] as string).replace(/^import .*handler.*$/m, 'const REDIRECTS_VERSION = 1;');
  const module = { exports: {} as Record<string, any> };
  new Function('module', 'exports', transformSync(source, { loader: 'ts', format: 'cjs' }).code)(
    module,
    module.exports,
  );
  const rules: Record<string, object> = {};
  const staticRules: Record<string, object> = {};
  set.rules.forEach(([source_, to], lineNumber) => {
    if (/[*:]/.test(source_)) rules[source_] = { status: 301, to };
    else staticRules[source_] = { status: 301, to, lineNumber };
  });
  const configuration = { redirects: { version: 1, staticRules, rules } };
  return (path) => {
    const request = { url: `https://www.example.com${path}` };
    const { host, pathname } = new URL(request.url);
    const found = module.exports.staticRedirectsMatcher(configuration, host, pathname)
      ?? module.exports.generateRedirectsMatcher(configuration)({ request })[0];
    return found?.to;
  };
}

/** The way of Next.js and Vercel: a list of expressions, compiled once and tried in order. */
async function pathToRegexp(set: RuleSet): Promise<Lookup> {
  const { match, compile } = from('path-to-regexp');
  const list = set.rules.map(([source, to]) => ({
    test: match(source.replace('*', ':splat*')),
    to: compile(to.replace(':splat', ':splat*')),
  }));
  return (url) => {
    for (const { test, to } of list) {
      const result = test(url);
      if (result) return to(result.params);
    }
    return undefined;
  };
}
