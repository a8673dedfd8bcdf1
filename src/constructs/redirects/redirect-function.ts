import { Token } from 'aws-cdk-lib';
import { pageSizeProblems } from './redirect-body-problems';
import { ON_LAMBDA } from './redirect-event-rules';
import { headerProblems, headersRead, unseenHeaders } from './redirect-function-headers';
import type { RedirectParts } from './redirect-parts';
import type { NamedBehavior } from '../../attach/behaviors';
import type { BakedStep } from '../../attach/slots/contribution';
import { composeCloudFrontFunction } from '../../attach/slots/function-code';
import { redirectFunctionFile } from '../../attach/slots/redirect-function';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../core/facts/edge-limits';
import { error, type Problem } from '../../core/problem';
import type { StatusBody } from '../../core/redirects/bodies';
import type { CompiledRules } from '../../core/redirects/compile';
import { functionSite } from '../../core/redirects/function/site';
import { dependsOnMore } from '../../core/redirects/traits/depends-on-more';

/** A rule takes at least these bytes, so that the rules behind are not needed to see that they do not fit. */
const LEAST_BYTES_OF_A_RULE = 4;

/** The rules of a redirector as a file for a CloudFront Function, and why they cannot be one. */
export class RedirectFunction {
  private known?: { readonly compiled: Required<CompiledRules> } & ReturnType<RedirectFunction['make']>;
  private sized?: { readonly file: string; readonly problems: readonly Problem[] };

  constructor(private readonly parts: RedirectParts) {}

  /** The code of the step. */
  get file(): string {
    return this.made.file;
  }

  /** Bytes that the code has at least, known without making it. */
  get leastBytes(): number {
    return this.parts.rules.applied.rules.length * LEAST_BYTES_OF_A_RULE;
  }

  /** Why the rules cannot run on a behavior. */
  problemsOn(behavior: NamedBehavior): Problem[] {
    const { problems, reads } = this.made;
    return [...problems, ...this.sizeProblems(), ...unseenHeaders(reads, behavior)];
  }

  /** Searched only where it matters: to find the first rule that does not fit, the code is composed a dozen times. */
  private sizeProblems(): readonly Problem[] {
    const { compiled, file, fileOf, hasPages } = this.made;
    if (this.sized?.file !== file) {
      const varies = dependsOnMore(compiled.rules);
      const bytesOf = (code: string): number => {
        const { logs } = this.parts;
        const step: BakedStep = { part: 'redirect', config: { name: 'redirect' }, code, varies, logs };
        return Buffer.byteLength(composeCloudFrontFunction([step, ...this.parts.beside?.() ?? []]));
      };
      const bare = hasPages ? fileOf(compiled.rules.length) : file;
      const tooMany = sizeProblems(compiled, bare, fileOf, bytesOf);
      const problems = tooMany.length > 0 || !hasPages
        ? tooMany : pageSizeProblems(bytesOf(file), () => bytesOf(bare));
      this.sized = { file, problems };
    }
    return this.sized!.problems;
  }

  private get made() {
    const compiled = this.parts.rules.applied;
    if (this.known?.compiled.program !== compiled.program) this.known = { compiled, ...this.make(compiled) };
    return this.known!;
  }

  private make(compiled: Required<CompiledRules>) {
    const { ttl, rootObject, errorPages, bodies, statusBodies, logs } = this.parts;
    const fileOf = (count: number, pages: readonly StatusBody[] = []): string => {
      const list = { ...compiled, order: compiled.order.filter((rule) => rule < count) };
      const site = { ttl: Number(ttl), rootObject: rootObject(), errorPages: errorPages(), bodies: pages };
      return redirectFunctionFile(list, functionSite(site, list), logs);
    };
    const pages = statusBodies();
    return {
      file: fileOf(compiled.rules.length, pages),
      hasPages: pages.length > 0,
      fileOf,
      problems: [
        ...deployTimeProblems(ttl, rootObject(), errorPages()), ...headerProblems(compiled), ...bodies.inCodeProblems(),
      ],
      reads: headersRead(compiled),
    };
  }
}

/** A value that CloudFormation fills in could only be checked at the edge, which would take the room of the rules. */
export function deployTimeProblems(ttl: string, rootObject: string, errorPages: readonly string[]): Problem[] {
  const given = [
    ['cacheTtl', 'a number of seconds', [ttl]],
    ['distribution', 'a default root object', [rootObject]],
    ['distribution', 'an error page', errorPages],
  ] as const;
  return given.filter(([,, texts]) => texts.some((text) => Token.isUnresolved(text))).map(([path, what]) => error(
    'EDGE_REDIRECT_FUNCTION_VALUE', `has ${what} that is only known at deploy time, which redirects in a CloudFront `
    + `Function cannot use; write it as a literal, or use ${ON_LAMBDA}`, path));
}

/** Reports the first rule, in the order of the file, that does not fit into the function. */
function sizeProblems(
  { rules }: Required<CompiledRules>, file: string, fileOf: (count: number) => string,
  bytesOf: (file: string) => number,
): Problem[] {
  const max = CLOUDFRONT_FUNCTION_CODE_MAX_BYTES;
  const bytes = bytesOf(file);
  if (bytes <= max) return [];
  let [fits, fails] = [0, Math.min(rules.length, max / LEAST_BYTES_OF_A_RULE)];
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2);
    if (bytesOf(fileOf(middle)) <= max) fits = middle;
    else fails = middle;
  }
  const count = (n: number): string => n.toLocaleString('en-US');
  return [error('EDGE_REDIRECT_FUNCTION_SIZE', `${JSON.stringify(rules[fits].from)} does not fit into a CloudFront `
    + `Function, which may have ${count(max)} bytes of code: it would have ${count(bytes)} with all `
    + `${count(rules.length)} rules, and the first ${count(fits)} fit; use ${ON_LAMBDA}, or fewer rules`,
  rules[fits])];
}
