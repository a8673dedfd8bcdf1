import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Distribution, ResponseHeadersPolicy, type IResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import helmet from 'helmet';
import {
  ContentSecurityPolicy, CrossOriginOpenerPolicy, CrossOriginResourcePolicy, CspSource, SecurityHeader, SecurityHeaders,
  SecurityHeadersPreset, WeakPolicyAction, type SecurityHeadersProps,
} from '../../../src';
import { createPreview, type Preview } from '../../../src/preview/create-preview';
import { workerFile } from '../../preview/support/worker';

export const CONTENT = join(__dirname, '..', 'browsers', 'content');
const DOMAIN = 'www.example.com';

type Props = Partial<SecurityHeadersProps>;
const { STRICT } = SecurityHeadersPreset;

/** The inline script and style of the page that a build would write, as `features.html` has them. */
const page = readFileSync(join(CONTENT, 'site', 'features.html'), 'utf8');
const inline = (tag: string) => CspSource.hash(
  `sha256-${createHash('sha256').update(new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(page)![1]!).digest('base64')}`);
const HASHES = { scriptSrc: [inline('script')], styleSrc: [inline('style')] };
const HANDLER = CspSource.hashOf("hit('o:event-handler')");
const PARTNER = CspSource.host('https://partner-opened.test');

/** Everything that the documentation names as the way to open a value of `BALANCED`. */
const OPENED: Props = {
  contentSecurityPolicy: ContentSecurityPolicy.balanced().extend({
    defaultSrc: [CspSource.SELF],
    scriptSrc: [inline('script'), CspSource.UNSAFE_HASHES, HANDLER, CspSource.WASM_UNSAFE_EVAL, PARTNER],
    styleSrc: [CspSource.UNSAFE_INLINE, PARTNER],
    fontSrc: [PARTNER],
    connectSrc: [PARTNER, CspSource.host('ws://opened.test')],
    frameSrc: [PARTNER],
    formAction: [PARTNER],
    frameAncestors: [PARTNER],
  }).replace({ objectSrc: [CspSource.SELF] }),
  omit: [SecurityHeader.FRAME_OPTIONS],
  crossOriginOpenerPolicy: CrossOriginOpenerPolicy.UNSAFE_NONE,
  crossOriginResourcePolicy: CrossOriginResourcePolicy.CROSS_ORIGIN,
  weakPolicy: WeakPolicyAction.IGNORE,
};

/** `'unsafe-eval'` includes what WebAssembly needs, which is to be tried by itself. */
const EVALUATED: Props = {
  contentSecurityPolicy: ContentSecurityPolicy.balanced().extend({ scriptSrc: [CspSource.UNSAFE_EVAL] }),
  weakPolicy: WeakPolicyAction.IGNORE,
};

/** Headers of others, which are sent as they are. */
export type Recorded = Readonly<Record<string, string>>;

/** What the default options of helmet send: it writes to the response that Express gives to it. */
export function helmetHeaders(): Recorded {
  const headers: Record<string, string> = {};
  const setHeader = (name: string, value: string) => (headers[name] = value);
  const response = { setHeader, removeHeader: () => undefined } as unknown as ServerResponse;
  helmet()({} as IncomingMessage, response, () => undefined);
  return headers;
}

export const SETS = {
  balanced: { contentSecurityPolicy: ContentSecurityPolicy.balanced().extend(HASHES) },
  strict: { preset: STRICT, contentSecurityPolicy: ContentSecurityPolicy.strict().extend(HASHES) },
  opened: OPENED,
  evaluated: EVALUATED,
  helmet: undefined,
  aws: undefined,
  none: undefined,
} satisfies Record<string, Props | undefined>;
export type SetName = keyof typeof SETS;
export const SET_NAMES = Object.keys(SETS) as SetName[];

/** A site as it is deployed, with the headers of a construct or of a policy of AWS, in the preview. */
export function previewOf(
  outdir: string, folder: string, headers: { ours?: Props; policy?: IResponseHeadersPolicy } = {},
): Preview {
  const stack = new Stack(new App({ analyticsReporting: false, outdir }), 'Web');
  const distribution = new Distribution(stack, 'Site', {
    defaultRootObject: 'index.html',
    defaultBehavior: { origin: new HttpOrigin(DOMAIN), responseHeadersPolicy: headers.policy },
  });
  if (headers.ours !== undefined) new SecurityHeaders(stack, 'Headers', { distribution, ...headers.ours });
  const cloudAssembly = (stack.node.root as App).synth().directory;
  return createPreview({
    cloudAssembly,
    workerFile: workerFile(),
    listen: { port: 0 },
    origins: { [DOMAIN]: folder },
    onFault: (fault) => { throw fault; },
  });
}

/** The page of the browser tests with one set of headers. */
export function previewOfSet(name: SetName, outdir: string): Preview {
  const policy = name === 'aws' ? ResponseHeadersPolicy.SECURITY_HEADERS : undefined;
  return previewOf(outdir, join(CONTENT, 'site'), { ours: SETS[name], policy });
}
