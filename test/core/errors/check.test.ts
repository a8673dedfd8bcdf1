import { listed, ranged, redirect, rule, source } from './support';
import { checkMask } from '../../../src/core/errors/check';
import { PAGE_MAX_BYTES } from '../../../src/core/errors/limits';
import { PLACEHOLDER_MAX_BYTES } from '../../../src/core/errors/placeholders';
import type { ActionSource, MaskSource, RuleSource } from '../../../src/core/errors/rules';

const found = (rules: RuleSource[], more: Partial<MaskSource> = {}, isToken = (_: string) => false) =>
  checkMask(source(rules, more), isToken).map((p) => `${p.path} ${p.code}`);
const page = (...parts: (string | 0 | 1 | 2 | 3)[]): ActionSource => ({
  kind: 'respond',
  page: { type: 'text/html', parts },
  cacheTtlSec: 10,
});
const stored = (key: string): ActionSource => (
  { kind: 'respond', page: { type: 'text/html', bucket: 'b', region: 'r', key, refreshMs: 1, timeoutMs: 1 }, cacheTtlSec: 10 }
);

describe('the location of a redirect', () => {
  it.each(['/404.html', '/f%C3%A9hler.html', 'https://status.example.com/', 'https://status.example.com', '/?a=b#c',
    '/.well-known/x', '/a/...', '/a..b/.c', '/x?u=/../y#/../z', '/a//b', '/a%2Fb', 'https://h.example//x'])('may be %s', (location) => {
    expect(found([rule(listed(404), redirect(location))])).toEqual([]);
  });

  it.each([
    '', '404.html', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 'https:///x', 'https://user@evil.example/', '/a b', '/a\r\nx: y', '/fehler-ü.html', '/a\\b',
    '/.//evil.example', '/x/..//evil.example', '/%2e//evil.example', '/./404.html', '/a/../404.html', '/..', '/a/%2E.', '/.%2Fevil.example', '/a%2f..%5cb',
    '/%2Fevil.example', '/%5cevil.example', '/%09/evil.example', 'https://www.example.com/a/../b', 'https://www.example.com/..', '/./?x=1', '/a/..#x',
  ])('may not be %j', (location) => {
    expect(found([rule(listed(404), redirect(location))])).toEqual(['rules[0].action.location EDGE_MASK_LOCATION']);
  });

  it('is not checked if it is only known at deploy time', () => {
    expect(found([rule(listed(404), redirect('${Token[1]}'))], {}, () => true)).toEqual([]);
  });

  it.each([300, 304, 305, 306, 200, 302.5])('cannot have status %s', (status) => {
    expect(found([rule(listed(404), redirect('/x', { status }))])).toEqual([
      'rules[0].action.statusCode EDGE_MASK_REDIRECT_STATUS',
    ]);
  });
});

describe('statuses', () => {
  it.each([[[399]], [[600]], [[404.5]], [[Number.NaN]], [[200]], [[304]]])('may not be %j', (codes) => {
    expect(found([rule(listed(...codes), redirect('/x'))])).toEqual(['rules[0].statuses EDGE_MASK_STATUS']);
  });

  it.each([[499, 400], [300, 499], [400, 600]])('may not reach from %d to %d', (from, to) => {
    expect(found([rule(ranged(from, to), redirect('/x'))])).toEqual(['rules[0].statuses EDGE_MASK_STATUS']);
  });

  it('may not be empty, and neither may the rules', () => {
    expect(found([rule(listed(), redirect('/x'))])).toEqual(['rules[0].statuses EDGE_MASK_STATUS']);
    expect(found([rule(ranged(400, 499, 7), redirect('/x'))])).toEqual(['rules[0].statuses EDGE_MASK_STATUS']);
    expect(found([])).toEqual(['rules EDGE_MASK_EMPTY']);
  });

  it.each([
    ranged(401, 401), // in no range
    ranged(404, 404, 404),
    { codes: [404], ranges: [], except: [404] },
  ])('may not all be excepted: %j', (statuses) =>
    expect(found([rule(statuses, redirect('/x'))])).toEqual(['rules[0].statuses EDGE_MASK_STATUS']),
  );
});

