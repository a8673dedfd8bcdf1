import { html, type CorpusDocument } from './document';

/** Event handlers, `style` attributes, URLs and frames. */
export const ATTRIBUTES: readonly CorpusDocument[] = [
  html('plain attributes', '<p style="color: red" onclick="go()">x</p>'),
  html('entities in attributes', '<p onclick="a(&quot;x&quot;) &amp;&amp; b(&#39;y&#39;, \'&eacute;\')" style="content: &#x27;&lt;&#x27;">'
    + '<p onclick="c(&amp b)" style="a:&ampx&copy;&copyx;&notin;&notit;"><p style="&#0;&#x80;&#xD800;&#x110000;&NotEqualTilde;">'),
  html('empty attributes', '<p style onclick><p style="" onclick=""><p style=" " onclick=" "><p style="\n" onclick="\t">'),
  html('duplicate attributes', '<p style="first:1" style="second:2" onclick="first()" ONCLICK="second()">'
    + '<script type=application/json type=module>{}</script><script type=module type=application/json>run()</script>'),
  html('names of attributes', '<p ONCLICK="upper()" STYLE="up:per"><p\nonclick\n=\n"lines()"\nstyle\n=bare:1><p/onclick=slash()/style=s:s/>'
    + '<p on-click="no()" onclick.prevent="no()" @click="no()" data-onclick="no()" xstyle="no">'),
  html('attributes that look like handlers', '<p onfoo="no()" on="no()" only="x" once="y" onsuccess="no()" ontouch="no()" onmessage="no()">'),
  html('handlers of the window', '<body onhashchange="h()" onbeforeunload="b()" onmessage="m()" onstorage="s()" onpageshow="p()">'
    + '<div onhashchange="no()" onbeforeunload="no()" onstorage="no()" onpopstate="no()">'),
  html('handlers of single elements', '<input onsearch="s()"><p onsearch="no()"><video onplay="v()"></video><p onplay="p()">'
    + '<img onerror="i()" onload="l()" alt=x><form onsubmit="f()"></form><details ontoggle="t()"></details>'
    + '<dialog oncancel="c()" onclose="d()"></dialog><iframe onload="fl()" onbeforeunload="fb()"></iframe>'),
  html('long handlers', `<p onclick="${'long(); '.repeat(30)}"><p onclick="a\n  .b()\n\n  .c()">`),
  html('javascript URLs', '<a href="javascript:void(0)">a</a><area href="javascript:b()"><form action="javascript:c()"></form>'),
  html('a frame with a document', '<iframe srcdoc="<script>f()</script><style>f{}</style><p style=\'f:f\' onclick=\'fc()\'>"></iframe>'),
  html('frames in frames', '<iframe srcdoc="<script>one()</script><iframe srcdoc=\'<script>two(&quot;x&quot;)</script>'
    + '<iframe srcdoc=&quot;&amp;lt;p style=three:3&amp;gt;&quot;></iframe>\'></iframe>"></iframe>'),
  html('entities in a frame', '<iframe srcdoc="&lt;script&gt;a &amp;amp;&amp;amp; b&lt;/script&gt;<p onclick=&quot;x(&amp;quot;y&amp;quot;)&quot;>"></iframe>'),
  html('frames that are none', '<svg><iframe srcdoc="<script>svg()</script>"></iframe></svg><embed srcdoc="<script>e()</script>">'
    + '<frame srcdoc="<script>f()</script>"><iframe srcdoc="<script>s()</script>" src=/x></iframe><iframe srcdoc></iframe>'),
  html('frames in a sandbox', '<iframe sandbox srcdoc="<script>no()</script><style>yes{}</style><p style=\'y:y\' onclick=\'no()\'>"></iframe>'
    + '<iframe sandbox=allow-scripts srcdoc="<script>yes()</script>"></iframe><iframe sandbox="allow-same-origin" srcdoc="<p onclick=\'sb()\'>'
    + '<noscript><style>shown{}</style></noscript>"></iframe>'),
  html('quotes and line ends in a frame', '<iframe srcdoc="\r\n<script>\r\nf()\r\n</script>"></iframe>'),
];
