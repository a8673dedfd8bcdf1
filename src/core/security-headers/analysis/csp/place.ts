import type { FindingCode } from '../codes';
import { finding, type Finding } from '../finding';

const HEADER = 'content-security-policy';

/** A finding about a policy, or a directive or a value of it. */
export function cspFinding(code: FindingCode, message: string, directive?: string, value?: string): Finding {
  return finding(code, { header: HEADER, directive, value }, message);
}