describe('the status of an answer', () => {
  const answer = (status: number) =>
    found([rule(listed(403), { kind: 'status', status, keepBody: false, cacheTtlSec: 10 })]);
  const respond = (status: number) => found([rule(listed(403), { ...page('x'), status } as ActionSource)]);

  it.each([200, 400, 403, 404, 410, 418, 451, 500, 503, 599])('may be %d', (status) => {
    expect([...answer(status), ...respond(status)]).toEqual([]);
  });

  it.each([100, 199, 206, 301, 304, 399, 600, 401, 405, 407, 426, 404.5])('may not be %s', (status) => {
    expect([...answer(status), ...respond(status)]).toEqual([
      'rules[0].action.statusCode EDGE_MASK_ANSWER_STATUS',
      'rules[0].action.statusCode EDGE_MASK_ANSWER_STATUS',
    ]);
  });

  it('may be 204 without a page only', () => {
    expect(answer(204)).toEqual([]);
    expect(respond(204)).toEqual(['rules[0].action.statusCode EDGE_MASK_ANSWER_STATUS']);
  });

  it('may not be 204 with the body of the origin', () => {
    expect(found([rule(listed(403), { kind: 'status', status: 204, keepBody: true })])).toEqual([
      'rules[0].action.statusCode EDGE_MASK_ANSWER_STATUS',
    ]);
  });
});

describe('a page', () => {
  it('may have 1 MB with its headers, for any values of its placeholders', () => {
    expect(found([rule(listed(404), page('x'.repeat(PAGE_MAX_BYTES)))])).toEqual([]);
    expect(found([rule(listed(404), page('x'.repeat(PAGE_MAX_BYTES + 1)))])).toEqual([
      'rules[0].action.page EDGE_MASK_PAGE_SIZE',
    ]);
    expect(found([rule(listed(404), page('é'.repeat(PAGE_MAX_BYTES / 2 + 1)))])).toEqual([
      'rules[0].action.page EDGE_MASK_PAGE_SIZE',
    ]);
    expect(found([rule(listed(404), page('x'.repeat(PAGE_MAX_BYTES - PLACEHOLDER_MAX_BYTES), 2))])).toEqual([]);
    expect(found([rule(listed(404), page('x'.repeat(PAGE_MAX_BYTES - PLACEHOLDER_MAX_BYTES + 1), 2))])).toEqual([
      'rules[0].action.page EDGE_MASK_PAGE_SIZE',
    ]);
  });

  it('is not measured before it is complete', () => {
    expect(found([rule(listed(404), page('x'.repeat(PAGE_MAX_BYTES + 1)))], {}, () => true)).toEqual([]);
  });

  it('may be empty, with a warning', () => {
    expect(checkMask(source([rule(listed(404), page(''))]), () => false)).toEqual([
      expect.objectContaining({ code: 'EDGE_MASK_PAGE_EMPTY', severity: 'warning', path: 'rules[0].action.page' }),
    ]);
    expect(found([rule(listed(404), page())])).toEqual(['rules[0].action.page EDGE_MASK_PAGE_EMPTY']);
    expect(found([rule(listed(404), page(' '))])).toEqual([]);
  });

  it.each(['errors/404.html', 'a', 'ä b/c*.html'])('may have the key %s', (key) =>
    expect(found([rule(listed(404), stored(key))])).toEqual([]),
  );

  it.each(['', '/errors/404.html', 'a/../b', './a', 'x'.repeat(1025)])('may not have the key %s', (key) => {
    expect(found([rule(listed(404), stored(key))])).toEqual(['rules[0].action.page.key EDGE_MASK_PAGE_KEY']);
  });
});

it.each([redirect('/x'), page('x'), { kind: 'status', status: 404, keepBody: false } as const])(
  'no response is cached forever: %j',
  (action) => {
    expect(found([rule(listed(403), { ...action, cacheTtlSec: 2_147_483_647 } as ActionSource)])).toEqual([]);
    expect(found([rule(listed(403), { ...action, cacheTtlSec: 2_147_483_648 } as ActionSource)])).toEqual([
      'rules[0].action.cacheTtl EDGE_MASK_DURATION',
    ]);
  },
);

