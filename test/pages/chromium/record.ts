// `npx tsx test/pages/chromium/record.ts` asks Chromium again and writes answers.json.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AskedChromium, forEach, type Hashes } from './ask';
import { CORPUS, served } from '../corpus';

async function record(): Promise<void> {
  const chromium = await AskedChromium.start();
  const answers: Record<string, Hashes> = {};
  await forEach(CORPUS, async (document) => { answers[document.name] = await chromium.hashes(served(document)); });
  const documents = Object.fromEntries(CORPUS.map(({ name }) => [name, answers[name]]));
  writeFileSync(join(__dirname, 'answers.json'), `${JSON.stringify({ chromium: chromium.version, documents }, undefined, 1)}\n`);
  await chromium.stop();
}

void record();
