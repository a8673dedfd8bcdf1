// What the pages of the tests have in common.
const WAIT = 3_000;
const SOCKET = `${location.host}/socket`;

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time, true));
const wide = (id) => getComputedStyle(document.getElementById(id)).width === '7px';
const until = (target, good, bad = 'error') => new Promise((resolve, reject) => {
  target.addEventListener(good, (event) => resolve(event));
  target.addEventListener(bad, () => reject(new Error(bad)));
});
function element(name, attributes) {
  const made = Object.assign(document.createElement(name), attributes);
  const ready = until(made, 'load');
  document.body.append(made);
  return ready;
}
const audio = (url) => until(new Audio(url), 'loadedmetadata');
async function ofBlob(path, use) {
  const blob = await (await fetch(path)).blob();
  return use(URL.createObjectURL(blob));
}
async function socket(url) {
  const opened = new WebSocket(url);
  await until(opened, 'open');
  opened.send('works');
  const event = await until(opened, 'message');
  opened.close();
  return event;
}
async function answerOf(worker) {
  worker.postMessage('');
  return until(worker, 'message');
}
function submit(action, names) {
  const form = Object.assign(document.createElement('form'), { action, target: `window-of-${names}` });
  document.body.append(form);
  form.submit();
}
const message = (text) => new Promise((resolve) => {
  addEventListener('message', ({ data }) => data === text && resolve(text));
});
/** Browsers that block a plugin load an empty document in its place. */
function plugin(name, attributes) {
  const blocked = new Promise((_, reject) => {
    const read = ({ effectiveDirective }) => effectiveDirective === 'object-src' && reject(new Error('blocked'));
    document.addEventListener('securitypolicyviolation', read);
  });
  return Promise.race([element(name, attributes).then(() => Promise.race([blocked, pause(300)])), blocked]);
}

/** Each feature is reported when it has worked, be it after the page has reported to be done. */
async function run([name, feature]) {
  try {
    if (await feature()) await hit(name);
  } catch { /* it does not work */ }
}

/** Done is a page whose features work or do not; after a while also one whose features never end. */
globalThis.runAll = (page, features) => addEventListener('load', async () => {
  await Promise.race([pause(WAIT), Promise.all(Object.entries(features).map(run))]);
  await pause(500);
  await hit(`done-${page}`);
});
