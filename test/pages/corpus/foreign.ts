import { html, type CorpusDocument } from './document';

/** SVG and MathML in HTML. */
export const FOREIGN: readonly CorpusDocument[] = [
  html('scripts in SVG', '<svg><script>s()</script><script>a &amp;&amp; b</script><script type=module>m()</script>'
    + '<script type=application/json>{}</script><script href=/a.js>no()</script><script xlink:href=/b.js>no()</script>'
    + '<script src=/c.js>src()</script><script nomodule>nm()</script><script language=vbscript>lang()</script></svg>'),
  html('CDATA in SVG', '<svg><script><![CDATA[a && b < c &amp; d]]></script><style><![CDATA[a > b{}]]>c{}</style></svg>'
    + '<script><![CDATA[html()]]></script>'),
  html('comments and elements in SVG scripts', '<svg><script>a<!-- c -->b()</script><script>a<g>hidden</g>b()</script>'
    + '<style>x<g>hidden</g>{}</style></svg>'),
  html('breaking out of SVG', '<svg><script>a<b>out()</b></script><style>x{}<p style="o:ut">y</style></svg><svg><p onclick="p()">'
    + '<script>html &amp; no entity</script></svg>'),
  html('self-closing elements in SVG', '<svg><script/><style/><g style="g:g"/><script>after()</script></svg><p style="p:p"/>'),
  html('open elements in SVG', '<svg><style>open{} <g>'),
  html('an open script in SVG', '<svg><script>open()'),
  html('styles in SVG', '<svg><style type=text/css>c{}</style><style type=text/less>l{}</style><style></style><style type="">e{}</style></svg>'),
  html('attributes in SVG', '<svg onload="root()" onunload="un()" style="r:r"><g onclick="g()" style="g:g" STYLE="no:no"/>'
    + '<animate onbegin="b()" onend="e()" onrepeat="r()"/><g onbegin="no()"/><animateMotion onbegin="m()"/><set onend="s()"/>'
    + '<a xlink:href="javascript:x()"><text>t</text></a><discard onbegin="no()"/><animateTransform onrepeat="t()"/></svg>'),
  html('attributes in MathML', '<math onclick="m()" style="m:m"><mi style="i:i" onfocus="i()" href="javascript:x()">x</mi></math>'),
  html('scripts in MathML', '<math><script>no()</script><style>no{}</style><mtext><script>yes()</script><style>yes{}</style></mtext></math>'),
  html('HTML in SVG', '<svg><foreignObject><script>f &amp; g</script><style>f{}</style><p style="f:o" onclick="fo()"></foreignObject>'
    + '<title><script>t()</script></title><desc><style>d{}</style></desc></svg>'),
  html('annotations in MathML', '<math><annotation-xml encoding="text/html"><script>a()</script><p style="a:a"></annotation-xml>'
    + '<annotation-xml><script>no()</script></annotation-xml></math>'),
  html('templates in SVG', '<svg><template><script>not inert</script><style>s{}</style></template></svg>'),
];
