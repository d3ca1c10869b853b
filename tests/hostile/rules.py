"""Hostile messages: rules by name, each with the code that must stop it, written over every shape.

A message of a rule is what an attacker or a broken system would send; the code says which check has to see it.
"""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import base64
import codecs
import gzip
import io
import os
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shapes import DECLARATION, SHAPES, Shape, archive

Writer = Callable[[Shape], bytes | list[bytes]]


@dataclass(frozen=True)
class Hostile:
    """One message that must not pass."""

    rule: str
    code: str  #: of the check that has to stop it
    shape: Shape
    body: bytes


RULES: dict[str, tuple[str, Writer]] = {}


def rule(name: str, code: str) -> Callable[[Writer], Writer]:
    def add(write: Writer) -> Writer:
        assert name not in RULES
        RULES[name] = (code, write)
        return write

    return add


def one(name: str, code: str, write: Writer) -> None:
    rule(name, code)(write)


def messages() -> Iterator[Hostile]:
    """Write every rule over every shape."""
    for name, (code, write) in RULES.items():
        for shape in SHAPES:
            written = write(shape)
            for body in written if isinstance(written, list) else [written]:
                yield Hostile(name, code, shape, body)


#: Where a message would lead a reader that follows: a test puts something there that notices.
FILE = os.environ.get("HOSTILE_FILE", "file:///etc/passwd")
WEB = os.environ.get("HOSTILE_WEB", "http://127.0.0.1:9/steal")

# --- document types and entities ---------------------------------------------------------------------------------

for name, prolog in {
    "doctype": "<!DOCTYPE edXML>",
    "doctype with an entity": '<!DOCTYPE a [<!ENTITY x "y">]>',
    "entity of a file": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{FILE}">]>',
    "entity of the web": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{WEB}">]>',
    "public entity": f'<!DOCTYPE a [<!ENTITY x PUBLIC "-//x//y" "{WEB}">]>',
    "parameter entity": f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{FILE}"> %p;]>',
    "doctype of a file": f'<!DOCTYPE a SYSTEM "{FILE}">',
    "doctype of the web": f'<!DOCTYPE a PUBLIC "-//W3C//DTD" "{WEB}">',
    "doctype of ftp": '<!DOCTYPE a SYSTEM "ftp://127.0.0.1/x.dtd">',
    "default attributes": '<!DOCTYPE a [<!ATTLIST edXML secret CDATA "no">]>',
    "notation": f'<!DOCTYPE a [<!NOTATION n SYSTEM "{FILE}">]>',
    "unparsed entity": f'<!DOCTYPE a [<!NOTATION n SYSTEM "n"><!ENTITY x SYSTEM "{FILE}" NDATA n>]>',
    "doctype after a comment": "<!-- <a/> > -->\n<!DOCTYPE a>",
    "doctype after many comments": "<!-- - -->" * 500 + "<!DOCTYPE a>",
    "doctype after line feeds": "\n\t \r\n<!DOCTYPE\na>",
}.items():
    one(name, "xml.doctype", lambda shape, prolog=prolog: shape.but(prolog=prolog).bytes())  # type: ignore[misc]


@rule("billion laughs", "xml.doctype")
def _laughs(shape: Shape) -> bytes:
    entities = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{n} "{"".join(f"&l{n - 1};" for _ in range(10))}">' for n in range(1, 10)
    )
    return shape.but(prolog=f"<!DOCTYPE a [{entities}]>", subject="&l9;").bytes()


@rule("quadratic entity", "xml.doctype")
def _quadratic(shape: Shape) -> bytes:
    return shape.but(prolog=f'<!DOCTYPE a [<!ENTITY x "{"x" * 50_000}">]>', subject="&x;" * 20_000).bytes()


@rule("entity in the level", "xml.doctype")
def _entity_level(shape: Shape) -> bytes:
    return shape.but(prolog=f'<!DOCTYPE a [<!ENTITY l "{shape.level_is}">]>', levels=shape.level("&l;")).bytes()


@rule("recursive entity", "xml.doctype")
def _recursive(shape: Shape) -> bytes:
    return shape.but(prolog='<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', subject="&a;").bytes()


@rule("doctype in wide letters", "xml.doctype")
def _wide(shape: Shape) -> list[bytes]:
    text = shape.but(
        declaration='<?xml version="1.0" encoding="utf-16"?>', prolog='<!DOCTYPE a [<!ENTITY x "y">]>'
    ).text()
    return [
        codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    ]


