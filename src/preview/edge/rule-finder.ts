import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headerValue } from '../../core/http/headers';
import type { EdgeManifest, ManifestConstruct, ManifestProgram, ManifestStep } from '../../core/manifest/edge-manifest';
import { placeOf } from '../../core/manifest/places';
import { openProgram } from '../../core/redirects/program/read/open';
import type { RedirectDecision, RedirectMatcher } from '../../core/redirects/rule/types';
import type { EdgeFunction, FunctionResource } from '../assembly/distribution';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';
import type { RuleFact } from '../trace/shapes';

/** The input and output of one run of a function. The output is a request or a response. */
export interface FunctionRun {
  /** Path pattern of the behavior. */
  readonly behavior: string;
  readonly request: EdgeRequest;
  /** The origin's response, at origin-response. */
  readonly response?: EdgeResponse;
  readonly newRequest?: EdgeRequest;
  readonly newResponse?: EdgeResponse;
}

interface RuleList {
  /** Constructs with equal rules share a function; each has its own behaviors. */
  readonly constructs: readonly ManifestConstruct[];
  readonly matcher: RedirectMatcher;
}

/**
 * Finds the redirect rule that caused what a function did. The function does not report it, so the same compiled rules
 * are matched against the same request; the rule is named only if its decision equals the output of the function.
 */
export class RuleFinder {
  private readonly lists = new Map<string, readonly RuleList[]>();

  constructor(private readonly manifest: EdgeManifest | undefined, private readonly rootObject: string) {}

  find(fn: EdgeFunction, run: FunctionRun): RuleFact | undefined {
    if (this.manifest === undefined || !isChanged(run)) return undefined;
    for (const { constructs, matcher } of this.listsOf(fn)) {
      const decision = matcher.match(redirectRequest(run));
      if (decision !== undefined && isResultOf(decision, run)) return ruleOf(decision.rule, constructs, run.behavior);
    }
    return undefined;
  }

  private listsOf(fn: EdgeFunction): readonly RuleList[] {
    const lists = this.lists.get(fn.key) ?? open(fn, this.stepsOf(fn), this.rootObject);
    this.lists.set(fn.key, lists);
    return lists;
  }

  private stepsOf({ template, logicalId }: EdgeFunction): readonly ManifestStep[] {
    const is = (one: FunctionResource) => one.template === template && one.logicalId === logicalId;
    return this.manifest?.functions.find(is)?.steps ?? [];
  }
}

function ruleOf(rule: number, constructs: readonly ManifestConstruct[], behavior: string): RuleFact | undefined {
  const { path, rules } = constructs.find(({ behaviors }) => behaviors.includes(behavior)) ?? constructs[0] ?? {};
  const place = rules && placeOf(rule, rules);
  return place && { construct: path!, ...place };
}

function isChanged({ request, response, newRequest, newResponse }: FunctionRun): boolean {
  if (newRequest !== undefined) return newRequest.uri !== request.uri || newRequest.querystring !== request.querystring;
  return newResponse !== undefined && newResponse !== response;
}

function redirectRequest({ request, response }: FunctionRun) {
  const header = (name: string) => headerValue(request.headers, name);
  return {
    method: request.method,
    path: request.uri,
    query: request.querystring,
    host: header('host'),
    header,
    country: header('cloudfront-viewer-country'),
    now: Date.now(),
    originStatus: response?.status,
  };
}

function isResultOf(
  { status, location, rewrite }: RedirectDecision,
  { newRequest, newResponse }: FunctionRun,
): boolean {
  if (rewrite !== undefined) return newRequest?.uri === rewrite.path && newRequest.querystring === rewrite.query;
  return newResponse?.status === status && headerValue(newResponse.headers, 'location') === location;
}

function open(fn: EdgeFunction, steps: readonly ManifestStep[], rootObject: string): RuleList[] {
  return steps.flatMap(({ part, program, constructs }) => {
    // With rules in S3, the program is that of the fallback.
    const matcher = part === 'redirect-stored' ? undefined : program && matcherOf(fn, program, rootObject);
    return matcher === undefined ? [] : [{ constructs, matcher }];
  });
}

function matcherOf(fn: EdgeFunction, program: ManifestProgram, rootObject: string): RedirectMatcher | undefined {
  const data = programIn(fn, program);
  try {
    return data && openProgram(data, rootObject);
  } catch {
    // Compiled by another version of the library, in a format that this one cannot read.
    return undefined;
  }
}

/**
 * The compiled rules in the code of a function; undefined if they are not those that the manifest describes. A
 * CloudFront Function has its rules in another form, so that the manifest has the compiled ones.
 */
function programIn(fn: EdgeFunction, program: ManifestProgram): Uint8Array | undefined {
  if (fn.host !== 'lambda-edge') return program.data === undefined ? undefined : Buffer.from(program.data, 'base64');
  const hash = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
  const is = (data: Uint8Array) => data.length === program.bytes && hash(data) === program.sha256;
  return ('directory' in fn.code ? dataFile(join(fn.code.directory, program.file)) : dataIn(fn.code.inline)).find(is);
}

function dataFile(file: string): Uint8Array[] {
  try {
    return [readFileSync(file)];
  } catch {
    return [];
  }
}

/** The form in which `attach/slots/code.ts` embeds data in code. */
function dataIn(code: string): Uint8Array[] {
  const literals = code.matchAll(/Buffer\.from\("([A-Za-z0-9+/=]*)", "base64"\)/g);
  return [...literals].map(([, text]) => Buffer.from(text!, 'base64'));
}
