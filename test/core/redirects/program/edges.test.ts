import { decodeQuery } from '../../../../src/core/redirects/url/query';
import { matcherOf, request, sends } from '../support';

describe('letters', () => {
  test.each(['A', 'M', 'Z'])(
    '%s is its small letter where case does not count, in a path as in a pattern',
    (letter) => {
      const small = letter.toLowerCase();
      for (const [source, path] of [
        [`/x:p-${letter}`, `/x1-${small}`],
        [`/x:p-${small}`, `/x1-${letter}`],
        [`/${letter}/*`, `/${small}/1`],
        [`/${small}:p`, `/${letter}1`],
      ]) {
        expect(sends([{ from: source, to: '/y', caseSensitive: false }], path)).toBe('301 /y');
        expect(sends([{ from: source, to: '/y' }], path)).toBeUndefined();
      }
    },
  );

  test('characters next to the letters are not letters', () => {
    expect(sends([{ from: '/x:p-@', to: '/y', caseSensitive: false }], '/x1-%60')).toBeUndefined();
    expect(sends([{ from: '/x:p-@', to: '/y', caseSensitive: false }], '/x1-@')).toBe('301 /y');
  });
});

describe('queries', () => {
  test.each([
    ['+%zz', ' %zz'],
    ['%zz+', '%zz '],
    ['a+b%', 'a b%'],
    ['%C3%A9+%C3', '%C3%A9 %C3'],
    ['%4', '%4'],
    ['+', ' '],
    ['%c3%a9', 'é'],
    ['%F0%9F%98%80', '😀'],
    ['%ED%A0%80', '%ED%A0%80'],
    ['%C0%AF', '%C0%AF'],
    ['%F4%90%80%80', '%F4%90%80%80'],
    ['%80', '%80'],
    ['%E2%82x', '%E2%82x'],
    ['%E2%8241', '%E2%8241'],
  ])('%s is %s', (sent, meant) => {
    expect(decodeQuery(sent)).toBe(meant);
  });

  test('a value that is malformed is captured as it is, its + a space', () => {
    expect(sends({ '/a?q=:q': '/b/:q' }, '/a?q=+%zz')).toBe('301 /b/%20%zz');
  });

  test.each([
    ['"', '%22'],
    ['#', '%23'],
    ['<', '%3C'],
    ['>', '%3E'],
    ['`', '%60'],
    ['{', '%7B'],
    ['|', '%7C'],
    ['}', '%7D'],
    ['^', '%5E'],
    ['\\', '%5C'],
    [' ', '%20'],
    ['é', '%C3%A9'],
    ['\ud800', '%EF%BF%BD'],
    ['[', '['],
    ['%', '%'],
    ['!', '!'],
    ['~', '~'],
  ])('%s in a query is sent as %s', (sent, safe) => {
    expect(sends({ '/a': '/b' }, `/a?x=${sent}${sent}y`)).toBe(`301 /b?x=${safe}${safe}y`);
    expect(sends({ '/a': '/b?z=1' }, `/a?x=${sent}y&z=2`)).toBe(`301 /b?z=1&x=${safe}y`);
  });

  test('what is used up is used up wherever it stands, and empty parts go with it', () => {
    expect(sends({ '/a?x=1&y': '/b' }, '/a?x=1&c&&d=x=1&x=2&y=3&%78=1&x=1')).toBe('301 /b?c&d=x=1&x=2');
  });

  test('names are kept by their beginnings, of which one may begin with another', () => {
    const rule = [{ from: '/a', to: '/b', query: { only: ['utm_*', 'utm_so*', 'b*', 'ref', 'utm'] } }];
    expect(sends(rule, '/a?utm_x=1&utm=2&ut=3&utm_source=4&ref=5&refx=6&b=7&bz=8&a=9&c=0')).toBe(
      '301 /b?utm_x=1&utm=2&utm_source=4&ref=5&b=7&bz=8',
    );
  });
});

test('an empty capture takes a slash with it only between two', () => {
  expect(sends({ '/n/*': '/a:splat/b' }, '/n')).toBe('301 /a/b');
  expect(sends({ '/n/*': '/a/:splat/b' }, '/n')).toBe('301 /a/b');
  expect(sends({ '/n/*': '/a/:splat-/b' }, '/n')).toBe('301 /a/-/b');
});

test('a step to https is a step, on the same host and path', () => {
  const line = 'http://www.example.com/* https://www.example.com/:splat 301!';
  expect(sends(line, 'http://www.example.com/a/b', {}, 'netlify')).toBe('301 https://www.example.com/a/b');
  expect(sends(line, 'https://www.example.com/a/b', {}, 'netlify')).toBeUndefined();
});

