import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aspects, Stack, Stage } from 'aws-cdk-lib';
import { ATTACHMENTS, type Attachment, type Obstacle } from './attachments';
import { createSite, KINDS, type Kind } from './distributions';
import { API_PATH, ASSETS_PATH, DEFAULT_PATH, LATER_PATH, type SitePath, type UserFunction } from './site';
import { userFunctions, type UserFunctions } from './user-functions';
import { EdgeBehaviors } from '../../src';

const ALL_PATHS = [DEFAULT_PATH, API_PATH, ASSETS_PATH, LATER_PATH];

export const TARGETS = [DEFAULT_PATH, API_PATH, LATER_PATH] as const;
export const PRESENT = ['nothing', 'a Lambda', 'a CloudFront Function', 'an obstacle'] as const;
export const PLACES = ['us-east-1', 'eu-west-1', 'any region', 'a stage in eu-west-1'] as const;

/**
 * One combination: a distribution of a kind, somewhere, with something of the user on it, and something of this library
 * attached to a path.
 */
export interface Cell {
  readonly name: string;
  readonly kind: Kind;
  readonly target: typeof TARGETS[number];
  readonly present: typeof PRESENT[number];
  readonly place: typeof PLACES[number];
  readonly attachment: string;
  /** How a path is added after the constructs: by a call, or by an aspect when the app is synthesized. */
  readonly byAspect: boolean;
}

/**
 * All combinations. What is attached rotates, so that each is combined with every value of each dimension
 * (cells.test.ts).
 */
export function allCells(): Cell[] {
  const names = Object.keys(ATTACHMENTS);
  return KINDS.flatMap((kind, k) =>
    TARGETS.flatMap((target, t) =>
      PRESENT.flatMap((present, p) =>
        PLACES.map((place, l) => {
          const attachment = names[(k + 2 * t + 4 * p + 7 * l) % names.length];
          return {
            name: `${kind} in ${place}, ${attachment} on ${target}, where there is ${present}`,
            kind,
            target,
            present,
            place,
            attachment,
            byAspect: (k + p + l) % 2 === 1,
          };
        }),
      ),
    ),
  );
}

/** The app of a cell, with or without the attachment. */
export function createApp(cell: Cell, { attached }: { readonly attached: boolean }): { app: App; stack: Stack } {
  const app = new App({ analyticsReporting: false, outdir: mkdtempSync(join(tmpdir(), 'edge-matrix-')) });
  const stack = createStack(app, cell.place);
  const attachment = ATTACHMENTS[cell.attachment];
  const paths = sitePaths(cell, attachment, userFunctions(stack, cell.place));
  const site = createSite(cell.kind, stack, { stack, paths: paths.filter((p) => p.pattern !== LATER_PATH) });
  if (attached) attachment.attach(stack, site, behaviorsOf(cell));
  for (const later of paths.filter((p) => p.pattern === LATER_PATH)) {
    if (cell.byAspect) Aspects.of(stack).add({ visit: (node) => node === site.resource && site.addPath(later) });
    else site.addPath(later);
  }
  return { app, stack };
}

function createStack(app: App, place: Cell['place']): Stack {
  const env = (region: string) => ({ account: '111122223333', region });
  switch (place) {
    case 'us-east-1': case 'eu-west-1': return new Stack(app, 'Web', { env: env(place) });
    case 'any region': return new Stack(app, 'Web');
    case 'a stage in eu-west-1': return new Stack(new Stage(app, 'Prod', { env: env('eu-west-1') }), 'Web');
  }
}

/** The same behavior, selected in each possible way. */
function behaviorsOf({ target, byAspect }: Cell): EdgeBehaviors {
  if (target === DEFAULT_PATH) return byAspect ? EdgeBehaviors.defaultBehavior() : EdgeBehaviors.paths('*');
  return byAspect
    ? EdgeBehaviors.paths(target.slice(1))
    : EdgeBehaviors.allExcept(...ALL_PATHS.filter((p) => p !== target));
}

/**
 * What the user has on each path: on the target what leaves our slots free, or the obstacle; elsewhere the very slots.
 */
function sitePaths(cell: Cell, attachment: Attachment, mine: UserFunctions): SitePath[] {
  const { target, elsewhere } = presentOn(cell, attachment);
  const functionOn = (place: Obstacle | undefined): UserFunction[] =>
    place && place.kind !== 'policy' ? [{ ...place, arn: mine[place.kind]() }] : [];
  return ALL_PATHS.map((pattern) => ({
    pattern,
    functions: functionOn(pattern === cell.target ? target : pattern === ASSETS_PATH ? elsewhere : undefined),
    ...(pattern === cell.target && target?.kind === 'policy' && { policyId: MANAGED_POLICY }),
  }));
}

function presentOn({ present }: Cell, attachment: Attachment): { target?: Obstacle; elsewhere?: Obstacle } {
  const { lambdas, freeForLambda, freeForFunction, obstacle } = attachment;
  switch (present) {
    case 'nothing': return {};
    case 'an obstacle': return { target: obstacle };
    case 'a Lambda': return {
      target: { kind: 'lambda', event: freeForLambda },
      elsewhere: { kind: 'lambda', event: lambdas[0] ?? 'origin-request' },
    };
    case 'a CloudFront Function': return {
      ...(freeForFunction !== undefined && { target: { kind: 'function', event: freeForFunction } }),
      elsewhere: { kind: 'function', event: 'viewer-request' },
    };
  }
}

/** The managed policy SecurityHeadersPolicy. */
const MANAGED_POLICY = '67f7725c-6f97-4210-82d7-5512b31e9d03';