describe('conditions that could never hold', () => {
  const conditions = (more: Partial<RuleSource>) => found([rule(listed(404), redirect('/x'), more)]);

  it.each([[[]], [['get']], [['TRACE']], [['GET', '']]])('methods %j', (methods) => {
    const at = methods.length === 0 ? '' : `[${methods.length - 1}]`;
    expect(conditions({ methods })).toEqual([`rules[0].methods${at} EDGE_MASK_METHOD`]);
  });

  it('a method in lower case gets a suggestion', () => {
    expect(
      checkMask(source([rule(listed(404), redirect('/x'), { methods: ['get', 'TRACE'] })]), () => false).map(
        ({ message }) => message,
      ),
    ).toEqual([
      expect.stringContaining('got "get"; did you mean "GET"?'),
      expect.stringContaining('got "TRACE"; use GET, HEAD'),
    ]);
  });

  it.each([[[]], [['']], [['/a b']], [['/' + 'a'.repeat(255)]], [['/docs/*', '/ü']]])('paths %j', (paths) => {
    const at = paths.length === 0 ? '' : `[${paths.length - 1}]`;
    expect(conditions({ paths })).toEqual([`rules[0].paths${at} EDGE_MASK_PATH`]);
  });

  it.each(['', 'a b', 'x-cache', 'X-Amz-Cf-Id', 'sérver'])('the origin header %j', (name) => {
    expect(conditions({ originHeaders: [{ name, is: 'present' }] })).toEqual([
      'rules[0].originHeaders[0] EDGE_MASK_HEADER',
    ]);
  });

  it('but not these', () => {
    expect(
      conditions({
        methods: ['POST', 'OPTIONS'],
        paths: ['docs/*', '/?', `/${'a'.repeat(254)}`],
        originHeaders: [{ name: 'Server', is: 'equal', value: 'x' }],
      }),
    ).toEqual([]);
  });
});

describe('GET and HEAD', () => {
  const methods = (...lists: string[][]) =>
    checkMask(source(lists.map((list) => rule(listed(404), redirect('/x'), { methods: list }))), () => false);

  it.each([[['GET']], [['HEAD']], [['GET', 'POST']], [['OPTIONS', 'HEAD']]])(
    'with different rules cause a warning: %j',
    (list) => {
      expect(methods(list)).toEqual([
        expect.objectContaining({ code: 'EDGE_MASK_METHOD_ALONE', severity: 'warning', path: 'rules[0].methods' }),
      ]);
    },
  );

  it('are named in it', () => {
    expect(methods(['GET'])[0].message).toMatch(/^has GET without HEAD, .*; add HEAD$/);
    expect(methods(['HEAD'])[0].message).toMatch(/^has HEAD without GET, .*; add GET$/);
    expect(methods(['GET', 'HEAD'], ['GET']).map(({ path }) => path)).toEqual(['rules[1].methods']);
  });

  it.each([[[['GET', 'HEAD']]], [[['POST']]], [[['GET'], ['HEAD']]], [[['HEAD'], ['GET', 'POST']]]])(
    'may have a rule each: %j',
    (lists) => expect(methods(...lists)).toEqual([]),
  );
});

describe('headers that are kept or added', () => {
  const kept = (...keepHeaders: string[]) => found([rule(listed(404), redirect('/x'))], { keepHeaders });
  const marked = (sourceHeader: string) => found([rule(listed(404), redirect('/x'))], { sourceHeader });

  it.each(['Access-Control-Allow-Origin', 'vary', 'x-request-id', 'www-authenticate'])('may be %s', (name) =>
    expect(kept(name)).toEqual([]),
  );
  it.each(['Content-Length', 'etag', 'CACHE-CONTROL', 'location', 'content-encoding'])('may not be %s', (name) =>
    expect(kept(name)).toEqual(['keepHeaders[0] EDGE_MASK_HEADER']),
  );
  it.each([
    'set-cookie',
    'Set-Cookie',
    'set-cookie2',
    'authorization',
    'authentication-info',
    'clear-site-data',
    'cookie',
  ])('may not be %s, which is for one viewer', (name) => {
    expect(kept('vary', name)).toEqual(['keepHeaders[1] EDGE_MASK_HEADER_PRIVATE']);
  });
  it.each(['X-Cache', 'connection', 'a b', 'proxy-authenticate', 'upgrade'])('cannot be %s', (name) =>
    expect(kept(name)).toEqual(['keepHeaders[0] EDGE_MASK_HEADER']),
  );

  it('the source header begins with x-', () => {
    expect(marked('X-Edge-Errors')).toEqual(['sourceHeader EDGE_MASK_HEADER']); // X-Edge-* is CloudFront's
    expect(marked('x-error-source')).toEqual([]);
    expect(marked('server')).toEqual(['sourceHeader EDGE_MASK_HEADER']);
    expect(marked('via')).toEqual(['sourceHeader EDGE_MASK_HEADER']);
  });
});

it('reports all problems together', () => {
  expect(found([rule(listed(7), redirect('x')), rule(listed(404), redirect('//y'))])).toEqual([
    'rules[0].statuses EDGE_MASK_STATUS', 'rules[0].action.location EDGE_MASK_LOCATION', 'rules[1].action.location EDGE_MASK_LOCATION',
  ]);
});
