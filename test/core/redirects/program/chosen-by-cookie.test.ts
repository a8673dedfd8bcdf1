import { answer, sends } from '../support';

const COUNTRIES = '/ /de 302 Country=de\n/ /es 302 Country=es\n/ /other 302';
const LANGUAGES = '/ /de 302 Language=de\n/ /pt 302 Language=pt-br\n/ /other 302';
const from = (rules: string, cookie: string, country?: string, language?: string): string | undefined =>
  sends(rules, '/', { country, headers: { cookie, ...(language === undefined ? {} : { 'accept-language': language }) } }, 'netlify');

describe('a cookie of Netlify chooses the country and the language of its viewer', () => {
  test.each<[cookie: string, location: string]>([
    ['nf_country=ES', '/es'], ['nf_country=es', '/es'], ['a=b; nf_country=ES', '/es'], ['nf_country=FR', '/other'], ['a=b;nf_country=es;c=d', '/es'],
    ['xnf_country=ES', '/de'], ['nf_country_x=ES', '/de'], ['nf_lang=es', '/de'], ['a=nf_country=ES', '/de'], ['', '/de'], ['nf_country=', '/de'],
  ])('%j for a viewer in Germany: %s', (cookie, location) => {
    expect(from(COUNTRIES, cookie, 'DE')).toBe(`302 ${location}`);
  });

  test.each<[cookie: string, location: string]>([
    ['nf_lang=pt-BR', '/pt'], ['nf_lang=de-CH', '/de'], ['a=b; nf_lang=fr', '/other'], ['nf_country=de', '/pt'], ['', '/pt'],
  ])('%j for a viewer who prefers Portuguese: %s', (cookie, location) => {
    expect(from(LANGUAGES, cookie, undefined, 'pt-BR,de;q=0.5')).toBe(`302 ${location}`);
  });

  test('only in lines of Netlify', () => {
    const rules = { '/': { to: '/de', when: { country: 'DE' } } };
    expect(answer(rules, '/', { country: 'FR', headers: { cookie: 'nf_country=DE' } })).toBeUndefined();
    expect(answer(rules, '/', { country: 'DE', headers: { cookie: 'nf_country=FR' } })?.location).toBe('/de');
  });
});
