import { bytes, html, type CorpusDocument } from './document';

/** `<script>` and `<style>` elements in HTML. */
export const ELEMENTS: readonly CorpusDocument[] = [
  html('plain script and style', '<script>one()</script><style>a { color: red }</style>'),
  html('the same code twice', '<script>same()</script><script>same()</script><p style="a:b"><p style="a:b">'),
  html('white space counts', '<script> one()\n</script><script>\tone()</script><style>\na{}\n</style>'),
  html('white space only', '<script> </script><script>\n\n</script><script>\f</script><style> </style>'),
  html('empty elements', '<script></script><style></style><script src></script>'),
  html('types of scripts', '<script type=module>m()</script><script type=importmap>{"imports":{}}</script>'
    + '<script type=speculationrules>{"prefetch":[]}</script><script type="TEXT/JavaScript">upper()</script>'
    + '<script type=" text/javascript ">spaces()</script><script type="">none()</script><script type>bare()</script>'
    + '<script type=text/ecmascript>ecma()</script><script type=text/jscript>j()</script>'),
  html('more types of scripts', ['text/javascript1.5', 'text/livescript', 'application/x-javascript', 'text/javascript1.6',
    'text/javascript1.0', 'application/ecmascript', 'text/x-ecmascript', 'application/javascript1.5', 'javascript', 'js',
    'text/typescript', 'text/babel', 'text/jsx', 'MODULE', ' module ', ' importmap', 'ImportMap', 'speculationrules '].map((type) => `<script type="${type}">run('${type}')</script>`).join('')),
  html('types with parameters', '<script type="text/javascript; charset=utf-8">p()</script>'
    + '<script type="text/javascript;">q()</script><script type="module;x=y">r()</script>'),
  html('islands of data', '<script type=application/json>{"a":1}</script>'
    + '<script type="application/ld+json">{"@type":"Thing"}</script><script type=text/template><b>x</b></script>'
    + '<script type=text/x-handlebars>{{x}}</script><script type=text/plain>x</script><script type=data>1</script>'
    + '<script type=" ">blank()</script>'),
  html('language instead of type', '<script language=javascript>a()</script><script language=JavaScript1.2>b()</script>'
    + '<script language=vbscript>c()</script><script language="">d()</script>'
    + '<script language=vbscript type=text/javascript>e()</script><script language=" javascript">f()</script>'
    + '<script type="" language=vbscript>g()</script><script language=ecmascript>h()</script>'),
  html('with a source', '<script src=/a.js>not this</script><script src>nor this</script><script src="">nor this</script>'
    + '<script type=module src=/b.js>nor this</script><script type=application/json src=x>{}</script>'
    + '<script type=importmap src=/m.json>{}</script><script type=speculationrules src=/s.json>{"prefetch":[]}</script>'),
  html('nomodule', '<script nomodule>old()</script><script type=module nomodule>both()</script>'),
  html('for and event', '<script for=window event=onload>a()</script><script for=" Window " event=" ONLOAD() ">b()</script>'
    + '<script for=window event=onclick>c()</script><script for=x event=onload>d()</script><script for=x>e()</script>'
    + '<script event=onclick>f()</script>'),
  html('async, defer, nonce and integrity', '<script async>a()</script><script defer>b()</script>'
    + '<script nonce=abc>c()</script><script integrity="sha256-x">d()</script><script crossorigin>e()</script>'),
  html('types of styles', '<style type=text/css>a{}</style><style type="TEXT/CSS">b{}</style><style type="">c{}</style>'
    + '<style type=text/less>d{}</style><style type=" text/css ">e{}</style><style type="text/css;charset=utf-8">f{}</style>'
    + '<style media=print>g{}</style><style media="not all">h{}</style><style disabled>i{}</style>'
    + '<style title=other>j{}</style><style type=text/plain></style>'),
  html('end tags in texts of scripts', '<script>a = "<\\/script>"</script><script>b = "</script >after()</script>'
    + '<script>c = "</scrip>"</script><script>d = "</scriptx>"</script><script>e = "</SCRIPT\n>f()'),
  html('comments in scripts', '<script><!--\nold()\n//--></script><script><!-- <script> a() </script> b() --></script>'
    + '<script><!-- <script>c()</script></script><script>x --> y</script>'),
  html('entities are text in scripts', '<script>a &amp;&amp; b &lt; c</script><style>a::before { content: "&gt;" }</style>'),
  bytes('a script without its end', '<!doctype html><script>closed()</script><script>open()'),
  bytes('a style without its end', '<!doctype html><style>open { color: red }'),
  bytes('nothing but a script', '<script>bare()</script>'),
  bytes('an empty file', ''),
  bytes('plain text', 'just text & no code'),
  html('scripts that are text', '<!-- <script>comment()</script> --><textarea><script>area()</script></textarea>'
    + '<noscript><script>no()</script><style>no{}</style><p style="no:script" onclick="no()"></noscript>'
    + '<iframe><script>frame()</script></iframe><noembed><script>embed()</script></noembed>'
    + '<noframes><script>frames()</script></noframes><xmp><script>xmp()</script></xmp>'),
  bytes('a title with a script', '<!doctype html><title><script>title()</script></title><p onclick="p()">'),
  bytes('plaintext', '<!doctype html><script>before()</script><plaintext><script>after()</script>'),
  html('noscript in the head', '</title><noscript><style>head{}</style></noscript><style>after{}</style>'),
  html('templates', '<template><script>in()</script><style>in{}</style><p style="in:template" onclick="clicked()">'
    + '<iframe srcdoc="<script>frame()</script>"></iframe><template><p style="in:two"></template></template>'),
  html('shadow roots', '<div><template shadowrootmode=open><style>open{}</style><script>open()</script>'
    + '<p style="o:p" onclick=o()></p></template></div><section><template shadowrootmode=CLOSED><style>closed{}</style></template></section>'
    + '<div><template shadowrootmode=other><style>other{}</style></template></div>'
    + '<table><tr><td><template shadowrootmode=open><style>cell{}</style></template></td></tr></table>'
    + '<my-element><template shadowrootmode=open><style>custom{}</style></template></my-element>'
    + '<a><template shadowrootmode=open><style>link{}</style></template></a>'
    + '<font-face><template shadowrootmode=open><style>reserved{}</style></template></font-face>'),
  html('a second shadow root', '<div><template shadowrootmode=open><style>first{}</style></template>'
    + '<template shadowrootmode=open><style>second{}</style></template></div>'),
  html('a shadow root in a template', '<template><div><template shadowrootmode=open><style>inert{}</style></template></div></template>'),
  html('tables', '<table><script>table()</script><style>table{}</style><tr><script>row()</script><td style="in:cell">'
    + '<p onclick="cell()"></table><table><p style="foster:parent" onclick="fostered()"><svg><style>fs{}</style></svg></table>'),
  html('select', '<select><script>s()</script><style>s{}</style><option onclick="o()" style="o:p"><div onclick="d()" style="d:d">x'
    + '</div><button style="b:b"><selectedcontent></selectedcontent></button></select><p onclick="after()">'),
  html('select in select', '<select style="a:a"><select style="b:b" onclick="lost()"></select><p style="c:c">'
    + '<select style="d:d"><input style="e:e" onclick="kept()"><p style="f:f"><select style="g:g">'),
  html('misnested formatting', '<b onclick="b()"><p style="p:p">x</b><i style="i:i">y</p>z</i><a onclick="a()">1<a onclick="b()">2'
    + '<script>between()</script></a>'),
  html('several bodies', '<body onload="late()" style="x:y"><body onload="second()" onclick="added()" style="no:no">'
    + '<html onclick="html()" style="h:h"><html style="no:no">'),
  bytes('framesets', '<!doctype html><frameset onload="f()" onhashchange="h()" style="f:s"><script>ignored()</script>'
    + '<frame style="fr:fr" onload="fl()" src="about:blank"></frameset>'),
  html('unknown elements', '<unknown style="u:u" onclick="u()"><script>u()</script><x-y onfocus="x()"></x-y></unknown>'),
  html('code after the end', '</body></html><script>late()</script><style>late{}</style><p style="l:l">'),
  html('a base and a refresh', '<base href="javascript:x()"><meta http-equiv=refresh content="0;url=javascript:meta()">'),
];
