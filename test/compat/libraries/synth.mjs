// Synthesizes all apps, with the library alone and with our constructs, and writes a list of what came out. Runs in the
// folder where the libraries are installed: `node synth.mjs [NAME...]`.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { attach } from './attach.mjs';
import { writeSites } from './stand-ins.mjs';

const account = '111122223333';
const here = import.meta.dirname;
const out = join(here, 'out');
const sites = join(here, 'sites');
const wanted = process.argv.slice(2);
const names = readdirSync(join(here, 'apps')).map((file) => file.replace(/\.mjs$/, '')).filter((name) => (
  wanted.length === 0 || wanted.some((part) => name.includes(part))));

mkdirSync(out, { recursive: true });
const fixtures = writeSites(sites);
const list = [];
for (const name of names) {
  const { default: app } = await import(`./apps/${name}.mjs`);
  for (const region of app.regions ?? ['us-east-1', 'eu-west-1']) {
    const [alone, composed] = ['alone', 'composed'].map((kind) => synthesized(name, app, region, kind));
    const { library, sent, untouched, probes } = app;
    list.push({ name, library, sent, untouched, probes: probes.map(plain), region, alone, composed });
  }
}
writeFileSync(join(out, 'list.json'), JSON.stringify(list));

function synthesized(name, description, region, kind) {
  const outdir = join(out, `${name}-${region}-${kind}`);
  const app = new App({
    outdir,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    context: { [zone(region)]: { Id: '/hostedzone/Z1', Name: 'example.com.' } },
  });
  const stack = new Stack(app, 'Web', { env: { account, region } });
  try {
    const distribution = description.distribution(description.create(stack, fixtures), stack);
    if (kind === 'composed') attach(stack, distribution, description);
    app.synth();
    return { outdir, distribution: distribution.node.path, deployed: description.deployed };
  } catch (error) {
    return { outdir, refused: error.message };
  }
}

/** What `HostedZone.fromLookup` finds. */
function zone(region) {
  return `hosted-zone:account=${account}:domainName=example.com:region=${region}`;
}

/** A regular expression as text. */
function plain(probe) {
  const shows = Object.entries(probe.shows ?? {}).map(([header, { source }]) => [header, source]);
  return { ...probe, shows: Object.fromEntries(shows) };
}
