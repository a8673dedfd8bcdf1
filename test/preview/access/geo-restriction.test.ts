import { site } from '../support/site';

const restricted = (RestrictionType: string, options = {}) => site({
  config: { Restrictions: { GeoRestriction: { RestrictionType, Locations: ['DE', 'AT'] } } },
}, options);

describe('the geographic restriction of the distribution', () => {
  test.each<[string, string | undefined, string | undefined, number]>([
    ['whitelist', undefined, undefined, 200],
    ['whitelist', 'DE', undefined, 200],
    ['whitelist', 'US', undefined, 403],
    ['whitelist', 'US', 'AT', 200],
    ['whitelist', undefined, 'FR', 403],
    ['blacklist', 'DE', undefined, 403],
    ['blacklist', 'DE', 'us', 200],
    ['blacklist', undefined, 'de', 403],
    ['none', 'DE', undefined, 200],
  ])('%s, for viewers of %s and a header with %s, is %i', async (type, country, header, status) => {
    const running = restricted(type, country === undefined ? {} : { country });
    const response = await running.fetch('/', header === undefined ? {} : { headers: { 'CloudFront-Viewer-Country': header } });
    expect(response.status).toBe(status);
    if (status === 200) return;
    expect([response.headers.get('server'), response.headers.get('x-cache')]).toEqual(['CloudFront', 'Error from cloudfront']);
    expect(await response.text()).toContain('The Amazon CloudFront distribution is configured to block access from your country.');
    const { summaries } = running.exchanges[0]!;
    expect(summaries.at(-1)).toEqual({ stage: 'geo', text: `${type} of the distribution refuses ${(header ?? country)!.toUpperCase()}` });
  });
});
