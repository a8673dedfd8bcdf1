import { Stack, type CfnResource } from 'aws-cdk-lib';
import { CfnResponseHeadersPolicy, type CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { resolvedWithReferences, targetOf } from './keep-references';
import { MANAGED_RESPONSE_HEADERS_POLICIES } from '../../core/facts/managed-policies';
import type { PolicyConfig } from '../../core/headers-policy/config';
import { hasIntrinsics, isIntrinsic } from '../../core/headers-policy/intrinsics';
import { managedConfig } from '../../core/headers-policy/managed';
import { Conditions } from '../conditions';
import { referenceName } from '../reference-name';
import { referredResource, renderedProperties } from '../rendered/rendered-resource';

/** A policy whose settings are known. */
export interface KnownPolicy {
  readonly kind: 'known';
  /** For messages. */
  readonly name: string;
  /** For the id of the construct that has its settings, too. */
  readonly id: string;
  /** Its resource; undefined for a managed policy. */
  readonly resource?: CfnResource;
  /** Whether nobody can change it. */
  readonly fixed: boolean;
  /** Its settings without name and comment, as they are now: an aspect may still change them. */
  readonly read: () => PolicyConfig;
}

/** One of two, or none, by a condition of the template. */
export interface EitherPolicy {
  readonly kind: 'either';
  readonly condition: string;
  readonly then: ExistingPolicy;
  readonly otherwise: ExistingPolicy;
}

/** A policy whose settings cannot be read. */
export interface UnknownPolicy {
  readonly kind: 'unknown';
  readonly name: string;
  readonly why: string;
}

/** The response headers policy that a behavior has; undefined if it has none. */
export type ExistingPolicy = KnownPolicy | EitherPolicy | UnknownPolicy | undefined;

/** Finds the policy that an id stands for: one of this app, or one of CloudFront's managed ones. */
export class ExistingPolicies {
  private readonly stack: Stack;
  private readonly conditions: Conditions;
  /** Many behaviors have the same policy. */
  private readonly byId = new Map<unknown, ExistingPolicy>();
  private readonly known = new Map<CfnResponseHeadersPolicy, KnownPolicy | UnknownPolicy>();

  constructor(distribution: CfnDistribution) {
    this.stack = Stack.of(distribution);
    this.conditions = Conditions.of(this.stack);
  }

  find(id: unknown): ExistingPolicy {
    if (!this.byId.has(id)) this.byId.set(id, this.read(resolvedWithReferences(this.stack, id)));
    return this.byId.get(id);
  }

  private read(id: unknown): ExistingPolicy {
    const settled = this.conditions.settled(id);
    if (settled === undefined) return undefined;
    const choice = isIntrinsic(settled) ? settled['Fn::If'] : undefined;
    if (Array.isArray(choice)) {
      const [condition, then, otherwise] = choice as unknown[];
      return { kind: 'either', condition: String(condition), then: this.read(then), otherwise: this.read(otherwise) };
    }
    const resource = targetOf(settled) ?? referredResource(this.stack, settled);
    if (CfnResponseHeadersPolicy.isCfnResponseHeadersPolicy(resource)) return this.ofApp(resource);
    const managed = typeof settled === 'string' ? MANAGED_RESPONSE_HEADERS_POLICIES[settled] : undefined;
    return managed === undefined ? unknown(this.stack, settled) : {
      kind: 'known',
      name: `CloudFront's managed ${managed.name}`,
      id: managed.name,
      fixed: true,
      read: () => managedConfig(managed),
    };
  }

  /** Read once, under whatever ids it has. */
  private ofApp(resource: CfnResponseHeadersPolicy): KnownPolicy | UnknownPolicy {
    const policy = this.known.get(resource) ?? this.readOfApp(resource);
    this.known.set(resource, policy);
    return policy;
  }

  private readOfApp(resource: CfnResponseHeadersPolicy): KnownPolicy | UnknownPolicy {
    const name = resource.node.path;
    const read = () => settings(resource);
    const now = read();
    if (isIntrinsic(now) || (Stack.of(resource) !== this.stack && hasIntrinsics(now))) {
      return { kind: 'unknown', name, why: Stack.of(resource) === this.stack ? AS_A_WHOLE : ELSEWHERE };
    }
    return { kind: 'known', name, id: resource.node.addr.slice(-8), resource, fixed: false, read };
  }
}

function settings(resource: CfnResource): PolicyConfig {
  const config: unknown = renderedProperties(resource).ResponseHeadersPolicyConfig ?? {};
  if (isIntrinsic(config)) return config as PolicyConfig;
  const { Name, Comment, ...rest } = config as PolicyConfig;
  return rest;
}

function unknown(stack: Stack, id: unknown): UnknownPolicy {
  return { kind: 'unknown', name: referenceName(stack, id), why: NOT_HERE };
}

const NOT_HERE = 'which is neither in this app nor one of CloudFront\'s managed ones, so that its settings are not '
  + 'known: create it in this app with ResponseHeadersPolicy';
const ELSEWHERE = 'which is in another stack and holds values that are only known at deploy time: write them as text, '
  + 'or create the policy in the stack of the distribution';
const AS_A_WHOLE = 'whose whole configuration is only known at deploy time: write it out, and put conditions on single '
  + 'values';
