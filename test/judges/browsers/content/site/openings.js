// What the default does not allow, for lack of need in most pages or for safety.
runAll('openings', {
  'o:style-element': () => {
    document.head.append(Object.assign(document.createElement('style'), { textContent: '#made { width: 7px }' }));
    document.body.append(Object.assign(document.createElement('p'), { id: 'made' }));
    return wide('made');
  },
  'o:event-handler': () => void document.getElementById('handler').click(),
  'o:eval': () => eval('1 + 1') === 2,
  'o:wasm': async () => (await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))).instance,
  'o:object-svg': () => plugin('object', { data: '/picture.svg', type: 'image/svg+xml' }),
  'o:object-pdf': () => plugin('object', { data: '/paper.pdf', type: 'application/pdf' }),
  'o:embed-svg': () => plugin('embed', { src: '/picture.svg', type: 'image/svg+xml' }),
  'o:ws': () => socket(`ws://${SOCKET}`),
  'o:media-source': () => {
    const source = new MediaSource();
    new Audio(URL.createObjectURL(source)).load();
    return until(source, 'sourceopen');
  },
  'o:script-elsewhere': () => element('script', { src: 'https://partner.test/library.js' }),
  'o:stylesheet-elsewhere': () => element('link', { rel: 'stylesheet', href: 'https://partner.test/style.css' }),
  'o:font-elsewhere': () => new FontFace('Wide', 'url(https://partner.test/wide.ttf)').load(),
  'o:fetch-elsewhere': async () => (await fetch('https://partner.test/data.json')).ok,
  'o:frame-elsewhere': () => {
    const arrived = message('framed');
    element('iframe', { src: 'https://partner.test/framed.html' });
    return arrived;
  },
  'o:form-elsewhere': () => submit('https://partner.test/form.html', 'elsewhere'),
  'o:form-redirected': async () => {
    await pause(500); // a browser may drop the first of two forms that are sent at once
    submit('/away', 'redirected');
  },
});
