import { rmSync } from 'node:fs';
import type { App } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { eventsOf, selects, stepMarker } from './attach';
import { build } from './build';
import { CASES, Deployed, deployedBehaviors, invalid, type Case, type DeployedBehavior } from './deployed';
import { FUNCTIONS, sites, type SiteModel } from './model';
import { brokenReferences } from './references';
import { markerOf, OWN_HEADER } from './users';


import { CODES } from '../../src/core/problem/codes';

const RUNS = Number(process.env.RUNS ?? 60);

type Outcome = { readonly deployed: Deployed } | { readonly thrown: any };

const seenFolders: string[] = [];

function synthesized(app: App): Outcome {
  try {
    const assembly = app.synth();
    seenFolders.push(assembly.directory);
    return { deployed: new Deployed(assembly) };
  } catch (thrown) {
    return { thrown };
  }
}

afterEach(() => seenFolders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const counts: Record<string, number> = {};
const count = (name: string) => { counts[name] = (counts[name] ?? 0) + 1; };

test('every app is valid when deployed, or refused with a code and a cure', () => {
  fc.assert(fc.property(sites, (model) => {
    const before = synthesized(build(model, []));
    if ('thrown' in before) return void count('refused by the CDK');
    const after = synthesized(build(model));
    if ('thrown' in after) {
      checkRefusal(after.thrown);
    } else {
      count('accepted');
      expect(brokenReferences(after.deployed.templates)).toEqual([]);
      expect(quotas(after.deployed)).toEqual([]);
      for (const holds of CASES) expect(differences(model, before.deployed, after.deployed, holds)).toEqual([]);
    }
    seenFolders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  }), { numRuns: RUNS });
  if (process.env.RUNS) console.log(counts);
});

/** A refusal has known codes, each message a cure, and says a thing once. */
function checkRefusal(thrown: any): void {
  expect(thrown.name).toBe('EdgeConfigError');
  const codes = thrown.problems.map(({ code }: any) => code);
  codes.forEach(count);
  expect(codes.filter((code: string) => !(code in CODES))).toEqual([]);
  for (const { message } of thrown.problems) expect(message).toMatch(/[;:] /);
  expect(saidTwice(thrown.message.split('\n'))).toEqual([]);
}

/** The lines that a construct has twice, apart from the behaviors that they name. */
function saidTwice(lines: readonly string[]): string[] {
  let known = new Set<string>();
  return lines.filter((line) => {
    const text = line.replace(/behaviors? ("[^"]+"(, )?)+/, '').replace(/\b(is|are|has|have|it|them)\b/g, '');
    if (!line.includes('[EDGE_')) known = new Set();
    return known.has(text) || !known.add(text);
  });
}

function quotas({ templates }: Deployed): string[] {
  const empty = Object.entries(templates).filter(([, { Resources }]) => Resources === undefined);
  return empty.length > 0
    ? empty.map(([name]) => `${name} is empty`)
    : Object.values(templates)
      .flatMap(({ Resources }) => Object.values<any>(Resources))
      .flatMap(({ Type, Properties }) => {
        if (Type === 'AWS::CloudFront::Function') {
          const {
            FunctionCode,
            FunctionConfig: { KeyValueStoreAssociations: stores = [] },
          } = Properties;
          return FunctionCode.length > 10240 || stores.length > 1
            ? [`${Properties.Name}: ${FunctionCode.length}, ${stores.length} stores`]
            : [];
        }
        return [];
      });
}

/** How a deployment differs from what the user had and what our constructs promise. */
function differences(model: SiteModel, before: Deployed, after: Deployed, holds: Case): string[] {
  const old = deployedBehaviors(before.web, holds);
  const made = deployedBehaviors(after.web, holds);
  if (JSON.stringify(old.map(({ pattern }) => pattern)) !== JSON.stringify(made.map(({ pattern }) => pattern))) {return ['other behaviors'];}
  return [
    // Where two conditions hold at once, what the user had may be invalid already.
    ...old.flatMap((one, index) => invalid([one]).length > 0 ? [] : [...invalid([made[index]]), ...behaviorDifferences(model, before, one, after, made[index])]
      .map((text) => `${JSON.stringify(holds)} ${one.pattern} ${text}`)),
  ];
}

function behaviorDifferences(
  model: SiteModel,
  before: Deployed,
  old: DeployedBehavior,
  after: Deployed,
  made: DeployedBehavior,
): string[] {
  const own = model.constructs
    .map((one, index) => ({ ...one, id: `Ours${index}` }))
    .filter((one) => selects(one, old.pattern, model.behaviors.length));
  const events = new Set([...old.functions, ...made.functions].map(({ event }) => event));
  for (const one of own) eventsOf(one).forEach((event) => events.add(event));
  const policies = own.filter(({ kind }) => kind === 'headers' || kind === 'own-domain');
  return [
    ...(JSON.stringify(old.rest) === JSON.stringify(made.rest) ? [] : ['other properties have changed']),
    ...[...events].flatMap((event) => {
      const theirs = old.functions.filter((one) => one.event === event);
      const there = made.functions.filter((one) => one.event === event);
      const steps = own.filter((one) => eventsOf(one).includes(event));
      if (steps.length === 0) return JSON.stringify(theirs) === JSON.stringify(there) ? [] : [`changed ${event}`];
      const code = after.codeOf(there[0]?.arn) ?? '';
      if (!code.includes('edge')) return [`${event} has no function of this library: ${JSON.stringify(there)}`];
      const wanted = theirs.map(({ arn }) => FUNCTIONS.find((name) => before.codeOf(arn)?.includes(markerOf(name))));
      const found = FUNCTIONS.filter((name) => code.includes(markerOf(name)));
      return [
        ...(JSON.stringify(wanted) === JSON.stringify(found) ? [] : [`${event} runs ${found}, not ${wanted}`]),
        ...steps
          .filter(({ kind, id }) => kind === 'step' && !code.includes(stepMarker(id)))
          .map(({ id }) => `${event} without ${id}`),
      ];
    }),
    ...(policies.length === 0
      ? JSON.stringify(old.policy) === JSON.stringify(made.policy)
        ? []
        : ['changed the policy']
      : policyDifferences(before, old, after, made)),
  ];
}

function policyDifferences(before: Deployed, old: DeployedBehavior, after: Deployed, made: DeployedBehavior): string[] {
  const text = JSON.stringify(after.target(made.policy)?.resource ?? '');
  const own = JSON.stringify(before.target(old.policy)?.resource ?? '').includes(OWN_HEADER);
  return [
    ...(text.includes('StrictTransportSecurity') ? [] : ['not the policy of SecurityHeaders']),
    ...(text.includes(OWN_HEADER) === own ? [] : [`the policy of the user is ${own ? 'not ' : ''}in it`]),
    ...(typeof old.policy === 'string' && !text.includes('AccessControlAllowOrigins') ? ['the managed policy is not in it'] : []),
  ];
}
