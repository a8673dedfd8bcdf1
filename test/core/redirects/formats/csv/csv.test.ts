import { compileRules } from '../../../../../src/core/redirects/compile';
import { parseRules } from '../../../../../src/core/redirects/parse';
import { rulesOf, sends } from '../../support';
import { parseProblems } from '../../support-problems';

const csv = (text: string) => rulesOf(text, 'csv');

describe('headings', () => {
  test('ours, in any order and case', () => {
    expect(csv('To,FROM,statusCode,note\n/b,/a,302,"why, and ""how"""')).toMatchObject([
      { from: '/a', to: '/b', status: 302, note: 'why, and "how"', line: 2 },
    ]);
  });

  test("Vercel's", () => {
    expect(
      csv('source,destination,permanent,caseSensitive,query\n/a,/b,true,false,true\n/c,/d,false,true,false'),
    ).toMatchObject([
      { from: '/a', to: '/b', status: 308, caseSensitive: false, query: { kind: 'merge' } },
      { from: '/c', to: '/d', status: 307, caseSensitive: true, query: { kind: 'drop' } },
    ]);
  });

  test('semicolons, tabs, a byte order mark, CRLF, empty rows, no line end', () => {
    expect(csv('\ufefffrom;to\r\n/a;/b\r\n\r\n;\r\n/c;/d')).toMatchObject([
      { from: '/a', to: '/b', line: 2 },
      { from: '/c', to: '/d', line: 5 },
    ]);
    expect(csv('from\tto\n/a\t/b\n')).toHaveLength(1);
  });

  test('a cell with a line break keeps the lines right', () => {
    expect(csv('from,note,to\n/a,"one\ntwo",/b\n/c,,/d').map(({ line }) => line)).toEqual([2, 4]);
  });

  test('every condition', () => {
    const file =
      'from,to,country,language,method,cookie,header,start,end,query,originStatus\n/a,/b,DE AT,de,GET|HEAD,plan=pro,referer*=index.html,2026-06-01,2026-06-30,only utm_* ref,404';
    expect(csv(file)).toMatchObject([{
      when: {
        countries: ['DE', 'AT'],
        languages: ['de'],
        methods: ['GET', 'HEAD'],
        originStatuses: [404],
        cookies: [{ name: 'plan', test: { is: 'equal', value: 'pro' } }],
        headers: [{ name: 'referer', test: { is: 'containing', value: 'index.html' } }],
      },
      start: Date.UTC(2026, 5, 1),
      end: Date.UTC(2026, 6, 1),
      query: { kind: 'only', names: ['utm_*', 'ref'] },
    }]);
  });

  test("Excel's own first line", () => {
    for (const text of ['sep=;\r\nfrom;to\r\n/a;/b', '\ufeffsep=;\nfrom;to\n/a;/b', '"sep=;"\nfrom;to\n/a;/b']) {
      expect([text, csv(text)]).toMatchObject([text, [{ from: '/a', to: '/b', line: 3 }]]);
    }
    expect(csv('SEP=,\nfrom,to\n/a,/b;c')).toMatchObject([{ from: '/a', to: '/b;c' }]);
  });

  test('a status as a spreadsheet writes it', () => {
    expect(csv('from,to,statusCode\n/a,/b,302.0')).toMatchObject([{ status: 302 }]);
    expect(csv('example.com/a,/b,302.0')).toMatchObject([{ status: 302 }]);
  });

  test('a status and "permanent" that agree', () => {
    expect(csv('source,destination,statusCode,permanent\n/a,/b,301,true\n/c,/d,,false\n/e,/f,302,')).toMatchObject([
      { status: 301 },
      { status: 307 },
      { status: 302 },
    ]);
  });

  test('an empty file and a heading alone have no rules', () => {
    expect(csv('')).toEqual([]);
    expect(csv('from,to\n')).toEqual([]);
  });
});

