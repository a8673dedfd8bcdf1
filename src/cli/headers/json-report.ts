import type { Judged } from './judged';
import type { HeaderField } from '../../core/security-headers/analysis/finding';

/** `headers` and `findings`; of an app with several policies, those of each in `policies`, and all findings. */
export function jsonReport(judged: readonly Judged[]): string {
  const [first] = judged;
  const responses = judged.map(dataOf);
  if (first?.behaviors === undefined) return JSON.stringify(responses[0] ?? { headers: {}, findings: [] }, null, 2);
  const findings = judged.flatMap(({ title, findings: found }) => found.map((one) => ({ policy: title, ...one })));
  return JSON.stringify({ headers: responses[0].headers, findings, policies: responses }, null, 2);
}

function dataOf({ title, status, behaviors, headers, findings, skipped, score }: Judged) {
  return {
    source: title,
    ...(status !== undefined && { status }),
    ...(behaviors !== undefined && { behaviors }),
    headers: joined(headers),
    findings,
    score,
    skipped,
  };
}

/** By name in lower case; a header that is sent several times has a list. */
function joined(headers: readonly HeaderField[]): Record<string, string | string[]> {
  const all = new Map<string, string[]>();
  for (const { name, value } of headers) {
    const lower = name.toLowerCase();
    all.set(lower, [...all.get(lower) ?? [], value]);
  }
  return Object.fromEntries([...all].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
