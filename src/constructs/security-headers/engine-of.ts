import type { HeaderSettings } from './header-settings';
import { isManagedAlone } from './managed-policy';
import { SecurityHeadersEngine } from './security-headers-engine';
import type { SecurityHeadersOptions } from './security-headers-options';
import { SecurityHeadersPreset } from './security-headers-preset';
import { functionNeeds, planEngine, type EnginePlan, type FunctionNeed } from '../../core/security-headers/engine';

/** What sets the headers, and why. */
export interface Engine {
  readonly plan: EnginePlan;
  readonly needs: readonly FunctionNeed[];
}

export function engineOf(
  given: Partial<SecurityHeadersOptions>,
  { csp, cspReportOnly, removed }: HeaderSettings,
): Engine {
  const { engine = SecurityHeadersEngine.AUTO, documentsOnly } = given;
  const needs = functionNeeds({
    policies: [
      ['contentSecurityPolicy', csp],
      ['contentSecurityPolicyReportOnly', cspReportOnly],
    ],
    documentsOnly,
    removed: removed.length,
  });
  // What the preset is for: data that may be opened as a document.
  const documents = documentsOnly ?? (given.preset === SecurityHeadersPreset.API ? false : undefined);
  const plan = isManagedAlone(given) ? { policy: false, documents: false } : planEngine(engine, needs, documents);
  return { plan, needs };
}
