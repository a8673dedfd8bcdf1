import type { BakedStep } from '../../src/attach/slots/contribution';
import type { SlotStep } from '../../src/core/slots/step';
import * as maskErrors from '../../src/handlers/lambda-edge/mask-errors.step';
import * as redirect from '../../src/handlers/lambda-edge/redirect.step';
import { createHandler, elsewhere, headerValue, logError, ourResponse } from '../../src/handlers/lambda-edge/slot';

export type LambdaHandler = (event: unknown) => Promise<any>;

/** What `bundles` builds, but from source: for runs that change the source, which is not visible in a bundle. */
export function builtFunction(steps: BakedStep[], log: (line: string) => void = () => undefined): LambdaHandler {
  const handler = createHandler(steps.map(stepOf));
  return async (event) => {
    const spy = jest.spyOn(console, 'log').mockImplementation(log);
    try {
      return await handler(event as Parameters<typeof handler>[0]);
    } finally {
      spy.mockRestore();
    }
  };
}

function stepOf({ part, config, data }: BakedStep): SlotStep {
  // As a template holds it.
  const baked = JSON.parse(JSON.stringify(config));
  switch (part) {
    case 'mask-errors': return maskErrors.create(baked);
    case 'redirect': return redirect.create(baked, { elsewhere, headerValue, logError, ourResponse }, data!);
    default: throw new Error(`there is no source of ${part} here`);
  }
}
