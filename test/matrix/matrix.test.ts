import { rmSync } from 'node:fs';
import { ATTACHMENTS } from './attachments';
import { allCells, createApp, type Cell } from './cells';
import { KINDS } from './distributions';
import { expectAttached } from './expectations';
import { synthesize } from './templates';

// The deprecated kind prints a warning with each use.
jest.spyOn(console, 'warn').mockImplementation();

/**
 * For every kind of distribution, the template can be deployed, or the app is refused with a code and the construct
 * to look at.
 */
describe.each(KINDS)('%s', (kind) => {
  const cells = allCells().filter((cell) => cell.kind === kind);

  it.each(cells.filter((c) => c.present !== 'an obstacle').map((c) => [c.name, c] as const))(
    '%s: attaches',
    (name, cell) => {
      const plain = createApp(cell, { attached: false });
      const before = synthesize(plain.app, plain.stack);
      const { app, stack } = createApp(cell, { attached: true });
      expectAttached(cell, ATTACHMENTS[cell.attachment], synthesize(app, stack, name), before);
    },
  );

  it.each(cells.filter((c) => c.present === 'an obstacle').map((c) => [c.name, c] as const))(
    '%s: refuses',
    (_, cell) => {
      const { code, owner } = ATTACHMENTS[cell.attachment].refusal;
      const message = refusalOf(cell);
      expect(message).toMatch(
        new RegExp(
          `^(Prod/)?Web/(.*/)?${owner}: 1 problem\n  .*"${cell.target.replaceAll('*', '\\*')}".*  \\[${code}\\]$`,
        ),
      );
    },
  );
});

function refusalOf(cell: Cell): string {
  const { app } = createApp(cell, { attached: true });
  try {
    app.synth();
    return 'not refused';
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}
