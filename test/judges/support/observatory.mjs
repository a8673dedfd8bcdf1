// Runs the MDN HTTP Observatory on a host of this machine and prints its result as JSON: `node observatory.mjs HOST
// HTTP HTTPS`. A process of its own, since it trusts the certificate of the test (`NODE_EXTRA_CA_CERTS`).
import fs from 'node:fs';
import { ALL_TESTS, ALGORITHM_VERSION } from '@mdn/mdn-http-observatory/src/constants.js';
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from '@mdn/mdn-http-observatory/src/grader/charts.js';
import { getGradeForScore, getScoreModifier } from '@mdn/mdn-http-observatory/src/grader/grader.js';
import { retrieve } from '@mdn/mdn-http-observatory/src/retriever/retriever.js';

// The list of preloaded hosts is downloaded when the package is installed. No host of a test is in it.
const { readFileSync } = fs;
fs.readFileSync = (path, ...options) => (
  String(path).endsWith('hsts-preload.json') ? '{}' : readFileSync(path, ...options));

const [host, httpPort, httpsPort] = process.argv.slice(2);

// As its `scan` does, which has no option for ports in this version.
const requests = await retrieve(host, { httpPort, httpsPort });
if (!requests.responses.auto?.verified) throw new Error('there is no response, or its certificate is not trusted');
const results = ALL_TESTS.map((test) => test(requests)).filter(({ result }) => result);
const tests = results.map(({ result }) => ({ result, points: getScoreModifier(result) }));
const sum = (points) => points.reduce((total, one) => total + one, 0);
const uncurved = 100 + sum(tests.map(({ points }) => Math.min(points, 0)));
const score = uncurved >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? 100 + sum(tests.map(({ points }) => points)) : uncurved;
console.log(JSON.stringify({ algorithm: ALGORITHM_VERSION, ...getGradeForScore(score), tests }));
