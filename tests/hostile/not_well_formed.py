"""Inputs that are not well-formed, by the productions and constraints of XML 1.0 (5th ed.) and Namespaces 1.0 they break.

Written by us along the specification's own numbering; each is as small as it can be.
"""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

INPUTS: dict[str, list[str | bytes]] = {
    "[1] document": ["", " ", "\n", "text", "<a/><b/>", "<a/>text", "text<a/>", "<a></a><a></a>", "<a/>&amp;", "<!-- only a comment -->", "<a/><![CDATA[x]]>", "<![CDATA[x]]>", "<a/>\x00"],
    "[2] Char": ["<a>\x00</a>", "<a>\x01</a>", "<a>\x08</a>", "<a>\x0b</a>", "<a>\x0c</a>", "<a>\x1f</a>", "<a>\ufffe</a>", "<a>\uffff</a>", b"<a>\xed\xa0\x80</a>", b"<a>\xed\xbf\xbf</a>", b"<a>\xf4\x90\x80\x80</a>", b"<a>\xc0\x80</a>", b"<a>\xe0\x80\xaf</a>", b"<a>\xc3</a>", b"<a>\x80</a>", b"<a>\xfe</a>", '<a b="\x01"/>', "<a><!--\x02--></a>", "<\x01/>", "<a><![CDATA[\x03]]></a>"],
    "[3] S": ["<a\u00a0b='1'/>", "<a\u2003b='1'/>", "<a\u3000/>", "<a\x0bb='1'/>"],
    "[4] NameStartChar": ["<1a/>", "<-a/>", "<.a/>", "<\u0300a/>", "<\u00b7/>", "<a 1b='x'/>", "<a -b='x'/>", "<×/>", "<÷/>", "<\u2000/>", "<\u037e/>"],
    "[4a] NameChar": ["<a!/>", "<a$/>", "<a%/>", "<a(/>", "<a,/>", "<a;/>", "<a?/>", "<a@/>", "<a[/>", "<a{/>", "<a|/>", "<a~/>", "<a^/>", "<a b+c='1'/>", "<a\\/>", "<a\u2003/>"],
    "[10] AttValue": ["<a b=1/>", "<a b=/>", "<a b/>", "<a b='/>", '<a b="/>', "<a b='1\"/>", "<a b=\"1'/>", "<a b='<'/>", "<a b='&'/>", "<a b='&;'/>", "<a b='& '/>", "<a b='&x'/>", "<a b=`1`/>", "<a b=“1”/>", "<a b='a'c/>", "<a ='1'/>", "<a 'b'='1'/>"],
    "[14] CharData": ["<a>]]></a>", "<a>x]]>y</a>", "<a><</a>", "<a>&</a>", "<a>a && b</a>", "<a>< b</a>", "<a>&nbsp</a>"],
    "[15] Comment": ["<a><!-- -- --></a>", "<a><!----->", "<a><!-- --->x</a>", "<a><!--x</a>", "<a><!-x--></a>", "<a><!- - x --></a>", "<a><!--></a>", "<a><!---></a>", "<a><!-- a -- b --></a>", "<a><! -- x --></a>", "<!-- a --- --><a/>", "<a b='1' <!-- x --> />", "<a <!--x-->/>"],
    "[16] PI": ["<a><?></a>", "<a><? x?></a>", "<a><?x></a>", "<a><?x", "<a><?xml x?></a>", "<a><?XML x?></a>", "<a><?xMl?></a>", "<a><?1x?></a>", "<a><?x y></a>", "<a/><?xml version='1.0'?>", " <?xml version='1.0'?><?xml version='1.0'?><a/>"],
    "[18] CDSect": ["<a><![CDATA[x</a>", "<a><![CDATA[x]></a>", "<a><![CDATA[x]]</a>", "<a><![cdata[x]]></a>", "<a><! [CDATA[x]]></a>", "<a><![CDATA [x]]></a>", "<a><![ CDATA[x]]></a>", "<a><![CDATA[a]]b]]></a>]]>", "<a><![CDATA[<![CDATA[x]]>]]></a>", "<a><![INCLUDE[x]]></a>", "<a><![IGNORE[x]]></a>"],
    "[23] XMLDecl": ["<?xml?><a/>", "<?xml encoding='utf-8'?><a/>", "<?xml version=1.0?><a/>", "<?xml version='1.0\"?><a/>", "<?xml version='1.0'><a/>", "<?xml version='1.0' ><a/>", "<?xml version='1.0'encoding='utf-8'?><a/>", "<?xml encoding='utf-8' version='1.0'?><a/>", "<?xml version='1.0' standalone='yes' encoding='utf-8'?><a/>", "<?xml version='1.0' standalone='true'?><a/>", "<?xml version='1.0' standalone='YES'?><a/>", "<?xml version='1.0' standalone=yes?><a/>", "<?xml version='1.0' x='1'?><a/>", "<?XML version='1.0'?><a/>", "<?xml Version='1.0'?><a/>", "<?xml version='1.0' version='1.0'?><a/>", "<? xml version='1.0'?><a/>", "<?xml version ='1.0' encoding ='utf-8' ??><a/>", "<?xml version=''?><a/>", "<?xml version='1'?><a/>", "<?xml version='1.'?><a/>", "<?xml version='one'?><a/>", "<?xml version='1.0' encoding=''?><a/>", "<?xml version='1.0' encoding='8utf'?><a/>", "<?xml version='1.0' encoding='utf 8'?><a/>", "<?xml version='1.0' encoding='a/b'?><a/>", "<a/><?xml?>", "<a><?xml version='1.0'?></a>"],
    "[39] element": ["<a>", "</a>", "<a></b>", "<a></A>", "<a><b></a></b>", "<a><b></a>", "<a></a></a>", "<a></ a>", "<a>< /a>", "<a></a b='1'>", "<a></a/>", "<a/", "<a", "<", "<>", "</>", "<a><>", "<a></>", "< a/>", "<a / >", "<a /b='1'>", "<a//>", "<a></a", "<a><b/></c>", "<a<b/>>", "<a><b</a>"],
    "[40] STag: attributes once": ["<a b='1' b='2'/>", "<a b='1' c='2' b='1'/>", "<a b='1'c='2'/>", "<a b='1',c='2'/>", "<a b:='1'/>", "<a xml:lang='vi' xml:lang='en'/>"],
    "[66] CharRef": ["<a>&#;</a>", "<a>&#x;</a>", "<a>&#0;</a>", "<a>&#x0;</a>", "<a>&#1;</a>", "<a>&#8;</a>", "<a>&#xB;</a>", "<a>&#31;</a>", "<a>&#xD800;</a>", "<a>&#xDFFF;</a>", "<a>&#xFFFE;</a>", "<a>&#xFFFF;</a>", "<a>&#x110000;</a>", "<a>&#99999999999;</a>", "<a>&#X41;</a>", "<a>&#41</a>", "<a>&#x41</a>", "<a>&#4G;</a>", "<a>&#xG;</a>", "<a>&# 65;</a>", "<a>&#-1;</a>", "<a b='&#0;'/>", "<a>&#65 ;</a>", "<a>&#xDCCE;&#xD83D;</a>"],
    "[68] EntityRef": ["<a>&x;</a>", "<a>&nbsp;</a>", "<a>&eacute;</a>", "<a b='&x;'/>", "<a>&amp</a>", "<a>& amp;</a>", "<a>&AMP;</a>", "<a>&Lt;</a>", "<a>&1;</a>", "<a>&a b;</a>", "<a>%x;</a>&x;"],
    "[28] doctypedecl": ["<!DOCTYPE a><a/>", "<!doctype a><a/>", "<a/><!DOCTYPE a>", "<a><!DOCTYPE a></a>", "<!DOCTYPE a []><!DOCTYPE a []><a/>", "<!DOCTYPE><a/>", "<!DOCTYPE a SYSTEM><a/>", "<!DOCTYPE a PUBLIC 'x'><a/>", "<!DOCTYPE a [<!ELEMENT a>]><a/>", "<!ELEMENT a ANY><a/>", "<!ENTITY x 'y'><a>&x;</a>", "<!ATTLIST a b CDATA #IMPLIED><a/>", "<!NOTATION n SYSTEM 'x'><a/>", "<!DOCTYPE a [%x;]><a/>"],
    "Namespaces": ["<p:a/>", "<a p:b='1'/>", "<a xmlns:p=''/>", "<p:a xmlns:p=''/>", "<a xmlns:xmlns='urn:x'/>", "<a xmlns:xml='urn:x'/>", "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", "<a xmlns='http://www.w3.org/2000/xmlns/'/>", "<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns:p='urn:q' xmlns:p='urn:r'/>", "<a xmlns:p='urn:q' xmlns:r='urn:q' p:b='1' r:b='2'/>", "<a xmlns:p='urn:q'><b p:c='1' p:c='2'/></a>", "<:a/>", "<a:/>", "<a:b:c xmlns:a='urn:a'/>", "<a :b='1'/>", "<a xmlns:='urn:x'/>", "<xmlns:a/>", "<a xmlns:p='urn:p'><p:b></b></a>", "<a><b xmlns:p='urn:p'/><p:c/></a>", "<a xmlns:p='urn:p'><b xmlns:p=''/></a>"],
    "4.3.3 encodings": [b"\xfe\xff\x00<\x00a", b"\xff\xfe<\x00a\x00/\x00>", b"\xff\xfe\x00\x00<\x00\x00\x00a\x00\x00\x00/\x00\x00\x00>\x00\x00\x00", b"\x00\x00\xfe\xff\x00\x00\x00<\x00\x00\x00a\x00\x00\x00/\x00\x00\x00>", b"\x00<\x00a\x00/\x00>", b"<\x00a\x00/\x00>\x00", b"\x4c\x6f\xa7\x94\x93", b"+ADw-a/+AD4-", b"\xff\xfe\x00\xd8<\x00a\x00/\x00>\x00", b"\xef\xbb<a/>", b"\xef\xbb\xbf\xef\xbb\xbf<a/>", b"<?xml version='1.0' encoding='utf-8'?><a>\xe9</a>", b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", b"<?xml version='1.0' encoding='windows-1258'?><a>\xe1\xec</a>", b"<?xml version='1.0' encoding='utf-16'?><a/>", b"<?xml version='1.0' encoding='utf-32'?><a/>", b"<?xml version='1.0' encoding='utf-7'?><a/>", b"<?xml version='1.0' encoding='x-unknown'?><a/>", b"<?xml version='1.0' encoding='ebcdic-cp-us'?><a/>"],
}  # fmt: skip

WELL_FORMED = (
    "<a/>", "<a></a>", "<a b='1'/>", "<a>&lt;&gt;&amp;&apos;&quot;</a>", "<a>]]</a>", "<a>&#65;&#x41;</a>", "<a b='&#10;'/>", "<_/>",
    "<a-b.c/>", "<đơn-vị/>", "<a>\t\r\n</a>", "<a><!-- x - y --></a>", "<a><![CDATA[]]></a>", "<a><![CDATA[]]]]></a>",
    "<p:a xmlns:p='urn:p'/>", "<a xmlns=''/>", "<a xml:lang='vi'/>", "<a>\U0001f4ce</a>", "<a b='>'/>", "<a\n/>", "<a ></a >",
    "<?xml version='1.0'?><a/>", "<?xml version = '1.0' encoding = 'UTF-8' standalone = 'no' ?>\n<a/>",
)  # fmt: skip
"""Small inputs of which none is refused: the list above says what is wrong, not what is unusual."""


def each() -> list[tuple[str, bytes]]:
    """Give every input with what it breaks."""
    told = [(rule, one) for rule, inputs in INPUTS.items() for one in inputs]
    return [(rule, one.encode("utf-8", "surrogatepass") if isinstance(one, str) else one) for rule, one in told]