one(
    "doctype behind a mark",
    "xml.doctype",
    lambda s: codecs.BOM_UTF8 + s.but(declaration="", prolog="<!DOCTYPE a>").bytes(),
)
one("doctype behind junk", "xml.doctype", lambda s: b"1212" + s.but(prolog="<!DOCTYPE a>").bytes())
one("entity nobody declared", "xml.malformed", lambda s: s.but(subject="&nbsp;").bytes())
one("doctype in small letters", "xml.doctype", lambda s: s.but(prolog="<!doctype html>").bytes())
one("conditional section", "xml.doctype", lambda s: s.but(prolog="<![INCLUDE[<!ENTITY x 'y'>]]>").bytes())
one("doctype within", "xml.malformed", lambda s: s.but(extra="<!DOCTYPE a>").bytes())
one("CDATA before the root", "xml.doctype", lambda s: s.but(prolog="<![CDATA[x]]>").bytes())

# --- content and schemas from elsewhere --------------------------------------------------------------------------

_XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
for name, extra in {
    "include a file": f'<xi:include {_XI} href="{FILE}" parse="text"/>',
    "include the web": f'<xi:include {_XI} href="{WEB}"/>',
    "include with a way out": f'<xi:include {_XI} href="nowhere"><xi:fallback>x</xi:fallback></xi:include>',
    "include by default namespace": f'<include xmlns="http://www.w3.org/2001/XInclude" href="{FILE}"/>',
}.items():
    one(name, "message.include", lambda s, extra=extra: s.but(extra=extra).bytes())  # type: ignore[misc]

_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
for name, location in {
    "schema of a file": f'xsi:schemaLocation="urn:x {FILE}"',
    "schema of the web": f'xsi:schemaLocation="urn:x {WEB}"',
    "schema of another house": 'xsi:schemaLocation="http://www.e-doc.vn/Schema/ https://example.org/x.xsd"',
    "schema without namespace": f'xsi:noNamespaceSchemaLocation="{FILE}"',
    "schema by path": 'xsi:noNamespaceSchemaLocation="/etc/passwd"',
    "schema by share": r'xsi:noNamespaceSchemaLocation="\\127.0.0.1\x\y.xsd"',
    "schema by drive": r'xsi:schemaLocation="urn:x C:\x.xsd"',
    "schema above": 'xsi:schemaLocation="urn:x ../../../../etc/passwd"',
    "schema of a jar": 'xsi:schemaLocation="urn:x jar:http://127.0.0.1/x!/y"',
}.items():
    one(
        name,
        "message.schema-location",
        lambda s, location=location: s.but(root_attributes=f" {_XSI} {location}").bytes(),  # type: ignore[misc]
    )

# --- processing instructions -------------------------------------------------------------------------------------

one(
    "style sheet",
    "xml.instruction",
    lambda s: s.but(prolog=f'<?xml-stylesheet href="{FILE}" type="text/xsl"?>').bytes(),
)
one("instruction within", "xml.instruction", lambda s: s.but(extra="<?php system('id') ?>").bytes())
one("instruction at the end", "xml.instruction", lambda s: s.but(tail="<?x y?>").bytes())
one("very many instructions", "xml.instruction", lambda s: s.but(extra="<?x?>" * 200_000).bytes())
one("instruction in the level", "xml.instruction", lambda s: s.but(levels=s.level(f"{s.level_is}<?x?>")).bytes())
one("second declaration", "xml.malformed", lambda s: s.but(prolog=DECLARATION).bytes())
one("declaration within", "xml.malformed", lambda s: s.but(extra=DECLARATION).bytes())

# --- encodings ---------------------------------------------------------------------------------------------------

for name, encoding in {
    "declares latin-1": "iso-8859-1", "declares utf-7": "utf-7", "declares utf-16 without it": "utf-16",
    "declares Vietnamese Windows letters": "windows-1258", "declares TCVN": "x-viet-tcvn", "declares ebcdic": "cp037",
    "declares ucs-4": "ucs-4", "declares nonsense": "utf-8-vn",
}.items():  # fmt: skip
    one(
        name,
        "xml.encoding",
        lambda s, encoding=encoding: s.but(declaration=f'<?xml version="1.0" encoding="{encoding}"?>').bytes(),  # type: ignore[misc]
    )