test.each(['www.example.com', 'WWW.Example.COM'])('a request under the target on %s is exempt', (host) => {
  const list = '/* https://www.example.com/x/:splat 301\n/x/a /y 301';
  expect(sends(list, `https://${host}/x/a`, {}, 'netlify')).toBeUndefined();
  expect(sends(list, `https://${host}/x`, {}, 'netlify')).toBeUndefined();
  expect(sends(list, `https://${host}/xa`, {}, 'netlify')).toBe('301 https://www.example.com/x/xa');
  expect(sends(list, 'https://other.example.com/x/a', {}, 'netlify')).toBe('301 https://www.example.com/x/x/a');
});

describe('languages', () => {
  const languages = (header: string, language: string | string[] = 'de'): boolean =>
    sends([{ from: '/a', to: '/b', when: { language } }], '/a', { headers: { 'accept-language': header } })
    !== undefined;

  test.each([
    'de',
    'DE',
    'de-CH',
    'de-ch-1996, en',
    'en;q=0.7,de;q=0.8',
    'de;q=0.8,en;q=0.8',
    ' de ;q=1',
    'en;q=0,de;q=0.1',
    'en;q=,de;q=1.1',
    'en; x=1; q=0.5, de',
    ';q=0,de',
  ])('%s prefers de', (header) => {
    expect(languages(header)).toBe(true);
  });

  test.each([
    'den',
    'd',
    'e',
    '',
    ',',
    '-de',
    'en-de',
    'en;q=0.8,de;q=0.8',
    'en,de',
    'de;q=0',
    'en,de;q=0.9',
    'de;q=0.5;q=1,en;q=0.6',
    'en,de;q=.',
    'de;q=1..2',
    ';,de',
  ])('%s does not', (header) => {
    expect(languages(header)).toBe(false);
  });

  test('a rule for a language applies to its more specific tags, but not the other way round', () => {
    expect([
      languages('zh-tw', 'zh'),
      languages('zh', 'zh-tw'),
      languages('zh-tw-x', 'zh-tw'),
      languages('zh-two', 'zh-tw'),
    ]).toEqual([true, false, true, false]);
  });
});

describe('cookies', () => {
  const seen = (cookie: string, when: object = { cookie: { seen: true } }): boolean =>
    sends([{ from: '/a', to: '/b', when }], '/a', { headers: { cookie } }) !== undefined;

  test.each(['seen=1', 'seen=', 'a=b; seen=1', 'a;seen=1', ' \tseen=1', 'seen==', ';;seen=x;'])(
    '%s has seen',
    (cookie) => expect(seen(cookie)).toBe(true),
  );
  test.each(['seenx=1', 'xseen=1', 'see=1', 'seen', 'seen =1', 'a=seen=1', 'SEEN=1', 'x seen=1', ''])(
    '%s has not',
    (cookie) => expect(seen(cookie)).toBe(false),
  );

  test('the first of a name counts, and all of its value', () => {
    const plan = { cookie: { plan: 'pro' } };
    expect(
      [
        'plan=pro',
        'plan=pro ; x',
        'plan=pro;plan=no',
        'plan=no;plan=pro',
        'plan=pro=',
        'plan=prox',
        'plan=pr',
        'planx=no;plan=pro',
      ].map((cookie) => seen(cookie, plan)),
    ).toEqual([true, true, true, false, false, false, false, true]);
  });
});

