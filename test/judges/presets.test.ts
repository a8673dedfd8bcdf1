import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CspEvaluator } from 'csp_evaluator';
import { Severity } from 'csp_evaluator/dist/finding';
import { CspParser } from 'csp_evaluator/dist/parser';
import { makeCertificate } from './support/certificate';
import { previewOf } from './support/header-sets';
import { httpsSite, type HttpsSite } from './support/https-site';
import { ContentSecurityPolicy, CspSource, SecurityHeadersPreset, type SecurityHeadersProps, WeakPolicyAction } from '../../src';
import { analyseHeaders } from '../../src/core/security-headers/analysis/analyse';
import { scoreHeaders } from '../../src/core/security-headers/analysis/observatory/score';
import type { Preview } from '../../src/preview/create-preview';

const { BALANCED, STRICT, API } = SecurityHeadersPreset;

type Props = Partial<SecurityHeadersProps>;
interface Scan {
  readonly algorithm: number;
  readonly score: number;
  readonly grade: string;
  readonly tests: readonly { readonly result: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'judges-'));
const certificate = makeCertificate('IP:127.0.0.1');
const trusted = join(folder, 'cert.pem');
writeFileSync(trusted, certificate.cert);
const content = join(folder, 'content');
mkdirSync(content);
writeFileSync(join(content, 'index.html'), '<!doctype html><title>Home</title><script src="/site.js"></script>');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: { close(): unknown }[] = [];
afterEach(async () => { for (const one of open.splice(0)) await one.close(); });

/** The app as it is deployed, behind TLS. */
async function deployed(props: Props): Promise<{ site: HttpsSite; preview: Preview }> {
  const preview = previewOf(mkdtempSync(join(folder, 'cdk.out-')), content, { ours: props });
  await preview.ready;
  const site = await httpsSite(preview.url, certificate);
  open.push(site, preview);
  return { site, preview };
}

async function scan(props: Props): Promise<Scan> {
  const { site: { httpPort, httpsPort } } = await deployed(props);
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(__dirname, 'support', 'observatory.mjs'), '127.0.0.1', String(httpPort), String(httpsPort),
  ], { env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted, CONFIG_FILE: '' } });
  return JSON.parse(stdout) as Scan;
}

async function headersOf(props: Props): Promise<[name: string, value: string][]> {
  return [...(await (await deployed(props)).preview.fetch('/')).headers];
}

describe('MDN HTTP Observatory 1.4.8, by HTTPS', () => {
  test.each<[string, SecurityHeadersPreset]>([['BALANCED', BALANCED], ['STRICT', STRICT], ['API', API]])(
    '%s has 130 points, more than which headers cannot get', async (_, preset) => {
      const { algorithm, score, grade, tests } = await scan({ preset });
      expect({ algorithm, score, grade }).toEqual({ algorithm: 4, score: 130, grade: 'A+' });
      expect(tests.map(({ result }) => result)).toEqual(expect.arrayContaining([
        'csp-implemented-with-no-unsafe-default-src-none', 'redirection-to-https', 'hsts-implemented-max-age-at-least-six-months',
      ]));
    });

  // docs/adr/031: why `default-src` stays `'none'`, and `<style>` elements are not allowed.
  test.each<[string, ContentSecurityPolicy, number]>([
    ["default-src 'self', for what Firefox fetches early", ContentSecurityPolicy.balanced().extend({ defaultSrc: [CspSource.SELF] }), 125],
    ['inline styles', ContentSecurityPolicy.balanced().extend({ styleSrc: [CspSource.UNSAFE_INLINE] }), 120],
    ['inline scripts', ContentSecurityPolicy.balanced().extend({ scriptSrc: [CspSource.UNSAFE_INLINE] }), 80],
  ])('%s', async (_, contentSecurityPolicy, score) => {
    expect((await scan({ contentSecurityPolicy, weakPolicy: WeakPolicyAction.IGNORE })).score).toBe(score);
  });
});

test.each<[string, number, SecurityHeadersPreset]>([
  ['BALANCED', 140, BALANCED], ['STRICT', 150, STRICT], ['API', 140, API],
])('by the rules of Observatory 1.6.3, %s has %d points', async (_, points, preset) => {
  const headers = (await headersOf({ preset })).map(([name, value]) => ({ name, value }));
  expect(scoreHeaders(headers)).toMatchObject({ total: points, grade: 'A+' });
  expect(analyseHeaders(headers).findings.filter(({ severity }) => /HIGH|SYNTAX|MEDIUM/.test(severity))).toEqual([]);
});

/** The findings of csp_evaluator that are not about the site's own host in general. */
function evaluated(csp: string): string[] {
  return new CspEvaluator(new CspParser(csp).csp).evaluate()
    .filter(({ severity }) => [Severity.HIGH, Severity.SYNTAX, Severity.MEDIUM].includes(severity))
    .map(({ severity, directive, value }) => `${Severity[severity]} ${directive} ${value ?? ''}`.trim());
}

describe('csp_evaluator 1.1.8', () => {
  const policy = async (props: Props) => new Map(await headersOf(props)).get('content-security-policy')!;

  test.each<[string, SecurityHeadersPreset]>([['BALANCED', BALANCED], ['STRICT', STRICT], ['API', API]])(
    'finds nothing HIGH, SYNTAX or MEDIUM in %s', async (_, preset) => {
      expect(evaluated(await policy({ preset }))).toEqual([]);
    });

  test('finds what is weak', async () => {
    const contentSecurityPolicy = ContentSecurityPolicy.balanced().extend({ scriptSrc: [CspSource.UNSAFE_INLINE] });
    expect(evaluated(await policy({ contentSecurityPolicy, weakPolicy: WeakPolicyAction.IGNORE })))
      .toEqual(["HIGH script-src 'unsafe-inline'"]);
  });
});
