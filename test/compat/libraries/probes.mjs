// Asks the previews of a site, with a library alone and with our constructs: what the library did has to be the same
// wherever ours have nothing to say.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { start } from '../../packages/preview.mjs';
import { VOLATILE } from './origin.mjs';

/** Asked of every site, besides what the library is for. */
const EVERYWHERE = [{ path: '/' }, { path: '/docs/index.html' }, { path: '/docs/' }, { path: '/docs' }];

/** What is wrong with the answers of a site. `from` is where its pages and other origins are. */
export async function wrongAnswers(command, { alone, composed, probes, sent, untouched }, from) {
  const asked = [...probes, ...EVERYWHERE];
  const before = await answersOf(command, alone, asked, from);
  const after = await answersOf(command, composed, asked, from);
  const [moved, missing] = await answersOf(command, composed, ours(sent), from);
  return [
    ...probes.flatMap((probe, index) => [
      ...unexpected(probe, before[index]).map((what) => `alone, ${what}`),
      ...unexpected(probe, after[index]).map((what) => `composed, ${what}`),
    ]),
    ...asked.flatMap((probe, index) => changed(probe, before[index], after[index])),
    ...(untouched ?? []).flatMap((event) => (
      wrong(`the functions on ${event}`, associated(composed, event), associated(alone, event)))),
    ...wrong('/moved is redirected', `${moved.status} ${moved.headers.location}`, '301 /docs/'),
    ...wrong('an error is masked', `${missing.status} ${missing.body}`, '410 <h1>Not here</h1>'),
  ];
}

/** With the headers that a guard requires. */
function ours(headers) {
  return [{ path: '/moved', headers }, { path: '/missing.txt', headers }];
}

async function answersOf(command, { outdir, distribution, deployed }, probes, from) {
  // The preview finds the pages that a library deploys.
  const origins = originsOf(outdir).filter(({ stored }) => !(stored && deployed))
    .flatMap(({ id, stored }) => ['--origin', `${id}=${stored ? from.folder : from.url}`]);
  const args = ['preview', outdir, '--distribution', distribution, '--port', '0', ...origins];
  const preview = await start(command, args, {});
  try {
    const answers = [];
    for (const probe of probes) answers.push(await answer(preview.url, probe));
    return answers;
  } finally {
    preview.stop();
  }
}

async function answer(url, { path, method = 'GET', headers = {} }) {
  const response = await fetch(url + path, { method, headers, redirect: 'manual' });
  const kept = [...response.headers].filter(([name]) => !VOLATILE.test(name));
  return { status: response.status, headers: Object.fromEntries(kept), body: settled(await response.text()) };
}

/** Without what is new in each run: the port of the preview, ids of requests, signatures. */
function settled(body) {
  return body
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1')
    .replace(/Request ID: \S+/, '')
    .replace(/<(RequestId|HostId)>[^<]*/g, '');
}

/** The origins in the templates of an assembly, and whether they are buckets. */
function originsOf(outdir) {
  return configsIn(outdir).flatMap(({ Origins: origins }) => origins)
    .map(({ Id: id, S3OriginConfig: bucket }) => ({ id, stored: bucket !== undefined }));
}

/** The versions of Lambda@Edge on an event of the default behavior, as the template names them. */
function associated({ outdir }, event) {
  const lists = configsIn(outdir).map(({ DefaultCacheBehavior: { LambdaFunctionAssociations: list = [] } }) => list);
  return JSON.stringify(lists.flat().filter(({ EventType: type }) => type === event));
}

function configsIn(outdir) {
  return readdirSync(outdir)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => Object.values(JSON.parse(readFileSync(join(outdir, file), 'utf8')).Resources ?? {}))
    .filter(({ Type: type }) => type === 'AWS::CloudFront::Distribution')
    .map(({ Properties: { DistributionConfig: config } }) => config);
}

/** What a library should have done. */
function unexpected({ path, status = 200, body = '', shows = {} }, got) {
  const line = `${path} answers ${got.status} ${short(got.body)}`;
  return [
    ...got.status === status && got.body.includes(body)
      ? [] : [`${line}, expected ${status} with ${body || 'anything'}`],
    ...Object.entries(shows).filter(([name, pattern]) => !new RegExp(pattern).test(got.headers[name] ?? ''))
      .map(([name, pattern]) => `${path} has ${name} ${got.headers[name]}, expected ${pattern}`),
  ];
}

/** What is not as it was, except the headers and the errors that are ours. */
function changed({ path, headers: sent }, before, after) {
  const place = `${path}${sent ? ` with ${JSON.stringify(sent)}` : ''}`;
  const security = wrong(
    `${place} has our Strict-Transport-Security`,
    after.headers['strict-transport-security'],
    'max-age=43200000',
  );
  if (after.status === 410 && after.body === '<h1>Not here</h1>') return security;
  const names = new Set([...Object.keys(before.headers), ...Object.keys(after.headers)]);
  return [
    ...security,
    ...wrong(`${place} has the same status`, after.status, before.status),
    ...wrong(`${place} has the same body`, after.body, before.body),
    ...[...names].filter((name) => !OURS.test(name)).flatMap((name) => (
      wrong(`${place} has the same ${name}`, after.headers[name], before.headers[name]))),
  ];
}

const OURS = new RegExp(`^(${[
  'strict-transport-security', 'content-security-policy', 'x-content-type-options', 'x-frame-options',
  'referrer-policy', 'x-xss-protection', 'permissions-policy', 'cross-origin-[a-z-]+', 'origin-agent-cluster',
  'x-permitted-cross-domain-policies', 'content-length', 'etag', 'x-preview-left-out',
].join('|')})$`);

function wrong(what, got, expected) {
  return got === expected ? [] : [`${what}: got ${short(got)}, expected ${short(expected)}`];
}

function short(value) {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