describe('many rules of one path', () => {
  test('a value is found, the best rule wins, and rules outside of the partition are matched as well', () => {
    const rules = [
      ...Array.from({ length: 300 }, (_, i) => ({ from: `/index.php?id=${i}`, to: `/x/${i}` })),
      ...Array.from({ length: 300 }, (_, i) => ({ from: `/index.php?id=${i}&p=${i % 7}`, to: `/y/${i}` })),
      ...Array.from({ length: 30 }, (_, i) => ({ from: '/index.php', to: `/z/${i}`, when: { language: [`a${String.fromCharCode(97 + i % 26)}${i > 25 ? 'a' : ''}`, 'zz'] } })),
      { from: '/index.php', to: '/all' },
    ];
    const matcher = matcherOf(rules);
    const to = (query: string, headers = {}) => matcher.match(request(`/index.php?${query}`, { headers }))?.location;
    expect([to('id=299'), to('id=299&p=5'), to('id=299&p=6'), to('id=zzz'), to('id=1&id=2'), to('')]).toEqual(
      ['/x/299', '/y/299', '/x/299?p=6', '/all?id=zzz', '/x/1?id=2', '/all']);
    expect([
      to('', { 'accept-language': 'ab' }),
      to('', { 'accept-language': 'aaa' }),
      to('', { 'accept-language': 'zz-x' }),
    ]).toEqual(['/z/1', '/z/26', '/z/0']);
  });

  test('a part of the request is read only if a rule that could still win depends on it', () => {
    const asked: string[] = [];
    const matcher = matcherOf([
      ...Array.from({ length: 20 }, (_, i) => ({ from: `/a?id=${i}&x`, to: `/x/${i}` })),
      ...Array.from({ length: 20 }, (_, i) => ({ from: '/a', to: `/y/${i}`, when: { cookie: { plan: `p${i}` } } })),
    ]);
    const ask = (query: string) =>
      matcher.match({ ...request(`/a?${query}`), header: (name) => void asked.push(name) })?.location;
    expect([ask('id=3&x'), asked]).toEqual(['/x/3', []]);
    expect([ask('id=3'), asked]).toEqual([undefined, ['cookie']]);
  });

  test('texts of the path: whole parts in their order, and not parts that only contain them', () => {
    const matcher = matcherOf(
      Array.from({ length: 40 }, (_, i) => ({ from: `/*/prod-${i}/*/b-${i}/*`, to: `/x/${i}` })),
    );
    const to = (path: string) => matcher.match(request(path))?.location;
    expect([
      to('/a/prod-1/b-1'),
      to('/prod-12/c/b-12/d'),
      to('/prod-1/b-12'),
      to('/b-1/prod-1'),
      to('/b-1/prod-1/b-1'),
      to('/prod-17x/b-17'),
      to('/prod-3/b-3/'),
    ]).toEqual(['/x/1', '/x/12', undefined, undefined, '/x/1', undefined, '/x/3']);
  });

  test('a header holds one of many texts, some within others, some beyond ASCII', () => {
    const texts = [
      ...Array.from({ length: 30 }, (_, i) => `page-${i}.`),
      'é',
      'éa',
      '\u0101',
      'aé',
      '\u20ac\u00ac',
      'ge-7',
    ];
    const matcher = matcherOf(
      texts.map((contains, i) => ({ from: '/a', to: `/x/${i}`, when: { header: { referer: { contains } } } })),
    );
    const to = (referer: string) => matcher.match(request('/a', { headers: { referer } }))?.location;
    expect([
      to('x page-29.'),
      to('page-2'),
      to('xé'),
      to('\u0101'),
      to('\u20ac\u00ac'),
      to('\u20ac'),
      to('age-7x'),
      to('page-7.'),
      to('\u00e1'),
    ]).toEqual(['/x/29', undefined, '/x/30', '/x/32', '/x/34', undefined, '/x/35', '/x/7', undefined]);
  });

  test('lines whose targets are exempt exempt them whatever their conditions', () => {
    const list = Array.from(
      { length: 30 },
      (_, i) => `/* /x${i}/:splat 302 Language=a${String.fromCharCode(97 + (i % 26))}${i > 25 ? 'a' : ''}`,
    ).join('\n');
    expect(sends(list, '/b', { headers: { 'accept-language': 'ac' } }, 'netlify')).toBe('302 /x2/b');
    expect(sends(list, '/x7/b', { headers: { 'accept-language': 'aj' } }, 'netlify')).toBeUndefined();
    expect(sends(list, '/x7/b', { headers: { 'accept-language': 'ac' } }, 'netlify')).toBe('302 /x2/x7/b');
  });
});

test('what a pattern stood for in one request is forgotten for the next', () => {
  const { match } = matcherOf([
    { from: 'https://h.example/:p-x', to: '/h', when: { cookie: { never: true } } },
    { from: '/A-x', to: '/y' },
    { from: '/b', to: '/z', caseSensitive: false },
  ]);
  expect(match(request('https://h.example/a-x'))).toBeUndefined();
  expect(match(request('https://www.example.com/A-x'))?.location).toBe('/y');
});

describe('texts in the path of a rule that tests something else, too', () => {
  const rules = Array.from({ length: 60 }, (_, i) => ({
    from: `/*/a-${i}/*/b-${i}/*`, to: `/found/${i}`, when: { cookie: { c: '1' }, header: { h: String(i) } },
  }));
  const sent = (path: string, h: string) => sends(rules, path, { headers: { cookie: 'c=1', h } });

  test.each([0, 7, 59])('must be in their order: %d', (i) => {
    expect(sent(`/x/a-${i}/y/b-${i}/z`, String(i))).toBe(`301 /found/${i}`);
    expect(sent(`/x/b-${i}/y/a-${i}/z`, String(i))).toBeUndefined();
    expect(sent(`/x/b-${i}/y/a-${i}/b-${i}/z`, String(i))).toBe(`301 /found/${i}`);
    expect(sent(`/x/a-${i}/y/b-${i}/z`, `${i}0`)).toBeUndefined();
    expect(sends(rules, `/x/a-${i}/y/b-${i}/z`, { headers: { h: String(i) } })).toBeUndefined();
  });
});