one("says utf-8 in wide letters", "xml.encoding", lambda s: s.text().encode("utf-16"))
one("wide letters broken off", "xml.encoding", lambda s: s.but(declaration="").text().encode("utf-16")[:-1])
one("utf-32", "xml.malformed", lambda s: s.but(declaration="").text().encode("utf-32"))
one(
    "overlong letters",
    "xml.encoding",
    lambda s: s.bytes().replace(b"<Id>", b"\xc0\xbcId>").replace(b"<edXML:From>", b"\xc0\xbcedXML:From>"),
)
one("stray byte", "xml.encoding", lambda s: s.bytes().replace("ề".encode(), b"\xff", 1))
one("half a letter", "xml.encoding", lambda s: s.bytes() + "ề".encode()[:2])
one("surrogates as bytes", "xml.encoding", lambda s: s.bytes().replace("ề".encode(), b"\xed\xa0\xbd\xed\xb3\x8e", 1))
one("ebcdic", "xml.encoding", lambda s: s.but(subject="x", extra="").text().encode("cp037", "replace"))
one("XML 1.1", "xml.version", lambda s: s.but(declaration='<?xml version="1.1" encoding="utf-8"?>').bytes())
one("XML 2.0", "xml.version", lambda s: s.but(declaration='<?xml version="2.0"?>').bytes())
one(
    "declaration with more",
    "xml.declaration",
    lambda s: s.but(declaration='<?xml version="1.0" encoding="utf-8" x="y"?>').bytes(),
)
one("declaration without version", "xml.declaration", lambda s: s.but(declaration='<?xml encoding="utf-8"?>').bytes())
one("too much junk before", "xml.malformed", lambda s: b"1" * 300 + s.bytes())
one("markup before the declaration", "xml.malformed", lambda s: b"<a/>" + s.bytes())

# --- letters that are none ---------------------------------------------------------------------------------------

for name, text in {
    "null": "\0", "control letter": "\x01", "null by number": "&#0;", "control letter by number": "&#1;",
    "half a pair by number": "&#xD800;", "pair in the wrong order": "&#xDCCE;&#xD83D;", "no letter": "\ufffe",
    "beyond the last": "&#x110000;",
}.items():  # fmt: skip
    one(name, "xml.malformed", lambda s, text=text: s.but(subject=f"V/v {text}").bytes())  # type: ignore[misc]

# --- what is not well-formed -------------------------------------------------------------------------------------

for name, extra in {
    "unclosed": "<a>", "crossed": "<a><b></a></b>", "closed twice": "<a></a></a>", "unquoted": "<a b=c/>",
    "attribute twice": '<a b="1" b="2"/>', "attribute twice by namespace": '<a xmlns:x="urn:q" xmlns:y="urn:q" x:b="1" y:b="2"/>',
    "prefix nobody declared": "<zz:a/>", "less-than in a value": '<a b="<"/>', "dashes in a comment": "<!-- a -- b -->",
    "end of CDATA in a text": "]]>", "bare ampersand": "a & b", "no space between": '<a b="1"c="2"/>',
    "prefix taken back": '<a xmlns:p="urn:p"><b xmlns:p=""/></a>', "prefix of XML moved": '<a xmlns:xml="urn:x"/>',
    "empty element name": "< a/>",
}.items():  # fmt: skip
    one(name, "xml.malformed", lambda s, extra=extra: s.but(extra=extra).bytes())  # type: ignore[misc]
