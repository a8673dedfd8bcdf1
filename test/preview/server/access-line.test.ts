import { accessLine } from '../../../src/preview/server/access-line';
import { site } from '../support/site';

test('one line says what was asked, answered and done', async () => {
  const running = site({ config: { CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html' }] } });
  await running.fetch('/missing?q=1');
  expect(accessLine(running.exchanges[0]!)).toMatch(/^\d\d:\d\d:\d\d GET \/missing\?q=1 404 Error \d+ ms {2}behavior: \* \| origin: .* answered 403 \| .* \| custom-error: 403 became \/404\.html with 404$/);
});

test('a request cannot write on the terminal', async () => {
  const running = site();
  await running.fetch('/a\x1b[2J\x9b');
  expect(accessLine(running.exchanges[0]!)).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
});
