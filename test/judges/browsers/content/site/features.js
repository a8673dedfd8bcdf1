// What ordinary pages do.
runAll('features', {
  'f:own-script': () => true,
  'f:own-stylesheet': () => wide('own-stylesheet'),
  'f:inline-style': () => wide('inline-style'),
  'f:style-attribute': () => wide('style-attribute'),
  'f:picture-https': () => element('img', { src: 'https://partner.test/picture.svg' }),
  'f:picture-data': () => element('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=' }),
  'f:picture-blob': () => ofBlob('/picture.svg', (src) => element('img', { src })),
  'f:font': () => new FontFace('Wide', 'url(/wide.ttf)').load(),
  'f:fetch': async () => (await (await fetch('/data.json')).json()).works,
  'f:fetch-blob': () => ofBlob('/data.json', async (url) => (await (await fetch(url)).json()).works),
  'f:websocket': () => socket(`wss://${SOCKET}`),
  'f:events': async () => {
    const source = new EventSource('/events');
    const event = await until(source, 'message');
    source.close();
    return event;
  },
  'f:worker': () => answerOf(new Worker('/worker.js')),
  'f:worker-blob': () => ofBlob('/worker.js', (url) => answerOf(new Worker(url))),
  'f:service-worker': async () => {
    await navigator.serviceWorker.register('/service-worker.js');
    return navigator.serviceWorker.ready;
  },
  'f:audio': () => audio('/sound.wav'),
  'f:audio-blob': () => ofBlob('/sound.wav', audio),
  'f:frame': () => {
    const ready = element('iframe', { src: '/frame.html?f:frame' });
    return ready.then(() => false); // the page in the frame reports it
  },
  'f:form': () => submit('/form.html', 'form'),
  'f:popup': () => {
    const arrived = message('signed in');
    open('https://partner.test/sign-in.html');
    return arrived;
  },
});
