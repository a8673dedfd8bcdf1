import { Reference, Token, Tokenization, type Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { GroupedOrigin, OriginGroup } from './origin-groups';
import type { FailoverGroup } from '../../core/failover/config';

/** What a function can compare of an origin. */
interface Signs {
  /** The domain name; undefined if it cannot be known in the stack of the function. */
  readonly domainName?: string;
  /** The domain name as in the template, to compare two. */
  readonly domain: string;
  readonly path: unknown;
  readonly kind: 's3' | 'custom';
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Domain names as they are in the functions of one stack. */
export class OriginSigns {
  /** The text of each domain name, so that equal steps stay equal. */
  private readonly texts = new Map<string, string>();

  /** `distribution` and `functions` are stacks: those of another Region cannot refer to each other. */
  constructor(private readonly distribution: Stack, private readonly functions: Stack) {}

  /** What tells the primary origin from the secondary one; undefined if nothing does. */
  tellApart({ primary, secondary, mediaQuality }: OriginGroup): Omit<FailoverGroup, 'statuses'> | undefined {
    if (primary === undefined || secondary === undefined || mediaQuality) return undefined;
    const [own, other] = [this.signsOf(primary), this.signsOf(secondary)];
    const named = own.domainName === undefined ? {} : { domainName: own.domainName };
    const apart = own.domain !== other.domain;
    if (apart && own.domainName !== undefined) return named;
    if (own.path !== other.path && typeof own.path === 'string') return { ...named, path: own.path };
    if (own.kind !== other.kind) return { ...named, kind: own.kind };
    const header = own.headers.find(([name, value]) => !other.headers.some(([n, v]) => n === name && v === value));
    if (header !== undefined) return { ...named, header };
    return apart && other.domainName !== undefined ? { otherThan: other.domainName } : undefined;
  }

  private signsOf(origin: GroupedOrigin): Signs {
    const { DomainName: domain, OriginPath: path = '', CustomOriginConfig: custom } = origin;
    const headers = Array.isArray(origin.OriginCustomHeaders) ? origin.OriginCustomHeaders as any[] : [];
    return {
      domainName: this.domainName(origin),
      domain: JSON.stringify(domain),
      path: typeof path === 'string' ? path.replace(/\/$/, '') : JSON.stringify(path),
      kind: custom === undefined ? 's3' : 'custom',
      headers: headers.filter((one) => typeof one?.HeaderName === 'string' && typeof one.HeaderValue === 'string')
        .map((one) => [one.HeaderName.toLowerCase(), one.HeaderValue]),
    };
  }

  private domainName({ DomainName: rendered, written }: GroupedOrigin): string | undefined {
    const bucket = bucketName(this.functions, written) ?? literalBeginning(rendered);
    // CloudFront may ask a bucket by its regional name or by the global one.
    if (bucket !== undefined) return `${bucket}.s3.`;
    if (typeof rendered === 'string') return rendered.toLowerCase();
    if (this.functions !== this.distribution) return undefined;
    const key = JSON.stringify(rendered);
    const text = this.texts.get(key) ?? Token.asString(written);
    this.texts.set(key, text);
    return text;
  }
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
