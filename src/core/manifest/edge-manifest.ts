/**
 * The edge manifest: which function of a distribution runs which steps, and where each rule was written. Synth writes
 * it into the cloud assembly, beside the template of the distribution; the preview and the command line read it.
 */
import type { EdgeEvent, EdgeHost } from '../facts/edge-events';

/** Another number wherever a reader of this one would misunderstand what is written. */
export const MANIFEST_VERSION = 1;

export interface EdgeManifest {
  readonly version: typeof MANIFEST_VERSION;
  readonly distribution: ManifestResource & {
    /** Construct path. */
    readonly path: string;
  };
  readonly functions: readonly ManifestFunction[];
}

/** A resource by the template that has it: a file in the folder of the manifest. */
export interface ManifestResource {
  readonly template: string;
  readonly logicalId: string;
}

export interface ManifestFunction extends ManifestResource {
  readonly host: EdgeHost;
  readonly event: EdgeEvent;
  /** Path patterns of the behaviors that have it; `*` is the default one. */
  readonly behaviors: readonly string[];
  /** In running order. */
  readonly steps: readonly ManifestStep[];
}

export interface ManifestStep {
  /** The prebuilt part that runs it, e.g. `redirect`. */
  readonly part: string;
  /**
   * What it was configured with, in the words of the template where a value is only known at deploy time. Long texts
   * are cut. Absent where it cannot be written down.
   */
  readonly config?: unknown;
  /** Who asked for it: equal steps of several constructs share a function. */
  readonly constructs: readonly ManifestConstruct[];
  /** The compiled rules of a redirector. */
  readonly program?: ManifestProgram;
}

export interface ManifestConstruct {
  readonly path: string;
  /** Those of the behaviors of the function that it is on. */
  readonly behaviors: readonly string[];
  /** Where its rules were written; constructs with equal rules may have them from different files. */
  readonly rules?: ManifestRules;
}

/** Compiled rules, by which a reader sees that it has those which the manifest is about. */
export interface ManifestProgram {
  readonly bytes: number;
  readonly sha256: string;
  /** Name of their file, where the code of the function is an asset; otherwise they are in the code. */
  readonly file: string;
}

export interface ManifestRules {
  readonly count: number;
  /** As the user gave them; absolute paths are written as seen from the folder of the app. */
  readonly files: readonly string[];
  /** Where each rule stands, by its number in decisions; see `packPlaces`. */
  readonly places: readonly number[];
}

/** The manifest of a distribution, by the file of its template and its logical id: `Web.Site1A2B3C4D.edge.json`. */
export function manifestFileName({ template, logicalId }: ManifestResource): string {
  return `${template.replace(/(\.template)?\.json$/, '')}.${logicalId}.edge.json`;
}
