import { boundedCode, type BoundedCode } from './bounded-code';
import { FunctionHere, type ResultHere } from './run-here';
import type { CloudFrontFunction } from '../../assembly/distribution';
import type { FunctionEvent } from '../function-event';
import { parseFunction } from '../parse-function';
import type { StoreFiles } from '../store-files';

/** The functions that run in the process of the preview, because their own code bounds what they take (ADR 038). */
export class FunctionsHere {
  private readonly known = new Map<string, { readonly version: number; readonly here?: FunctionHere }>();

  constructor(private readonly stores: StoreFiles) {}

  /** Runs a function; undefined if it has to run in a process. */
  invoke(fn: CloudFrontFunction, event: FunctionEvent): ResultHere | undefined | Promise<ResultHere | undefined> {
    return this.for(fn)?.invoke(event);
  }

  private for(fn: CloudFrontFunction): FunctionHere | undefined {
    const { keyValues, version } = this.stores.contentOf(fn);
    let known = this.known.get(fn.key);
    if (known === undefined || known.version !== version) {
      const { program, faults } = parseFunction(fn);
      const bounded = program === undefined || faults.length > 0 ? undefined : boundedCode(program, fn.code);
      known = { version, here: bounded && started(bounded, fn, keyValues) };
      this.known.set(fn.key, known);
    }
    return known.here;
  }
}

/** Code that cannot be compiled here is reported by its process. */
function started(
  bounded: BoundedCode, { runtime }: CloudFrontFunction, keyValues: Readonly<Record<string, string>> | undefined,
): FunctionHere | undefined {
  try {
    return new FunctionHere(bounded, keyValues, runtime);
  } catch (error) {
    if ((error as Error).name !== 'SyntaxError') throw error;
    return undefined;
  }
}
