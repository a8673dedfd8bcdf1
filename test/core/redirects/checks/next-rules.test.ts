import * as following from '../../../../src/core/redirects/checks/loops/follow';
import { checkRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';

/** The problems of lines, and from how many of them the checks followed the redirects. */
function checked(text: string, siteHosts: readonly string[] = [], format: RuleFormat = 'netlify') {
  jest.restoreAllMocks();
  const follow = jest.spyOn(following, 'follow');
  const { problems } = checkRules(parseRules(text, { format }).rules, { siteHosts });
  return {
    followed: follow.mock.calls.map(([start]) => start),
    chains: problems.filter(({ code }) => /CHAIN|LOOP|DEAD_END/.test(code)).map(({ code, line }) => `${line} ${code}`),
  };
}

describe('redirects are followed', () => {
  test('not to a page for missing pages, to a rewrite, or to a rule for another host', () => {
    const lines = '/a /x\n/b/* /x/:splat\n/x/* /index.html 200\nhttps://b.test/* https://c.test/ 301!\n/* /404.html 404';
    expect(checked(lines)).toEqual({ followed: [], chains: [] });
  });

  test('not out of a host to the rules of another', () => {
    expect(checked('https://b.test/a /b\nhttps://c.test/b /d').chains).toEqual([]);
    expect(checked('https://b.test/a /b\nhttps://c.test/b /d').followed).toEqual([]);
  });

  test('to a rule for all hosts, for the same host, for hosts below a name, and for the host of the target', () => {
    const chain = { followed: [0], chains: ['1 EDGE_REDIRECT_CHAIN'] };
    expect(checked('/a /b\n/b /c')).toEqual(chain);
    expect(checked('https://b.test/a /b\nhttps://b.test/b /d')).toEqual(chain);
    const below = checked('{"https://x.b.test/a":"/b","https://*.b.test/b":"/d"}', [], 'json');
    expect(below).toEqual({ followed: [0], chains: ['1 EDGE_REDIRECT_CHAIN'] });
    expect(checked('/a https://b.test/b\nhttps://b.test/b /d')).toEqual(chain);
    expect(checked('/a https://b.test/b\n/b /d', ['b.test'])).toEqual(chain);
    expect(checked('/a /b\n/b https://elsewhere.test/')).toEqual(chain);
  });

  test('to a page that is gone, if the line is for that page', () => {
    expect(checked('/a /b\n/b /404.html 410')).toEqual({ followed: [0], chains: ['1 EDGE_REDIRECT_DEAD_END'] });
    expect(checked('/a /b\n/b/* /404.html 410').followed).toEqual([]);
  });

  test('to the rule itself', () => {
    expect(checked('/* /a').chains).toEqual(['1 EDGE_REDIRECT_LOOP']);
    expect(checked('https://b.test/a /b\nhttps://b.test/b /a')).toEqual({ followed: [0, 1, 0, 1], chains: ['1 EDGE_REDIRECT_LOOP'] });
  });
});
