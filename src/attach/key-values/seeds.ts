import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AspectPriority, Aspects } from 'aws-cdk-lib';
import type { CfnKeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';

const PROPERTY = Symbol('cdk-cloudfront-edge.StoreSeeds');

/** The entries that a construct puts into a store when it is created. Read when all of them are known. */
export type Seed = () => ReadonlyMap<string, string>;

/** The file that a key value store is imported from, with the entries of all constructs that share the store. */
export class StoreSeeds {
  static of(store: CfnKeyValueStore): StoreSeeds {
    const owner = store as CfnKeyValueStore & { [PROPERTY]?: StoreSeeds };
    const known = owner[PROPERTY] ?? new StoreSeeds(store);
    if (owner[PROPERTY] === undefined) Object.defineProperty(owner, PROPERTY, { value: known });
    return known;
  }

  /** Whether a store has entries of constructs. */
  static has(store: CfnKeyValueStore): boolean {
    return (store as CfnKeyValueStore & { [PROPERTY]?: StoreSeeds })[PROPERTY] !== undefined;
  }

  private readonly seeds = new Map<string, Seed>();
  private imported = false;

  private constructor(private readonly store: CfnKeyValueStore) {
    // Before the functions are created, so that an aspect may not add a resource too late.
    Aspects.of(store).add({ visit: (node) => node === store && this.import() }, { priority: AspectPriority.MUTATING });
  }

  /** Adds entries. Returns whether others have the same prefix. */
  add(prefix: string, seed: Seed): boolean {
    const taken = this.seeds.has(prefix);
    this.seeds.set(prefix, seed);
    return taken;
  }

  private import(): void {
    if (this.imported) return;
    this.imported = true;
    const entries = [...this.seeds.values()].flatMap((seed) => [...seed()]);
    const data = entries.map(([key, value]) => ({ key, value }));
    const folder = mkdtempSync(join(tmpdir(), 'cdk-cloudfront-edge-'));
    const path = join(folder, 'data.json');
    writeFileSync(path, JSON.stringify({ data }));
    const scope = this.store.node.scope ?? this.store;
    const asset = new Asset(scope, 'EdgeSeed', { path });
    // With `cdk synth --no-staging` the template refers to the file itself.
    if (!scope.node.tryGetContext(DISABLE_ASSET_STAGING_CONTEXT)) rmSync(folder, { recursive: true, force: true });
    this.store.importSource = { sourceType: 'S3', sourceArn: asset.bucket.arnForObjects(asset.s3ObjectKey) };
  }
}
