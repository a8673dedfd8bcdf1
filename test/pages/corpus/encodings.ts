import { bytes, html, xhtml, type CorpusDocument } from './document';

const META = '<!doctype html><meta charset=utf-8>';

/** Line ends, marks and characters. */
export const ENCODINGS: readonly CorpusDocument[] = [
  html('line ends of Windows', '<script>\r\na()\r\nb()\r\n</script><style>\r\na{}\r</style><p style="a:b;\r\nc:d" onclick="x()\r\ny()\ry()">'
    + '<p onclick="a()&#13;&#10;b()" style="&#13;">'),
  bytes('a byte order mark', '\ufeff<!doctype html><script>é()</script><p style="content:\'€\'">'),
  bytes('UTF-16, little endian', '\ufeff<!doctype html><script>é("日本")</script><p onclick="é()">', 'utf16le'),
  { name: 'UTF-16, big endian', bytes: Buffer.from('\ufeff<!doctype html><script>ü("日本")</script>', 'utf16le').swap16() },
  bytes('a declared charset', `${META}<script>é("日本語 😀")</script><style>a::before{content:"→"}</style><p onclick="ü()" style="c:'ß'">`),
  bytes('an http-equiv charset', '<meta http-equiv=Content-Type content="text/html; charset=utf-8"><script>é()</script>'),
  bytes('windows-1252', '<!doctype html><meta charset=windows-1252><script>"\xe9\x80\x93\x94"</script><p style="a:\xdf">', 'latin1'),
  bytes('ISO 8859-1 is windows-1252', '<!doctype html><meta charset=iso-8859-1><script>"\x80\x9f\xe4\x81"</script>', 'latin1'),
  bytes('ISO 8859-2', '<!doctype html><meta charset="ISO-8859-2"><script>"\xb1\xe6\xea"</script>', 'latin1'),
  { name: 'Shift_JIS', bytes: Buffer.from('<!doctype html><meta charset=shift_jis><script>"\x83\x65\x83\x58\x83\x67"</script>', 'latin1') },
  { name: 'GBK', bytes: Buffer.from('<!doctype html><meta charset=gb2312><script>"\xc4\xe3\xba\xc3"</script>', 'latin1') },
  bytes('a meta that claims UTF-16', '<!doctype html><meta charset=utf-16><script>"é"</script>'),
  bytes('a charset in a comment', '<!doctype html><!-- <meta charset=shift_jis> --><meta charset=utf-8><script>"é"</script>'),
  bytes('an unknown charset first', '<!doctype html><meta charset=klingon><meta charset=utf-8><script>"é"</script>'),
  bytes('a charset after a long head', `<!doctype html><title>${'x'.repeat(2_000)}</title><meta charset=utf-8><script>"é"</script>`),
  bytes('a charset in quotes and capitals', '<!DOCTYPE HTML><META NAME=a CHARSET = \'UTF-8\'><SCRIPT>"é"</SCRIPT>'),
  bytes('broken UTF-8', `${META}<script>"\xff\xc3("</script><p style="a:\xed\xa0\x80">`, 'latin1'),
  bytes('NUL characters', `${META}<script>a\0b()</script><style>a\0{}</style><p style="a:\0" onclick="b(\0)"><svg><script>s\0t()</script><style>u\0{}</style></svg>`),
  bytes('control characters', `${META}<script>"\x01\x0b\x0c\x7f"</script><p style="\x01\x0c:\x0b">`),
  bytes('a mark inside', `${META}<script>\ufeff"x"</script><p style="\ufeff">`),
  html('astral characters', '<script>"😀𝒳"</script><p style="content:\'&#x1F600;\'" onclick="\'😀\'">'),
  html('no normalization', '<script>"e\u0301"</script><script>"\u00e9"</script>'),
];

const NS = 'xmlns="http://www.w3.org/1999/xhtml"';
const STRICT = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">';

/** Documents that browsers read as XML. */
export const XHTML: readonly CorpusDocument[] = [
  xhtml('XHTML', `<html ${NS}><head><title>x</title><script>a &amp;&amp; b</script><style>a &gt; b{}</style></head><body style="a:b" onclick="c(&quot;d&quot;)"/></html>`),
  xhtml('XHTML with CDATA', `<?xml version="1.0"?><html ${NS}><head><script>//<![CDATA[\na && b\n//]]></script><style><![CDATA[a > b{}]]></style></head></html>`),
  xhtml('XHTML with entities', `${STRICT}<html ${NS}><body><script>"&nbsp;&eacute;&#233;&lt;"</script><p style="c:'&copy;'" onclick="x('&euro;')"/></body></html>`),
  xhtml('XHTML is case-sensitive', `<html ${NS}><body><SCRIPT>no()</SCRIPT><p STYLE="n:o" onClick="no()" onclick="yes()"/><script type="MODULE">m()</script></body></html>`),
  xhtml('XHTML with elements of no namespace', `<html ${NS}><body><x xmlns=""><script>no()</script><style>no{}</style><p style="n:o" onclick="no()"/></x></body></html>`),
  xhtml('XHTML with prefixes', '<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns:s="http://www.w3.org/2000/svg"><h:body><h:script>h()</h:script>'
    + '<s:svg><s:script>s()</s:script><s:style>s{}</s:style><s:g style="g:g" onclick="g()"/></s:svg><script>no()</script><h:p h:style="n:o"/></h:body></h:html>'),
  xhtml('XHTML with comments and elements in code', `<html ${NS}><body><script>a<!-- c -->b()</script><script>a<b>x</b>c()</script><style>a<b>x</b>{}</style><script/><style/></body></html>`),
  xhtml('XHTML with noscript and template', `<html ${NS}><body><noscript><script>no()</script><style>n{}</style><p style="n:s"/></noscript>`
    + '<template><script>t()</script><style>t{}</style><p style="t:t" onclick="t()"/></template><textarea><script>ta()</script></textarea></body></html>'),
  xhtml('XHTML with a frame', `<html ${NS}><body><iframe srcdoc="&lt;script>f()&lt;/script>"/></body></html>`),
  xhtml('XHTML with line ends and spaces', `<html ${NS}><body><script>\r\na()\r\n</script><p style="a:b;\r\n\tc:d" onclick="x()&#10;y()"/></body></html>`),
  { name: 'XHTML in ISO 8859-1', isXml: true, bytes: Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?><html ${NS}><body><script>"\xe9"</script></body></html>`, 'latin1') },
  xhtml('XHTML in UTF-8', `<html ${NS}><body><script>"é😀"</script></body></html>`),
];