describe('Cloudflare Bulk, without a heading', () => {
  const sent = (row: string, url: string) => sends(row, url, {}, 'csv');

  test('two columns; the query is dropped', () => {
    expect(sent('https://www.example.com/a,https://to.test/b', '/a?x=1')).toBe('301 https://to.test/b');
    expect(sent('www.example.com/a,https://to.test/b,302,TRUE', '/a?x=1')).toBe('302 https://to.test/b?x=1');
  });

  test('subdomains, subpaths and the rest of the path', () => {
    const row = 'example.com/a,https://to.test/b,301,FALSE,TRUE,TRUE,TRUE';
    expect(sent(row, 'https://example.com/a/x/y')).toBe('301 https://to.test/b/x/y');
    expect(sent(row, 'https://www.example.com/a')).toBe('301 https://to.test/b');
    expect(sent('example.com/a,/new.txt?v=1,301,FALSE,FALSE,TRUE,TRUE', 'https://example.com/a')).toBe(
      '301 /new.txt?v=1',
    );
    expect(sent('example.com/a,/new.txt?v=1,301,FALSE,FALSE,TRUE,TRUE', 'https://example.com/a/b')).toBe(
      '301 /new.txt/b?v=1',
    );
    expect(sent('example.com,https://to.test/new.txt,301,FALSE,FALSE,TRUE,TRUE', 'https://example.com/')).toBe(
      '301 https://to.test/new.txt',
    );
    expect(sent('example.com/a,/b/,301,FALSE,FALSE,TRUE,TRUE', 'https://example.com/a')).toBe('301 /b/');
    expect(sent('example.com/a,https://to.test/b,301,FALSE,FALSE,TRUE,FALSE', 'https://example.com/a/x')).toBe(
      '301 https://to.test/b',
    );
    expect(
      sent('example.com/a,https://to.test/b,301,FALSE,FALSE,TRUE,FALSE', 'https://www.example.com/a/x'),
    ).toBeUndefined();
  });

  test('the rest of the path goes before the query of the target', () => {
    expect(sent('example.com/a,https://to.test/b/?x=1#top,301,FALSE,FALSE,TRUE,TRUE', 'https://example.com/a/c')).toBe(
      '301 https://to.test/b/c?x=1#top',
    );
  });

  test('a colon is text', () => {
    const row = 'https://example.com/wiki/Help:Contents:en,https://to.test/Help:Start/:x?u=:y';
    expect(sent(row, 'https://example.com/wiki/Help:Contents:en')).toBe('301 https://to.test/Help:Start/%3Ax?u=%3Ay');
    expect(sent(row, 'https://example.com/wiki/Helpdesk')).toBeUndefined();
  });

  test('subdomains without a host are every host', () => {
    expect(csv('/a,/b,301,FALSE,TRUE')).toHaveLength(1);
  });

  test('subpaths of a query', () => {
    expect(parseProblems('example.com/a?x=1,https://to.test/b,301,FALSE,FALSE,TRUE', 'csv')).toEqual([
      '1:1 EDGE_REDIRECT_SOURCE "example.com/a?x=1" has a query, so it cannot be matched with its subpaths; remove what follows the ?, or the TRUE in the column subpath matching',
    ]);
  });

  test.each(['/a,/b', '/a,/b,301', '/a;/b;302', '/a,/b,301,', '/a,/b,,,,,', '/a;/b;301;;;;', '/a,https://to.test/b', '/a\t/b'])('%s may be a list whose header row is missing', (row) => {
    expect(parseProblems(row, 'csv')).toEqual([
      expect.stringContaining('1:1 EDGE_REDIRECT_COLUMN the list has no header row'),
    ]);
    expect(parseProblems(row, 'csv')[0]).toContain('add from,to,statusCode above it');
  });

  test.each([['/a;/b;301', 'semicolons'], ['/a\t/b', 'tabs']])('%j gets a header row with its delimiter', (row, named) => {
    expect(parseProblems(row, 'csv')[0]).toContain(`above it, with ${named} between the names as in its rows, for a list`);
  });

  test('a row that only changes http to https says what to do instead', () => {
    const { problems } = compileRules(rulesOf('http://example.com/a,https://example.com/a,301', 'csv'));
    expect(problems).toMatchObject([{ code: 'EDGE_REDIRECT_LOOP', severity: 'error' }]);
    expect(problems[0].message).toContain('ViewerProtocolPolicy.REDIRECT_TO_HTTPS');
  });

  test.each<[row: string, code: string, parts: string[]]>([
    ['http://example.com,https://example.com,301,TRUE,TRUE,TRUE,TRUE', 'EDGE_REDIRECT_LOOP', ['ViewerProtocolPolicy.REDIRECT_TO_HTTPS']],
    ['http://example.com/a,https://example.com/a/,301', 'EDGE_REDIRECT_SLASH', ['ViewerProtocolPolicy.REDIRECT_TO_HTTPS', 'the slash']],
    ['http://example.com/a/,https://example.com/a,301', 'EDGE_REDIRECT_SLASH', ['ViewerProtocolPolicy.REDIRECT_TO_HTTPS', 'the slash']],
    ['https://example.com/a,http://example.com/a,301', 'EDGE_REDIRECT_LOOP', ['sources for http and https are the same']],
    ['example.com/a,https://example.com/a,301', 'EDGE_REDIRECT_LOOP', ['ViewerProtocolPolicy.REDIRECT_TO_HTTPS']],
    ['example.com/a,http://example.com/a,301', 'EDGE_REDIRECT_LOOP', ['redirects to itself']],
  ])('a row that only changes the scheme: %s', (row, code, parts) => {
    const { problems } = compileRules(rulesOf(row, 'csv'));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    for (const part of parts) expect(problems[0].message).toContain(part);
  });

  test('a port in a source is named, with or without a scheme', () => {
    for (const source of ['example.com:8080/a', 'https://example.com:8080/a']) {
      expect(parseProblems(`${source},https://to.test/b,301,FALSE,FALSE,TRUE,TRUE`, 'csv')).toEqual(
        ['1:1 EDGE_REDIRECT_SOURCE "example.com:8080" is not a host that a rule can match; did you mean "example.com"?']);
    }
  });

  test('subpaths with a kept query, subdomains and a slash at the end', () => {
    const row = 'example.com/old,https://to.test/new.txt,301,TRUE,TRUE,TRUE,TRUE';
    expect(sent(row, 'https://example.com/old?x=1')).toBe('301 https://to.test/new.txt?x=1');
    expect(sent(row, 'https://a.b.example.com/old/?x=1')).toBe('301 https://to.test/new.txt?x=1');
    expect(sent(row, 'https://example.com/old/a/?x=1')).toBe('301 https://to.test/new.txt/a/?x=1');
    expect(sent(row, 'https://example.com/older')).toBeUndefined();
    expect(sent('example.com/old/,https://to.test/new,301,FALSE,FALSE,TRUE,TRUE', 'https://example.com/old/')).toBe('301 https://to.test/new');
    expect(sent('example.com/old,https://to.test?y=1,301,FALSE,FALSE,TRUE,TRUE', 'https://example.com/old')).toBe('301 https://to.test/?y=1');
    expect(sent('example.com/old,https://to.test/f.txt#top,301,FALSE,FALSE,TRUE,TRUE', 'https://example.com/old')).toBe('301 https://to.test/f.txt#top');
  });

  test('a switch that is neither true nor false', () => {
    expect(parseProblems('/a,/b,301,maybe', 'csv')[0]).toContain('1:11 EDGE_REDIRECT_FIELD "maybe" is not understood');
    expect(parseProblems('/a', 'csv')[0]).toContain('1:1 EDGE_REDIRECT_ROW the row has 1 cell;');
  });
});