one("From closed once", "xml.malformed", lambda s: s.but(extra="<From><From><OrganId>H48</OrganId></From>").bytes())
one("two roots", "xml.malformed", lambda s: s.bytes() + s.but(declaration="").bytes())
one("words after the root", "xml.malformed", lambda s: s.but(tail="hết").bytes())
one(
    "broken off",
    "xml.malformed",
    lambda s: [s.bytes()[: len(s.bytes()) * n // 7 // 2 * 2].rstrip(b"\xe1\xba\xbb\xc3\xc4\xc6\x80") for n in (2, 5)],
)
one("nothing", "xml.malformed", lambda _: [b"", b"  \n", DECLARATION.encode()])
one("a page", "xml.doctype", lambda _: b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>")
one("no XML", "xml.malformed", lambda s: [b'{"documents": []}', b"OK:0", s.level_is.encode()])
one("packed", "xml.encoding", lambda s: gzip.compress(s.bytes(), mtime=0))

# --- more than anything can mean ---------------------------------------------------------------------------------

one("deep", "xml.depth", lambda s: s.but(extra="<a>" * 70 + "</a>" * 70).bytes())
one("deeper", "xml.depth", lambda s: s.but(extra="<a>" * 1_500 + "</a>" * 1_500).bytes())
one("bottomless", "xml.malformed", lambda s: s.but(extra="<a>" * 150_000 + "</a>" * 150_000).bytes())
one("crowded", "xml.count", lambda s: s.but(extra="<a/>" * 400_001).bytes())
one("crowded with comments", "xml.count", lambda s: s.but(extra="<!---->" * 400_001).bytes())
one("attributes", "xml.count", lambda s: s.but(extra='<a b="1"/>' * 200_001).bytes())
one(
    "attributes of one",
    "xml.count",
    lambda s: s.but(extra="<a " + " ".join(f"b{n}='1'" for n in range(600)) + "/>").bytes(),
)
one(
    "namespaces",
    "xml.count",
    lambda s: s.but(extra="".join(f"<a xmlns:p{n}='urn:{n}'/>" for n in range(1_100))).bytes(),
)
one("pairs", "xml.count", lambda s: s.but(subject="&#xD83D;&#xDCCE;" * 10_001).bytes())
one("long name", "xml.too-long", lambda s: s.but(extra=f"<{'a' * 30_000}/>").bytes())
one("endless name", "xml.too-long", lambda s: s.but(extra=f"<{'a' * 5_000_000}/>").bytes())
one("long name of an attribute", "xml.too-long", lambda s: s.but(extra=f'<a {"b" * 30_000}="1"/>').bytes())
one("long value", "xml.too-long", lambda s: s.but(extra=f'<a b="{"x" * 3_000_000}"/>').bytes())
one("long comment", "xml.too-long", lambda s: s.but(extra=f"<!--{'x' * 3_000_000}-->").bytes())
one("long namespace", "xml.too-long", lambda s: s.but(extra=f'<a xmlns:p="urn:{"x" * 3_000_000}"/>').bytes())
one("big", "xml.too-big", lambda s: s.but(subject="x" * (64 << 20)).bytes())

# --- levels ------------------------------------------------------------------------------------------------------

one("no level", "secrecy.missing", lambda s: s.but(levels="").bytes())
one("empty level", "secrecy.unknown", lambda s: [s.but(levels=s.level(text)).bytes() for text in ("", "  ", "\u200b")])
one(
    "level is nil",
    "secrecy.not-text",
    lambda s: s.but(
        root_attributes=f" {_XSI}", levels=f'<{s.level_name} xsi:nil="true">{s.level_is}</{s.level_name}>'
    ).bytes(),
)
one("classified", "secrecy.classified", lambda s: s.but(levels=s.level(s.classified)).bytes())
one(
    "classified in words",
    "secrecy.classified",
    lambda s: [s.but(levels=s.level(text)).bytes() for text in ("Mật", "TỐI MẬT", "Tuyệt mật", "tuyet mat")],
)
one(
    "classified, letters apart",
    "secrecy.classified",
    lambda s: s.but(levels=s.level(unicodedata.normalize("NFD", "Mật"))).bytes(),
)
one("classified in CDATA", "secrecy.classified", lambda s: s.but(levels=s.level(f"<![CDATA[{s.classified}]]>")).bytes())
one(
    "classified by number",
    "secrecy.classified",
    lambda s: s.but(levels=s.level("".join(f"&#{ord(c)};" for c in s.classified))).bytes(),
)
one(
    "classified with a hidden letter",
    "secrecy.classified",
    lambda s: s.but(levels=s.level("\u200b".join(s.classified))).bytes(),
)
one(
    "classified after open",
    "secrecy.classified",
    lambda s: s.but(levels=s.level(s.level_is) + s.level(s.classified)).bytes(),
)
one(
    "classified before open",
    "secrecy.classified",
    lambda s: s.but(levels=s.level(s.classified) + s.level(s.level_is)).bytes(),
)
one("level twice", "secrecy.several", lambda s: s.but(levels=s.level(s.level_is) * 2).bytes())
one("level in a comment", "secrecy.missing", lambda s: s.but(levels=f"<!--{s.level(s.level_is)}-->").bytes())
one("level in CDATA", "secrecy.missing", lambda s: s.but(levels=f"<![CDATA[{s.level(s.level_is)}]]>").bytes())
one(
    "level in an attribute",
    "secrecy.missing",
    lambda s: s.but(levels="", root_attributes=f' {s.level_name.split(":")[-1]}="{s.level_is}"').bytes(),
)
one(
    "level cut by a comment",
    "secrecy.not-text",
    lambda s: s.but(levels=s.level(f"{s.level_is[:3]}<!-- -->{s.level_is[3:]}")).bytes(),
)
one(
    "level in an element of its own",
    "secrecy.not-text",
    lambda s: s.but(levels=s.level(f"<b>{s.level_is}</b>")).bytes(),
)
one(
    "look-alike letters",
    "secrecy.unknown",
    lambda s: [
        s.but(levels=s.level(s.level_is.replace(a, b))).bytes() for a, b in (("T", "Т"), ("h", "һ"), ("n", "ո"))
    ],
)
one(
    "wide letters in the level",
    "secrecy.unknown",
    lambda s: s.but(
        levels=s.level("".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s.level_is))
    ).bytes(),
)
one(
    "level in other case",
    "secrecy.unknown",
    lambda s: [s.but(levels=s.level(text)).bytes() for text in (s.level_is.upper(), s.level_is.lower())],
)
one(
    "level with more",
    "secrecy.unknown",
    lambda s: [
        s.but(levels=s.level(text)).bytes()
        for text in (
            f"{s.level_is}.",
            f"{s.level_is}2",
            f"{s.level_is},{s.level_is}",
            f"not {s.level_is}",
            s.level_is[:-1],
        )
    ],
)
one(
    "level of another system",
    "secrecy.unknown",
    lambda s: [
        s.but(levels=s.level(text)).bytes() for text in ("0", "1", "NORMAL", "Không", "104", "null", "*", "SECRET", "A")
    ],
)
one(
    "level in mojibake",
    "secrecy.unknown",
    lambda s: [
        s.but(levels=s.level("Tối mật".encode().decode("latin-1"))).bytes(),
        s.but(levels=s.level("Thường".encode().decode("cp1252", "replace"))).bytes(),
    ],
)
one(
    "level in base64",
    "secrecy.unknown",
    lambda s: s.but(
        root_attributes=f" {_XSI}", levels=f'<{s.level_name} xsi:type="xsd:base64Binary">TeG6rXQ=</{s.level_name}>'
    ).bytes(),
)
one(
    "level in another namespace",
    "secrecy.elsewhere-classified",
    lambda s: s.but(
        extra=f'<x:{s.level_name.split(":")[-1]} xmlns:x="urn:x">{s.classified}</x:{s.level_name.split(":")[-1]}>'
    ).bytes(),
)
one("level somewhere else", "secrecy.elsewhere-unknown", lambda s: s.but(extra=f"<Ref>{s.level('7')}</Ref>").bytes())
one(
    "classified document within",
    "secrecy.elsewhere-classified",
    lambda s: s.but(extra=f"<Ref>{s.level(s.classified)}</Ref>").bytes(),
)

# --- stamps ------------------------------------------------------------------------------------------------------

for name, stamp in {
    "stamp": "MẬT", "stamp of the middle level": "TỐI MẬT", "stamp of the highest level": "TUYỆT MẬT", "stamp without marks": "TUYET MAT",
    "stamp with letters apart": "M Ậ T", "stamp with dots": "M.Ậ.T", "stamp in brackets": "[Mật]", "stamp in look-alikes": "МẬТ",
    "stamp decomposed": unicodedata.normalize("NFD", "TỐI MẬT"), "stamp with a hidden letter": "M\u200bẬ\u00adT",
    "stamp over two lines": "TUYỆT\nMẬT", "stamp by number": "M&#7852;T", "stamp in CDATA": "<![CDATA[MẬT]]>",
}.items():  # fmt: skip
    one(
        name,
        "secrecy.stamp",
        lambda s, stamp=stamp: (
            [s.but(subject=f"{stamp} V/v kế hoạch").bytes(), s.but(notation=f"UBND-{stamp}").bytes()]
            if stamp[0] != "["
            else s.but(subject=f"V/v kế hoạch {stamp}").bytes()
        ),
    )  # type: ignore[misc]
one("stamp in doubt", "secrecy.stamp-doubtful", lambda s: s.but(subject="THONG BAO MAT").bytes())

# --- signatures --------------------------------------------------------------------------------------------------

_DS = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'


def _signature(inside: str, uri: str) -> str:
    return f'<ds:Signature {_DS}><ds:SignedInfo><ds:Reference URI="{uri}"/></ds:SignedInfo>{inside}</ds:Signature>'


def _original(shape: Shape) -> str:
    return shape.but(declaration="", root_attributes=' Id="signed"').text()


one(
    "original inside the signature",
    "message.wrapped",
    lambda s: s.but(extra=_signature(f"<ds:Object>{_original(s)}</ds:Object>", "#signed")).bytes(),
)
one(
    "original beside the signature",
    "message.wrapped",
    lambda s: s.but(extra=_signature("", "#signed") + _original(s)).bytes(),
)
one(
    "original in a wrapper",
    "message.wrapped",
    lambda s: s.but(extra=_signature("", "#signed") + f"<Wrapper>{_original(s)}</Wrapper>").bytes(),
)
one(
    "identity twice",
    "message.wrapped",
    lambda s: s.but(root_attributes=' Id="signed"', extra=_signature("", "#signed") + '<a ID="signed"/>').bytes(),
)
one(
    "level inside the signature",
    "message.wrapped",
    lambda s: s.but(
        extra=_signature(f'<ds:Object xmlns:edXML="{s.namespace}">{s.level(s.level_is)}</ds:Object>', "")
    ).bytes(),
)

# --- attachments -------------------------------------------------------------------------------------------------


def _links() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        entry = zipfile.ZipInfo("van-ban.docx")
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/passwd")
    return written.getvalue()


def _twice() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr(zipfile.ZipInfo("a.docx"), b"1")
        made.writestr(zipfile.ZipInfo("b.docx"), b"2")
    return written.getvalue().replace(b"b.docx", b"a.docx")


def _lying(size: int) -> bytes:
    """Give an archive whose list of contents speaks of more than lies there."""
    made = bytearray(archive({"a.bin": b"x" * 100}))
    at = made.index(b"PK\x01\x02")
    made[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(made)


_BOMB = archive({"a.xml": b" " * (40 << 20)})
_BOMBS = archive({f"{n}.xml": b" " * (2 << 20) for n in range(20)})
for name, code, content in (
    ("bomb", "attachment.bomb", _BOMB),
    ("bomb of many", "attachment.bomb", _BOMBS),
    ("bomb that lies", "attachment.bomb", _lying(0xF000_0000)),
    ("path above", "attachment.path", archive({"../../etc/cron.d/x": b"x"})),
    ("path above by backslash", "attachment.path", archive({"a\\..\\..\\x": b"x"})),
    ("absolute path", "attachment.path", archive({"/etc/passwd": b"x"})),
    ("path with a drive", "attachment.path", archive({"C:\\windows\\x": b"x"})),
    ("path with a control letter", "attachment.path", archive({"a\nb": b"x"})),
    ("link", "attachment.path", _links()),
    ("name twice", "attachment.twice", _twice()),
    ("too many entries", "attachment.entries", archive({f"{n}": b"" for n in range(2_001)}, packed=False)),
):
    one(f"archive: {name}", code, lambda s, content=content: s.attach(content).bytes())  # type: ignore[misc]


def _within(shape: Shape, level: str, **changes: str) -> bytes:
    return shape.but(levels=shape.level(level), **changes).bytes()


one(
    "attachment is a classified document",
    "secrecy.inside-classified",
    lambda s: s.attach(_within(s, s.classified)).bytes(),
)
one(
    "archive holds a classified document",
    "secrecy.inside-classified",
    lambda s: s.attach(archive({"9f1c.doc": _within(s, s.classified)})).bytes(),
)
one(
    "archive holds an unclear document",
    "secrecy.inside-unknown",
    lambda s: s.attach(archive({"9f1c.doc": _within(s, "7")})).bytes(),
)
one(
    "archive holds a hostile document",
    "secrecy.inside-unreadable",
    lambda s: s.attach(archive({"a.xml": _within(s, s.level_is, prolog="<!DOCTYPE a>")})).bytes(),
)
one(
    "archive within spaces",
    "attachment.path",
    lambda s: s.but(
        attachments=s.attachment.format(
            content="\n" * 500 + "UEsD" + base64.b64encode(archive({"../x": b"x"})).decode()[4:]
        )
    ).bytes(),
)
