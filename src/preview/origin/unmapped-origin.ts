import { OriginFailure, type Origin } from './origin';
import type { OriginSettings } from '../assembly/distribution';
import type { EdgeResponse } from '../exchange/message';

/**
 * An origin that the preview must not or cannot reach. It says how to give it one; the internet is never called on its
 * own account.
 */
export class UnmappedOrigin implements Origin {
  readonly label = 'nothing yet';

  constructor(private readonly settings: OriginSettings) {}

  fetch(): Promise<EdgeResponse> {
    const cure = cureFor(this.settings);
    return Promise.reject(
      new OriginFailure(502, `The preview has no content for origin ${this.settings.domainName}. ${cure}`, cure),
    );
  }
}

export function cureFor({ kind, domainName }: OriginSettings): string {
  return kind === 'custom'
    ? `Start the preview with --origin ${domainName}=http://127.0.0.1:PORT (or any URL, or a folder).`
    : `Start the preview with --origin ${domainName}=FOLDER.`;
}