describe('is reported', () => {
  test.each<[string, string]>([
    ['from,to,colour\n/a,/b,red', '1:9 EDGE_REDIRECT_COLUMN the column "colour" is unknown; there are from, to, statusCode, start, end, country, language, method, cookie, header, originStatus, query, cacheTtl, retryAfter, caseSensitive, note, owner'],
    ['from,too\n/a,/b', '1:6 EDGE_REDIRECT_COLUMN the column "too" is unknown; did you mean "to"?'],
    ['from,to,from\n/a,/b,/c', '1:9 EDGE_REDIRECT_COLUMN the column "from" occurs twice'],
    ['to,note\n/a,/b', '1:1 EDGE_REDIRECT_COLUMN a column "from" is missing; call the one with the old URLs "from" and the one with the new ones "to"'],
    ['from,to\n/a', '2:1 EDGE_REDIRECT_ROW the row has 1 cell where the heading has 2; leave a cell empty, but keep its comma'],
    ['from,to\n/a,/b,/c', '2:1 EDGE_REDIRECT_ROW the row has 3 cells where the heading has 2; put text with a comma into double quotes'],
    ['from;to\n/a', '2:1 EDGE_REDIRECT_ROW the row has 1 cell where the heading has 2; leave a cell empty, but keep its semicolon'],
    ['from\tto\n/a\t/b\t/c', '2:1 EDGE_REDIRECT_ROW the row has 3 cells where the heading has 2; put text with a tab into double quotes'],
    ['from,to\n/a;/b', '2:1 EDGE_REDIRECT_ROW the row has 1 cell where the heading has 2; separate its cells by a comma, as in the heading, not by a semicolon'],
    ['from,to,\n/a,/b,hello', '2:7 EDGE_REDIRECT_ROW "hello" is in a column without a heading; name the column, or empty the cell'],
    ['source,destination,statusCode,permanent\n/a,/b,302,true', '2:11 EDGE_REDIRECT_FIELD "permanent" is true, but the status is 302; leave one of the two cells empty'],
    ['from,to,caseSensitive\n/a,/b,WAHR', '2:7 EDGE_REDIRECT_FIELD "WAHR" is not understood; write true or false, or 1 or 0'],
    ['from,to,header\n/a,/b,Referer: x', '2:7 EDGE_REDIRECT_CONDITION the condition "header" must name headers, as in referer*=index.html or x-plan=pro; got "Referer: x"'],
    ['from,to,originStatus\n/a,/b,0x194', '2:7 EDGE_REDIRECT_CONDITION the condition "originStatus" must be a status of the origin such as 404, or a list of them; got "0x194"'],
    ['from,to\n,/b', '2:1 EDGE_REDIRECT_SOURCE the row has no source in the column "from"'],
    ['from,to,statusCode\n/a,/b,moved', '2:7 EDGE_REDIRECT_FIELD "moved" is not understood; write a number such as 301'],
    ['from,to\n"/a,/b', '2:1 EDGE_REDIRECT_SYNTAX the cell that begins here is not closed; a double quote is missing'],
    ['from,to\n"/a"x,/b', '2:5 EDGE_REDIRECT_SYNTAX a closing quote must be followed by a delimiter or the end of the line; double the quotes inside a cell'],
  ])('%j', (text, problem) => {
    expect(parseProblems(text, 'csv')).toEqual([problem]);
  });

  test('a first row without URLs is a heading, known or not', () => {
    expect(parseProblems('Quelle;Ziel\n/a;/b', 'csv').map((problem) => problem.slice(0, 60))).toEqual([
      expect.stringContaining('1:1 EDGE_REDIRECT_COLUMN the column "Quelle" is unknown'),
      expect.stringContaining('1:8 EDGE_REDIRECT_COLUMN the column "Ziel" is unknown'),
      expect.stringContaining('1:1 EDGE_REDIRECT_COLUMN a column "from" is missing'),
    ]);
  });

  test('an invalid row does not affect the others', () => {
    expect(parseRules('from,to\n/a\n/b,/c', { format: 'csv' }).rules.map(({ from }) => from)).toEqual(['/b']);
  });
});
