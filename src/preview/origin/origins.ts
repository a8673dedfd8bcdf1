import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { folderLayer, type BucketContent } from './bucket-content';
import type { CorsRule } from './bucket-cors';
import { HttpOrigin } from './http-origin';
import type { Origin } from './origin';
import { S3Origin } from './s3-origin';
import { mappingHint, UnmappedOrigin } from './unmapped-origin';
import { WebsiteOrigin, type WebsiteSettings } from './website-origin';
import { error, note, type Problem } from '../../core/problem';
import { constructPath } from '../assembly/cloud-assembly';
import type { Distribution, OriginSettings } from '../assembly/distribution';
import { isLoopback } from '../server/loopback';

/** What the assembly declares about the bucket of an origin. */
export interface BucketFacts {
  readonly content: BucketContent;
  readonly mayList: boolean;
  readonly website: WebsiteSettings;
  readonly cors: readonly CorsRule[];
}

/** Replaces all origins of a distribution. */
export class Origins {
  private readonly known = new Map<string, Origin>();

  constructor(
    private readonly distribution: Distribution,
    private readonly mapping: ReadonlyMap<string, string>,
    private readonly bucketOf: (origin: OriginSettings) => BucketFacts,
    /** Names of further buckets, which functions read. */
    private readonly read: readonly string[] = [],
  ) {}

  /**
   * The replacement of an origin. Its settings may differ from the declared ones, because a function can change the
   * origin.
   */
  for(settings: OriginSettings): Origin {
    const declared = [...this.distribution.origins.values()].find(
      (origin) => origin.domainName === settings.domainName,
    );
    const key = `${settings.domainName} ${settings.custom.protocolPolicy} ${settings.custom.httpPort} `
      + `${settings.custom.httpsPort}`;
    let origin = this.known.get(key);
    if (origin === undefined) {
      this.known.set(key, (origin = this.create({ ...settings, bucket: settings.bucket ?? declared?.bucket })));
    }
    return origin;
  }

  /** Whether a function may choose an origin that is not declared, by its domain name. */
  private get mayChange(): boolean {
    return this.distribution.behaviors.some(({ functions }) => (
      functions['origin-request'] !== undefined || functions['viewer-request']?.host === 'cloudfront-function'));
  }

  /** Errors in the mapping, and notes on origins that have no content. */
  problems(): Problem[] {
    const problems: Problem[] = [];
    const declared = [...this.distribution.origins.values()];
    for (const [id, target] of this.mapping) {
      const path = `--origin ${id}`;
      const isKnown = this.read.includes(id) || declared.some((origin) => namesOf(origin).includes(id));
      if (!isKnown && !(this.mayChange && id.includes('.'))) {
        const choices = [...declared.map((origin) => origin.domainName), ...this.read].join(', ');
        const message = `no origin has the name ${JSON.stringify(id)}; expected one of ${choices}`;
        problems.push(error('EDGE_PREVIEW_ORIGIN_UNKNOWN', message, path));
      }
      if (!isUrl(target) && !(existsSync(target) && statSync(target).isDirectory())) {
        const message = `${resolve(target)} is not a folder; pass an existing folder or a URL`;
        problems.push(error('EDGE_PREVIEW_ORIGIN_FOLDER', message, path));
      }
    }
    for (const origin of declared) {
      if (this.for(origin) instanceof UnmappedOrigin) {
        problems.push(
          note('EDGE_PREVIEW_ORIGIN_UNMAPPED', `origin ${origin.domainName} answers 502: ${mappingHint(origin)}`),
        );
      }
    }
    return problems;
  }

  close(): void {
    for (const origin of this.known.values()) origin.close?.();
  }

  private create(settings: OriginSettings): Origin {
    const target = namesOf(settings).map((name) => this.mapping.get(name)).find((to) => to !== undefined);
    const { content, mayList, website, cors } = this.bucketOf(settings);
    const serve = (label: string, from: BucketContent) => (
      settings.kind === 's3-website' ? new WebsiteOrigin(label, from, website, cors)
        : new S3Origin(label, from, { mayList, cors })
    );
    if (target !== undefined) {
      return isUrl(target)
        ? new HttpOrigin(new URL(target))
        : serve(`folder ${target}`, [folderLayer(resolve(target))]);
    }
    if (content.length > 0) return serve('what is deployed to the bucket', content);
    return isLoopback(settings.domainName) ? new HttpOrigin(declaredUrl(settings)) : new UnmappedOrigin(settings);
  }
}

/** The names by which a user can refer to an origin. */
export function namesOf({ id, domainName, bucket }: OriginSettings): string[] {
  return bucket === undefined
    ? [domainName, id]
    : [domainName, id, bucket.logicalId, constructPath(bucket.stack, bucket.logicalId)];
}

function isUrl(target: string): boolean {
  return /^https?:\/\//.test(target) && URL.canParse(target);
}

function declaredUrl({ domainName, custom }: OriginSettings): URL {
  return custom.protocolPolicy === 'https-only'
    ? new URL(`https://${domainName}:${custom.httpsPort}`)
    : new URL(`http://${domainName}:${custom.httpPort}`);
}
