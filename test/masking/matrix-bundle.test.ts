import { Template } from 'aws-cdk-lib/assertions';
import { loadFunction, type LambdaHandler } from '../support/bundles';
import { edgeEvent } from '../support/events';
import {
  ACCEPTS,
  ACTIONS,
  cellsOf,
  expected,
  ORIGIN_HEADERS,
  PLACES,
  STATUSES,
  type Action,
  type Cell,
} from './support/cells';
import { idOf, matrixApp } from './support/matrix-app';
import { object, S3Server } from './support/s3-server';

const s3 = new S3Server();
const handlers = new Map<string, LambdaHandler>();

beforeAll(async () => {
  await s3.start();
  s3.answer = object('<h1>From S3</h1>');
  const template = Template.fromStack(matrixApp().stack);
  for (const action of ACTIONS) {
    for (const [pattern, code] of functionsOf(template, action)) {
      const globals = { process: { env: s3.environment }, setTimeout, clearTimeout, URL, TextDecoder };
      handlers.set(`${action} ${pattern}`, loadFunction(code, undefined, globals));
    }
  }
});
afterAll(() => s3.stop());

/** The code on the origin-response slots of an action's distribution, as the template has it. */
function functionsOf(template: Template, action: Action): [pattern: string, code: string][] {
  const resources = template.toJSON().Resources;
  const distributions = Object.entries<any>(template.findResources('AWS::CloudFront::Distribution'));
  const [, distribution] = distributions.find(([id]) => id.replace(/[0-9A-F]{8}$/, '') === idOf(action))!;
  const { DefaultCacheBehavior, CacheBehaviors } = distribution.Properties.DistributionConfig;
  return [{ ...DefaultCacheBehavior, PathPattern: '*' }, ...CacheBehaviors].flatMap(
    ({ PathPattern, LambdaFunctionAssociations = [] }) =>
      LambdaFunctionAssociations.filter((a: any) => a.EventType === 'origin-response').map((a: any) => {
        const source =
          resources[resources[a.LambdaFunctionARN.Ref].Properties.FunctionName.Ref].Properties.Code.ZipFile;
        const code =
          typeof source === 'string'
            ? source
            : source['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : 'pages-bucket')).join('');
        return [PathPattern, code];
      }),
  );
}

async function answerTo(cell: Cell) {
  const handler = handlers.get(`${cell.action} ${cell.place === 'api' ? '/api/*' : '*'}`);
  const event = edgeEvent('origin-response', {
    status: cell.status,
    method: cell.method,
    uri: PLACES[cell.place],
    headers: ACCEPTS[cell.accept] === undefined ? {} : { Accept: ACCEPTS[cell.accept]! },
    responseHeaders: ORIGIN_HEADERS,
  });
  const original = event.Records[0].cf.response;
  return { original, result: handler ? await handler(event) : original };
}

describe.each(ACTIONS)('%s', (action) => {
  it.each(STATUSES)('%d', async (status) => {
    for (const cell of cellsOf(action, status)) {
      const { original, result } = await answerTo(cell);
      const wanted = expected(cell);
      if (wanted === undefined) {
        expect([cell, result === original]).toEqual([cell, true]);
        continue;
      }
      const headers = Object.fromEntries(
        Object.entries<any>(result.headers).map(([name, lines]) => [name, lines.map((l: any) => l.value).join()]),
      );
      // Without a body in the result, the origin's stays.
      const body = cell.action === 'status with body' ? undefined : wanted.body;
      const answer = { status: Number(result.status), headers, body: result.body };
      expect({ cell, ...answer }).toEqual({ cell, ...wanted, body });
    }
  });
});
