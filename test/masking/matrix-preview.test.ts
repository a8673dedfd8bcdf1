import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from './support/ask';
import {
  ACCEPTS,
  ACTIONS,
  cellsOf,
  expected,
  ORIGIN_BODY,
  ORIGIN_HEADERS,
  PLACES,
  STATUSES,
  type Cell,
} from './support/cells';
import { API_ORIGIN, idOf, matrixApp, SITE_ORIGIN } from './support/matrix-app';
import { OriginServer } from './support/origin-server';
import { createPreview, type Preview } from '../../src/preview/create-preview';

/** What CloudFront itself writes on every response, and the framing. */
const FRAME = [
  'connection',
  'keep-alive',
  'date',
  'via',
  'x-amz-cf-id',
  'x-amz-cf-pop',
  'x-cache',
  'content-length',
  'transfer-encoding',
];

/** Without a body, in any case. */
const BODYLESS = [204, 304];

const origin = new OriginServer(ORIGIN_HEADERS, ORIGIN_BODY);
const directory = mkdtempSync(join(tmpdir(), 'matrix-'));
const previews = new Map<string, Preview>();

beforeAll(async () => {
  const url = await origin.start();
  const { directory: cloudAssembly } = matrixApp(directory).app.synth();
  for (const action of ACTIONS) {
    const preview = createPreview({
      cloudAssembly,
      distribution: `Matrix/${idOf(action)}`,
      origins: { [SITE_ORIGIN]: url, [API_ORIGIN]: url },
      listen: { port: 0 },
    });
    await preview.ready;
    previews.set(action, preview);
  }
}, 120_000);

afterAll(async () => {
  await Promise.all([...previews.values()].map((preview) => preview.close()));
  await origin.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function heard({ action, status, method, accept, place }: Cell) {
  const headers = { 'x-want': String(status), ...(ACCEPTS[accept] !== undefined && { accept: ACCEPTS[accept] }) };
  const answer = await ask(`${previews.get(action)!.url}${PLACES[place]}`, method, headers);
  return {
    ...answer,
    headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !FRAME.includes(name))),
  };
}

/** The same grid as through the built parts, with CloudFront's way around it. */
function wanted(cell: Cell) {
  const masked = expected(cell);
  const { status, headers, body } = masked ?? { status: cell.status, headers: ORIGIN_HEADERS, body: ORIGIN_BODY };
  return {
    status,
    headers: masked === undefined ? headers : { server: 'CloudFront', ...headers },
    body: cell.method === 'HEAD' || BODYLESS.includes(status) ? '' : body,
  };
}

describe.each(ACTIONS)('%s', (action) => {
  it.each(STATUSES)('%d', async (status) => {
    // All answers first: a request that is under way when a test fails would keep the preview open.
    const answers = await Promise.all(cellsOf(action, status).map(async (cell) => ({ cell, ...await heard(cell) })));
    for (const answer of answers) expect(answer).toEqual({ cell: answer.cell, ...wanted(answer.cell) });
  });
});
