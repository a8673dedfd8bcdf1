import { InvalidArgumentError } from 'commander';
import { PREFIX } from '../../../core/redirects/store/keys';

/** An object in a bucket. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

const STORE_ARN = /^arn:aws:cloudfront::\d{12}:key-value-store\/[\w-]+$/;

/** `--kvs`: the ARN of a store, as CloudFormation and the console show it. */
export function storeArn(text: string): string {
  if (STORE_ARN.test(text)) return text;
  throw new InvalidArgumentError('Write an ARN such as arn:aws:cloudfront::123456789012:key-value-store/ID.');
}

/** `--s3 s3://bucket/path/to/rules.bin`. */
export function objectPlace(text: string): ObjectPlace {
  const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/.exec(text) ?? [];
  if (bucket !== undefined && !key.endsWith('/')) return { bucket, key };
  throw new InvalidArgumentError('Write a URI such as s3://bucket/redirects.bin.');
}

/** The URI of an object, as messages have it. */
export function placeText({ bucket, key }: ObjectPlace): string {
  return `s3://${bucket}/${key}`;
}

/** `--prefix`, as `RedirectSource.fromKeyValueStore` has it. */
export function storePrefix(text: string): string {
  if (PREFIX.test(text)) return text;
  throw new InvalidArgumentError('Write at most 32 letters, digits, dots, hyphens and underscores.');
}

const READS = /^(query|host|country|language|method|query:[^*]+\*?|header:[\w-]+|cookie:[^*]+)$/;

/** `--reads query,country,cookie:plan`: what the `reads` of the source declare. */
export function declaredReads(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim().replace(/^header:.*/, (header) => header.toLowerCase()));
  if (text.trim() === 'nothing') return [];
  if (parts.every((part) => READS.test(part))) return parts;
  throw new InvalidArgumentError('Write a list such as query,country,cookie:plan, or nothing.');
}
