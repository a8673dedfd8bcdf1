import { Reference, Token, Tokenization, type Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { GroupedOrigin, OriginGroup } from './origin-groups';
import type { FailoverGroup } from '../../core/failover/config';

/** What a function can compare of an origin, as far as it is known at synth. */
interface Signs {
  readonly domainName?: string;
  /** To compare two domain names that are only known at deploy time. */
  readonly domain: string;
  readonly path?: string;
  readonly kind: 's3' | 'custom';
  readonly headers: readonly (readonly [name: string, value: string])[];
}

type Apart = Omit<FailoverGroup, 'statuses'>;

/** Tells origins apart for the functions of one stack. */
export class OriginSigns {
  /** The token of each domain name, so that equal steps stay equal. */
  private readonly tokens = new Map<string, string>();

  /** `distribution` and `functions` are stacks: those of another Region cannot refer to each other. */
  constructor(private readonly distribution: Stack, private readonly functions: Stack) {}

  /**
   * What tells the primary origin from the secondary one; undefined if nothing does. A domain name that is only known
   * at deploy time comes last, since code with such a value has to be in the template. `mayHaveValues` says whether it
   * can be.
   */
  tellApart({ primary, secondary, mediaQuality }: OriginGroup, mayHaveValues: boolean): Apart | undefined {
    if (primary === undefined || secondary === undefined || mediaQuality) return undefined;
    const [own, other] = [this.signsOf(primary), this.signsOf(secondary)];
    const apart = own.domain !== other.domain;
    const named = own.domainName === undefined ? {} : { domainName: own.domainName };
    if (apart && own.domainName !== undefined) return named;
    if (own.path !== undefined && own.path !== other.path) return { ...named, path: own.path };
    if (apart && other.domainName !== undefined) return { otherThan: other.domainName };
    if (own.kind !== other.kind) return { ...named, kind: own.kind };
    const header = own.headers.find(([name, value]) => !other.headers.some(([n, v]) => n === name && v === value));
    if (header !== undefined) return { ...named, header };
    const token = apart && mayHaveValues ? this.token(primary) : undefined;
    return token === undefined ? undefined : { domainName: token };
  }

  private signsOf(origin: GroupedOrigin): Signs {
    const { DomainName: domain, OriginPath: path = '', CustomOriginConfig: custom, written } = origin;
    const headers = Array.isArray(origin.OriginCustomHeaders) ? origin.OriginCustomHeaders as any[] : [];
    const bucket = bucketName(this.functions, written) ?? literalBeginning(domain);
    // CloudFront may ask a bucket by its regional name or by the global one.
    const domainName = bucket === undefined ? literal(domain)?.toLowerCase() : `${bucket}.s3.`;
    return {
      domainName,
      domain: domainName ?? JSON.stringify(domain),
      path: literal(path)?.replace(/\/$/, ''),
      kind: custom === undefined ? 's3' : 'custom',
      headers: headers.flatMap(({ HeaderName: name, HeaderValue: value }) => {
        const [key, text] = [literal(name), literal(value)];
        return key === undefined || text === undefined ? [] : [[key.toLowerCase(), text] as const];
      }),
    };
  }

  /** The domain name as CloudFormation fills it in; undefined if it cannot. */
  private token({ DomainName: rendered, written }: GroupedOrigin): string | undefined {
    const key = JSON.stringify(rendered);
    if (this.functions !== this.distribution || key.includes('{{resolve:')) return undefined;
    const text = this.tokens.get(key) ?? Token.asString(written);
    this.tokens.set(key, text);
    return text;
  }
}

/** A text that is known at synth: no intrinsic function, and no dynamic reference. */
function literal(value: unknown): string | undefined {
  return typeof value === 'string' && !value.includes('{{resolve:') ? value : undefined;
}

/** `my-bucket` of `my-bucket.s3.eu-west-1.amazonaws.com`, whose end may be a pseudo parameter. */
function literalBeginning(rendered: unknown): string | undefined {
  const { 'Fn::Join': [, [first = undefined] = []] = [] } = Object(rendered) as { 'Fn::Join'?: [string, unknown[]] };
  const text = typeof rendered === 'string' ? rendered : first;
  return typeof text === 'string' ? /^([a-z0-9.-]+)\.s3\./.exec(text)?.[1] : undefined;
}

const OF_BUCKETS = ['RegionalDomainName', 'DomainName', 'DualStackDomainName'];

/** The name of a bucket of this app that an attribute refers to, if the name is known at synth. */
function bucketName(stack: Stack, written: unknown): string | undefined {
  const reference: unknown = typeof written === 'string' ? Tokenization.reverseString(written).firstToken : written;
  if (!Reference.isReference(reference) || !OF_BUCKETS.includes(reference.displayName)) return undefined;
  const { target } = reference;
  if (!CfnBucket.isCfnBucket(target)) return undefined;
  try {
    const name: unknown = stack.resolve(target.bucketName);
    return typeof name === 'string' ? name : undefined;
  } catch {
    // A name that the CDK generates only when another environment needs it.
    return undefined;
  }
}
