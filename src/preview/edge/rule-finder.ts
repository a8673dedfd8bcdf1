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

/** What went into a function, and what came out: another request, or a response. */
export interface Passage {
  /** Path pattern of the behavior. */
  readonly behavior: string;
  readonly request: EdgeRequest;
  /** On origin-response, what the origin answered. */
  readonly response?: EdgeResponse;
  readonly newRequest?: EdgeRequest;
  readonly newResponse?: EdgeResponse;
}

interface RuleList {
  /** Constructs with equal rules, each on behaviors of its own. */
  readonly constructs: readonly ManifestConstruct[];
  readonly matcher: RedirectMatcher;
}

/**
 * Names the rule of a redirector behind what a function did. The function does not tell, so the same compiled rules are
 * asked the same question; a rule is only named if it answers as the function did.
 */
export class RuleFinder {
  private readonly lists = new Map<string, readonly RuleList[]>();

  constructor(private readonly manifest: EdgeManifest | undefined, private readonly rootObject: string) {}

  find(fn: EdgeFunction, passage: Passage): RuleFact | undefined {
    if (this.manifest === undefined || !isChanged(passage)) return undefined;
    for (const { constructs, matcher } of this.listsOf(fn)) {
      const decision = matcher.match(asked(passage));
      if (decision !== undefined && fits(decision, passage)) return ruleOf(decision.rule, constructs, passage.behavior);
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

function isChanged({ request, response, newRequest, newResponse }: Passage): boolean {
  if (newRequest !== undefined) return newRequest.uri !== request.uri || newRequest.querystring !== request.querystring;
  return newResponse !== undefined && newResponse !== response;
}

function asked({ request, response }: Passage) {
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

function fits({ status, location, rewrite }: RedirectDecision, { newRequest, newResponse }: Passage): boolean {
  if (rewrite !== undefined) return newRequest?.uri === rewrite.path && newRequest.querystring === rewrite.query;
  return newResponse?.status === status && headerValue(newResponse.headers, 'location') === location;
}

function open(fn: EdgeFunction, steps: readonly ManifestStep[], rootObject: string): RuleList[] {
  return steps.flatMap(({ program, constructs }) => {
    const matcher = program && matcherOf(fn, program, rootObject);
    return matcher === undefined ? [] : [{ constructs, matcher }];
  });
}

function matcherOf(fn: EdgeFunction, program: ManifestProgram, rootObject: string): RedirectMatcher | undefined {
  const data = programIn(fn, program);
  try {
    return data && openProgram(data, rootObject);
  } catch {
    // Of another version of this library, whose rules can be run and not be read here.
    return undefined;
  }
}

/** The compiled rules in the code of a function; undefined if they are not those that the manifest is about. */
function programIn(fn: EdgeFunction, program: ManifestProgram): Uint8Array | undefined {
  if (fn.host !== 'lambda-edge') return undefined;
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

/** As `attach/slots/code.ts` writes data into code. */
function dataIn(code: string): Uint8Array[] {
  const literals = code.matchAll(/Buffer\.from\("([A-Za-z0-9+/=]*)", "base64"\)/g);
  return [...literals].map(([, text]) => Buffer.from(text!, 'base64'));
}
