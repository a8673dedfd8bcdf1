import type { Worth } from './worth';
import { parseCspHeader, type ParsedDirective } from '../../csp-parse';

/** The directives of all policies with their sources in lower case: of several policies, what all of them allow. */
type Sources = ReadonlyMap<string, readonly string[]>;

const BROAD = ['ftp:', 'http:', 'https:', '*', 'http://*', 'http://*.*', 'https://*', 'https://*.*'];
const BROAD_OR_INLINE = [...BROAD, "'unsafe-inline'", 'data:'];

/** Shorter values are not policies. */
const SHORTEST = 6;

/** What MDN's HTTP Observatory gives for a Content-Security-Policy. `values`: one for each header. */
export function cspWorth(values: readonly string[], isReportOnly: boolean): Worth {
  if (values.some((value) => value.length < SHORTEST)) return { points: -25, why: 'it is too short for a policy' };
  const policies = values.flatMap((value) => parseCspHeader(value));
  if (policies.length === 0) {
    return { points: -25, why: isReportOnly ? 'the policy is only reported, not enforced' : 'there is none' };
  }
  const repeated = policies.flat().filter((one) => one.repeated).map(({ name }) => name);
  const wrong = repeated.find((name) => name !== 'report-uri' && name !== 'report-to');
  if (wrong !== undefined) return { points: -25, why: `${wrong} is given twice, which makes it invalid` };
  const worth = judged(merged(policies));
  return worth.points > 0 && repeated.length > 0 ? { points: 0, why: `${repeated[0]} is given twice` } : worth;
}

function judged(csp: Sources): Worth {
  const of = (name: string) => csp.get(name) ?? csp.get('default-src') ?? ['*'];
  const [given, styles, objects] = [of('script-src'), withoutVoid(of('style-src')), of('object-src')];
  const isProven = given.some(isProof);
  const isStrict = given.includes("'strict-dynamic'");
  if (isStrict && !isProven) return { points: -25, why: "'strict-dynamic' without a nonce or a hash makes it invalid" };
  const scripts = isStrict ? withoutVoid(given).filter((s) => s !== "'self'" && !BROAD.some((b) => s.startsWith(b)))
    : withoutVoid(given);
  if (scripts.some((s) => BROAD_OR_INLINE.includes(s)) || objects.some((s) => BROAD.includes(s))) {
    return { points: -20, why: 'scripts or plugins may be inline, or come from anywhere' };
  }
  const isPassive = (name: string) => name === 'img-src' || name === 'media-src';
  const active = [...csp].filter(([name]) => !isPassive(name) && name !== 'script-src').flatMap(([, list]) => list);
  if ([...active, ...scripts].some(isUnencrypted)) return { points: -20, why: 'it allows content over http' };
  if ([...scripts, ...styles].includes("'unsafe-eval'")) return { points: -10, why: "it allows 'unsafe-eval'" };
  if (['img-src', 'media-src'].flatMap((name) => csp.get(name) ?? csp.get('default-src') ?? []).some(isUnencrypted)) {
    return { points: -10, why: 'it allows images or media over http' };
  }
  if (styles.some((s) => BROAD_OR_INLINE.includes(s))) {
    return { points: 0, why: 'styles may be inline, or come from anywhere' };
  }
  const isClosed = csp.get('default-src')?.join() === "'none'";
  return isClosed ? { points: 10, why: "default-src is 'none', and nothing unsafe is allowed" }
    : { points: 5, why: "nothing unsafe is allowed; default-src 'none' would be worth 10" };
}

const isProof = (source: string): boolean => /^'(sha(256|384|512)|nonce)-/.test(source);
const isUnencrypted = (source: string): boolean => source.startsWith('http:') || source.startsWith('ftp:');

/** A nonce or a hash makes 'unsafe-inline' void. */
function withoutVoid(sources: readonly string[]): readonly string[] {
  return sources.some(isProof) ? sources.filter((source) => source !== "'unsafe-inline'") : sources;
}

function merged(policies: readonly (readonly ParsedDirective[])[]): Sources {
  const all = new Map<string, readonly string[]>();
  policies.forEach((policy, index) => policy.filter(({ repeated }) => !repeated).forEach(({ name, values }) => {
    const given = values.map((value) => value.toLowerCase());
    const sources = given.length === 0 && name.endsWith('-src') ? ["'none'"] : given;
    const before = all.get(name);
    const both = new Set(sources);
    const common = index === 0 || before === undefined ? sources : before.filter((source) => both.has(source));
    all.set(name, common.length > 0 ? [...new Set(common)] : ["'none'"]);
  }));
  return all;
}
