/**
 * The edge manifest: which function of a distribution runs which steps, and where each rule was written. Written at
 * synth into the cloud assembly, next to the template of the distribution; read by the preview and the command line.
 */
import type { EdgeEvent, EdgeHost } from '../facts/edge-events';

/** Incremented when a reader of the current version would misread the file. */
export const MANIFEST_VERSION = 1;

export interface EdgeManifest {
  readonly version: typeof MANIFEST_VERSION;
  readonly distribution: ManifestResource & {
    /** Construct path. */
    readonly path: string;
  };
  readonly functions: readonly ManifestFunction[];
}

/** A resource of a template, which is a file in the same folder as the manifest. */
export interface ManifestResource {
  readonly template: string;
  readonly logicalId: string;
}

export interface ManifestFunction extends ManifestResource {
  readonly host: EdgeHost;
  readonly event: EdgeEvent;
  /** Path patterns of the behaviors that it runs on; `*` is the default behavior. */
  readonly behaviors: readonly string[];
  /** In the order in which they run. */
  readonly steps: readonly ManifestStep[];
}

export interface ManifestStep {
  /** The prebuilt part that runs it, e.g. `redirect`. */
  readonly part: string;
  /**
   * Its configuration. Values that are only known at deploy time are intrinsic functions, as in the template. Long
   * strings are truncated. Absent if it cannot be serialized.
   */
  readonly config?: unknown;
  /** The constructs that contribute it: equal steps of several constructs share a function. */
  readonly constructs: readonly ManifestConstruct[];
  /** The compiled rules of a redirector. */
  readonly program?: ManifestProgram;
}

export interface ManifestConstruct {
  readonly path: string;
  /** The behaviors of the function that the construct selects. */
  readonly behaviors: readonly string[];
  /** Where its rules were written; constructs with equal rules may read them from different files. */
  readonly rules?: ManifestRules;
}

/** Size and hash of the compiled rules, with which a reader checks that it has the same ones. */
export interface ManifestProgram {
  readonly bytes: number;
  readonly sha256: string;
  /** Name of their file in the asset if the code of the function is an asset; otherwise they are in the code. */
  readonly file: string;
  /** The rules in base64, if the function has them in another form: a CloudFront Function. */
  readonly data?: string;
}

export interface ManifestRules {
  readonly count: number;
  /** As the user wrote them; absolute paths are relative to the folder of the app. */
  readonly files: readonly string[];
  /** The place of each rule, by its number in decisions; see `packPlaces`. */
  readonly places: readonly number[];
  /**
   * The first rules with the status of an error; absent if there are none, and from versions that did not list them.
   */
  readonly errors?: readonly ManifestErrorRule[];
}

/** How many rules with the status of an error are listed. */
export const ERROR_RULES_MAX = 100;

export interface ManifestErrorRule {
  /** The number of the rule, as in decisions. */
  readonly rule: number;
  readonly status: number;
  /** What it matches, as in the file. */
  readonly from: string;
}

/**
 * The file name of a manifest, from the template and the logical id of the distribution: `Web.Site1A2B3C4D.edge.json`.
 */
export function manifestFileName({ template, logicalId }: ManifestResource): string {
  return `${template.replace(/(\.template)?\.json$/, '')}.${logicalId}.edge.json`;
}
