import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { LambdaEdgeEventType, type IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { patternOf, type ConstructModel, type SiteModel } from './model';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeRedirector, EdgeStep,
  EdgeStepHost, ErrorAction, ErrorStatuses, ExistingAttachments, ExistingFunctionOrder, PolicyConflicts,
  RedirectEventType, RedirectSource, SecurityHeaders,
} from '../../src';

const FOLDER = mkdtempSync(join(tmpdir(), 'any-steps-'));

/** Adds one of our constructs. */
export function attach(
  stack: Stack, id: string, distribution: IDistributionRef, model: ConstructModel, { behaviors: all }: SiteModel,
): void {
  const behaviors = selector(model, all.length);
  const existing = existingOf(model);
  const common = { distribution, behaviors, existing };
  switch (model.kind) {
    case 'redirector': new EdgeRedirector(stack, id, {
      ...common, event: eventOf(RedirectEventType, redirectEvent(model)), source: RedirectSource.fromInline(`{ "/${id}": "/target" }`),
    }); break;
    case 'masker': new EdgeErrorMasker(stack, id, {
      ...common, rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo(`/404-${id}.html`) }],
    }); break;
    case 'headers': new SecurityHeaders(stack, id, common); break;
    case 'own-domain': new SecurityHeaders(stack, id, {
      ...common,
      contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.distributionDomain()] }),
    }); break;
    case 'step': new EdgeCustomStep(stack, id, {
      ...common, event: eventOf(LambdaEdgeEventType, model.event), step: stepOf(id, model.host),
    });
  }
}

function selector({ behaviors }: ConstructModel, count: number): EdgeBehaviors {
  const first = patternOf(count > 1 ? 1 : 0);
  switch (behaviors) {
    case 'all': return EdgeBehaviors.all();
    case 'default': return EdgeBehaviors.defaultBehavior();
    case 'first': return EdgeBehaviors.paths(first);
    case 'all-except-first': return EdgeBehaviors.allExcept(first);
  }
}

/** Whether a construct selects the behavior with a pattern. */
export function selects({ behaviors }: ConstructModel, pattern: string, count: number): boolean {
  const first = patternOf(count > 1 ? 1 : 0);
  switch (behaviors) {
    case 'all': return true;
    case 'default': return pattern === '*';
    case 'first': return pattern === first;
    case 'all-except-first': return pattern !== first;
  }
}

/** The events on which a construct has a step. */
export function eventsOf({ kind, event }: Pick<ConstructModel, 'kind' | 'event'>): readonly string[] {
  if (kind === 'headers') return [];
  if (kind === 'redirector') return [redirectEvent({ event })];
  return kind === 'masker' || kind === 'own-domain' ? ['origin-response'] : [event];
}

function redirectEvent({ event }: Pick<ConstructModel, 'event'>): string {
  return event === 'viewer-response' ? 'viewer-request' : event;
}

function existingOf({ existing }: ConstructModel): ExistingAttachments | undefined {
  return existing && ExistingAttachments.compose({
    functionOrder: existing.order && ExistingFunctionOrder[existing.order],
    policyConflicts: existing.conflicts && PolicyConflicts[existing.conflicts],
  });
}

export const stepMarker = (id: string): string => `step-${id}-`;

function stepOf(id: string, host: ConstructModel['host']): EdgeStep {
  const file = join(FOLDER, `${id}-${host}.js`);
  writeFileSync(file, host === 'lambda-edge'
    ? `exports.handler = async (event) => { const { cf } = event.Records[0]; '${stepMarker(id)}'; return cf.response || cf.request; };`
    : `function handler(event) { var mark = '${stepMarker(id)}'; return event.response || event.request; }`);
  return EdgeStep.fromFile(file, {
    host: host === 'lambda-edge' ? EdgeStepHost.LAMBDA_EDGE : EdgeStepHost.CLOUDFRONT_FUNCTION,
  });
}

function eventOf<T extends Record<string, string>>(events: T, event: string): T[keyof T] {
  return Object.values(events).find((one) => one === event) as T[keyof T];
}
