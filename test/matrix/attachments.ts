import { join } from 'node:path';
import { LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { Site } from './distributions';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeErrorMaskerMixin,
  EdgeRedirector,
  EdgeStep,
  EdgeStepHost,
  ErrorAction,
  ErrorStatuses,
  PrettyUrls,
  RedirectEventType,
  RedirectSource,
  SecurityHeaders,
  SecurityHeadersMixin,
} from '../../src';

/** An obstacle that the user declared: a function on an event of the same behavior, or a policy. */
export type Obstacle = { readonly kind: 'lambda' | 'function'; readonly event: string } | { readonly kind: 'policy' };

/** Something of this library that an app attaches, the expected result, and an obstacle to it. */
export interface Attachment {
  readonly attach: (scope: Construct, site: Site, behaviors: EdgeBehaviors) => void;
  /** Events that get a function of the given kind. */
  readonly lambdas: readonly string[];
  readonly functions: readonly string[];
  readonly policy: boolean;
  readonly includeBody?: boolean;
  /** Events of the same behavior that stay free for the user; none if CloudFront would not mix the kinds. */
  readonly freeForLambda: string;
  readonly freeForFunction?: string;
  readonly obstacle: Obstacle;
  /** How the obstacle is reported, and by which construct. */
  readonly refusal: { readonly code: string; readonly owner: string };
}

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];
const source = RedirectSource.fromInline('[{ "from": "/old", "to": "/new", "query": "drop" }]');
const dynamicCsp = ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.distributionDomain()] });
const lambdaStep = EdgeStep.fromFile(join(__dirname, '..', 'support', 'step.js'));
const functionStep = EdgeStep.fromFile(join(__dirname, '..', 'support', 'function-step.js'), {
  host: EdgeStepHost.CLOUDFRONT_FUNCTION,
});

const originResponse = {
  lambdas: ['origin-response'],
  functions: [],
  policy: false,
  freeForLambda: 'viewer-request',
  freeForFunction: 'viewer-request',
  obstacle: { kind: 'lambda', event: 'origin-response' },
} as const;

export const ATTACHMENTS: Readonly<Record<string, Attachment>> = {
  'error pages': {
    ...originResponse,
    attach: (scope, { distribution }, behaviors) => new EdgeErrorMasker(scope, 'Errors', { distribution, behaviors, rules }),
    refusal: { code: 'EDGE_EVENT_TAKEN', owner: 'Errors' },
  },
  'redirects on viewer-request': {
    attach: (scope, { distribution }, behaviors) => new EdgeRedirector(scope, 'Redirects', {
      distribution, behaviors, source, host: EdgeStepHost.LAMBDA_EDGE,
    }),
    lambdas: ['viewer-request'],
    functions: [],
    policy: false,
    freeForLambda: 'origin-request',
    obstacle: { kind: 'function', event: 'viewer-response' },
    refusal: { code: 'EDGE_VIEWER_MIX', owner: 'Redirects' },
  },
  'redirects that choose their host': {
    attach: (scope, { distribution }, behaviors) => new EdgeRedirector(scope, 'Redirects', { distribution, behaviors, source }),
    lambdas: [],
    functions: ['viewer-request'],
    policy: false,
    freeForLambda: 'origin-request',
    freeForFunction: 'viewer-response',
    obstacle: { kind: 'function', event: 'viewer-request' },
    refusal: { code: 'EDGE_EVENT_TAKEN', owner: 'Redirects' },
  },
  'redirects on origin-response': {
    ...originResponse,
    attach: (scope, { distribution }, behaviors) => new EdgeRedirector(scope, 'Redirects', { distribution, behaviors, source, event: RedirectEventType.ORIGIN_RESPONSE }),
    refusal: { code: 'EDGE_EVENT_TAKEN', owner: 'Redirects' },
  },
  'headers with the distribution domain': {
    ...originResponse,
    attach: (scope, { distribution }, behaviors) => new SecurityHeaders(scope, 'Headers', { distribution, behaviors, contentSecurityPolicy: dynamicCsp }),
    policy: true,
    obstacle: { kind: 'policy' },
    refusal: { code: 'EDGE_POLICY_TAKEN', owner: 'Headers' },
  },
  'a step of the user on origin-request': {
    ...originResponse,
    attach: (scope, { distribution }, behaviors) => new EdgeCustomStep(scope, 'Step', {
      distribution, behaviors, step: lambdaStep, event: LambdaEdgeEventType.ORIGIN_REQUEST, includeBody: true,
    }),
    lambdas: ['origin-request'],
    includeBody: true,
    obstacle: { kind: 'lambda', event: 'origin-request' },
    refusal: { code: 'EDGE_EVENT_TAKEN', owner: 'Step' },
  },
  'a CloudFront Function of the user': {
    attach: (scope, { distribution }, behaviors) => new EdgeCustomStep(scope, 'Step', {
      distribution, behaviors, step: functionStep, event: LambdaEdgeEventType.VIEWER_REQUEST,
    }),
    lambdas: [],
    functions: ['viewer-request'],
    policy: false,
    freeForLambda: 'origin-request',
    freeForFunction: 'viewer-response',
    obstacle: { kind: 'function', event: 'viewer-request' },
    refusal: { code: 'EDGE_EVENT_TAKEN', owner: 'Step' },
  },
  'pretty URLs in a CloudFront Function': {
    attach: (scope, { distribution }, behaviors) => new EdgeRedirector(scope, 'Urls', {
      distribution, behaviors, prettyUrls: PrettyUrls.trailingSlash(), host: EdgeStepHost.CLOUDFRONT_FUNCTION,
    }),
    lambdas: [],
    functions: ['viewer-request'],
    policy: false,
    freeForLambda: 'origin-request',
    freeForFunction: 'viewer-response',
    obstacle: { kind: 'function', event: 'viewer-request' },
    refusal: { code: 'EDGE_EVENT_TAKEN', owner: 'Urls' },
  },
  'error pages as a mixin': {
    ...originResponse,
    attach: (_scope, { resource }, behaviors) => resource.with(new EdgeErrorMaskerMixin({ behaviors, rules })),
    refusal: { code: 'EDGE_EVENT_TAKEN', owner: 'EdgeMixins/EdgeErrorMasker' },
  },
  'headers as a mixin': {
    ...originResponse,
    attach: (_scope, { resource }, behaviors) => resource.with(new SecurityHeadersMixin({ behaviors })),
    lambdas: [],
    policy: true,
    obstacle: { kind: 'policy' },
    refusal: { code: 'EDGE_POLICY_TAKEN', owner: 'EdgeMixins/SecurityHeaders' },
  },
  'redirects, error pages and headers': {
    attach: (scope, { distribution }, behaviors) => {
      new SecurityHeaders(scope, 'Headers', { distribution, behaviors, contentSecurityPolicy: dynamicCsp });
      new EdgeErrorMasker(scope, 'Errors', { distribution, behaviors, rules });
      new EdgeRedirector(scope, 'Redirects', { distribution, behaviors, source, host: EdgeStepHost.LAMBDA_EDGE });
    },
    lambdas: ['viewer-request', 'origin-response'],
    functions: [],
    policy: true,
    freeForLambda: 'origin-request',
    obstacle: { kind: 'lambda', event: 'viewer-request' },
    refusal: { code: 'EDGE_EVENT_TAKEN', owner: 'Redirects' },
  },
};
