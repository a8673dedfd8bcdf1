import { OriginFailure, type Origin } from './origin';
import type { OriginSettings } from '../assembly/distribution';
import type { EdgeResponse } from '../exchange/message';

/**
 * An origin without a local replacement. The preview never calls hosts on the internet unless the user passes them, so
 * it answers 502 with a hint.
 */
export class UnmappedOrigin implements Origin {
  readonly label = 'nothing yet';

  constructor(private readonly settings: OriginSettings) {}

  fetch(): Promise<EdgeResponse> {
    const hint = mappingHint(this.settings);
    return Promise.reject(
      new OriginFailure('unmapped', hint, `The preview has no content for origin ${this.settings.domainName}. ${hint}`),
    );
  }
}

export function mappingHint({ kind, domainName }: OriginSettings): string {
  return kind === 'custom'
    ? `Start the preview with --origin ${domainName}=http://127.0.0.1:PORT (or any URL, or a folder).`
    : `Start the preview with --origin ${domainName}=FOLDER.`;
}
