"""Benign oddities: what real systems send and what must pass, written over every shape (FACTS §2, §3, §8, §9)."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import base64
import codecs
import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from shapes import EDXML, SHAPES, Shape, archive

_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_DS = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'


@dataclass(frozen=True)
class Oddity:
    """One message that must pass."""

    name: str
    shape: Shape
    body: bytes


def _declared(declaration: str) -> Callable[[Shape], bytes]:
    return lambda shape: shape.but(declaration=declaration).bytes()


def _subject(text: str) -> Callable[[Shape], bytes]:
    return lambda shape: shape.but(subject=text).bytes()


def _extra(text: str) -> Callable[[Shape], bytes]:
    return lambda shape: shape.but(extra=text).bytes()


def _attached(content: bytes | str) -> Callable[[Shape], bytes]:
    return lambda shape: shape.attach(content).bytes()


def _wrapped_lines(shape: Shape) -> bytes:
    return shape.attach(base64.encodebytes(archive({"9f1c.docx": b"x" * 3_000})).decode().replace("\n", "\r\n")).bytes()


def _undeclared(shape: Shape) -> bytes:
    text = shape.text()
    for prefix in ("edXML", "xlink") if shape is EDXML else ():
        at = text.index(f" xmlns:{prefix}=")
        text = text[:at] + text[text.index('"', text.index('"', at) + 1) + 1 :]
    return text.encode()


DOCX = archive(
    {
        "[Content_Types].xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types/>',
        "word/document.xml": b"<?mso-application progid='Word.Document'?><w:document xmlns:w='urn:w'><w:p>x</w:p></w:document>",
        "word/media/image1.png": os.urandom(2_000),
    }
)

ODDITIES: dict[str, Callable[[Shape], bytes]] = {
    "as it should be": Shape.bytes,
    "no declaration": _declared(""),
    "capital UTF-8": _declared('<?xml version="1.0" encoding="UTF-8"?>'),
    "single quotes": _declared("<?xml version='1.0' encoding='utf-8'?>"),
    "no encoding": _declared('<?xml version="1.0"?>'),
    "stands alone": _declared('<?xml version="1.0" encoding="utf-8" standalone="yes" ?>\n'),
    "mark of UTF-8": lambda s: codecs.BOM_UTF8 + s.bytes(),
    "UTF-16, small end first": lambda s: codecs.BOM_UTF16_LE + s.but(declaration='<?xml version="1.0" encoding="utf-16"?>').text().encode("utf-16-le"),
    "UTF-16, big end first": lambda s: codecs.BOM_UTF16_BE + s.but(declaration="").text().encode("utf-16-be"),
    "junk before the declaration": lambda s: b"1212" + s.bytes(),
    "a line feed before the declaration": lambda s: b"\r\n" + s.bytes(),
    "prefixes nobody declared": _undeclared,
    "Windows line ends": lambda s: s.bytes().replace(b"><", b">\r\n<"),
    "indented": lambda s: s.bytes().replace(b"><", b">\n\t  <").replace(b"<Subject>\n\t  ", b"<Subject>"),
    "comments everywhere": lambda s: s.but(prolog="<!-- a -->", extra="<!-- <!DOCTYPE a> -->", tail="<!-- z -->").bytes(),
    "CDATA": _subject("<![CDATA[Về việc <b>triển khai</b> & báo cáo]]>"),
    "CDATA with a document in it": _subject("<![CDATA[<?xml version='1.0'?><!DOCTYPE x><x/>]]>"),
    "letters by number": _subject("V&#7873; vi&#x1EC7;c &lt;g&#7917;i&gt; &amp; &quot;x&quot;"),
    "split pair": _subject("&#xD83D;&#xDCCE; Gửi kèm"),
    "four-byte letters": _subject("📎 𝐕ề việc"),
    "decomposed": _subject(unicodedata.normalize("NFD", "Về việc triển khai nhiệm vụ")),
    "hidden letters": _subject("Về\u200b việc\ufeff triển\u00ad khai"),
    "odd spaces": _subject(" Về\u00a0việc\n\ttriển  khai "),
    "empty subject": _subject(""),
    "level with spaces": lambda s: s.but(levels=s.level(f"\n  {s.level_is} ")).bytes(),
    "level decomposed": lambda s: s.but(levels=s.level(unicodedata.normalize("NFD", s.level_is))).bytes(),
    "level in CDATA": lambda s: s.but(levels=s.level(f"<![CDATA[{s.level_is}]]>")).bytes(),
    "level with a type": lambda s: s.but(root_attributes=f" {_XSI}", levels=f'<{s.level_name} xsi:type="xsd:string" xsi:nil="false">{s.level_is}</{s.level_name}>').bytes(),
    "elements nobody knows": _extra('<KhongBiet xmlns="" a="1"><x/></KhongBiet>'),
    "empty elements": _extra("<DueDate/><ToPlaces></ToPlaces>"),
    "another namespace": _extra('<go:eDoc xmlns:go="http://go.vn/eDoc"><go:x/></go:eDoc>'),
    "prefix declared again and again": _extra('<a xmlns:p="urn:p"><p:b xmlns:p="urn:p"/></a>' * 100),
    "unused namespaces": lambda s: s.but(root_attributes="".join(f' xmlns:n{n}="urn:{n}"' for n in range(30))).bytes(),
    "schema beside it": lambda s: s.but(root_attributes=f' {_XSI} xsi:schemaLocation="{s.namespace} edXML.xsd"').bytes(),
    "schema of the same house": lambda s: s.but(root_attributes=f' {_XSI} xsi:schemaLocation="http://www.mic.gov.vn/TBT/QCVN_102_2016 http://www.mic.gov.vn/TBT/edXML.xsd"').bytes(),
    "nil elsewhere": lambda s: s.but(root_attributes=f" {_XSI}", extra='<DueDate xsi:nil="true"/>').bytes(),
    "signed as a whole": _extra(f'<ds:Signature {_DS}><ds:SignedInfo><ds:Reference URI=""/></ds:SignedInfo></ds:Signature>'),
    "signed by identity": lambda s: s.but(root_attributes=' Id="d1"', extra=f'<ds:Signature {_DS}><ds:SignedInfo><ds:Reference URI="#d1"/><ds:Reference URI="cid:a1"/></ds:SignedInfo><ds:KeyInfo Id="k1"/></ds:Signature>').bytes(),
    "signature with a time": _extra(f'<ds:Signature {_DS}><ds:SignedInfo><ds:Reference URI="#t"/></ds:SignedInfo><ds:Object><SigningTime Id="t">2026-03-02</SigningTime></ds:Object></ds:Signature>'),
    "Signature without namespace": _extra('<Signature xmlns=""><Reference URI="#nowhere"/></Signature>'),
    "long text": _extra(f"<Content>{'Nội dung. ' * 100_000}</Content>"),
    "many elements": _extra("<a/>" * 50_000),
    "fairly deep": _extra("<a>" * 40 + "</a>" * 40),
    "attachment: archive of one": _attached(archive({"3f2a.docx": b"x" * 5_000})),
    "attachment: archive in an archive": _attached(archive({"a.zip": archive({"b.docx": b"x"})})),
    "attachment: office document": _attached(DOCX),
    "attachment: archive by Windows": _attached(archive({"thu muc\\tep.docx": b"x"})),
    "attachment: Vietnamese name": _attached(archive({"Phụ lục 1 – báo cáo..docx": b"x"})),
    "attachment: packed well": _attached(archive({"bang.csv": b"0;" * 5_000_000})),
    "attachment: raw file": _attached(b"%PDF-1.7\n" + os.urandom(5_000)),
    "attachment: destroyed": _attached("%PDF-1.4 \ufffd\ufffd\ufffd obj"),
    "attachment: broken archive": _attached(archive({"a.docx": b"x" * 5_000})[:-40]),
    "attachment: broken base64": _attached("UEsDBBQAAAAIAG5xAAA!!AAAAAAAAAAA===AAAA"),
    "attachment: template": _attached("{{noi_dung_tep}}"),
    "attachment: lines": _wrapped_lines,
    "attachment: empty": _attached(""),
    "attachment: text that begins with P": _attached("Phòng Tổng hợp theo dõi, đôn đốc việc thực hiện"),
    "attachment: open document": lambda s: s.attach(s.bytes()).bytes(),
    "attachment: open document in an archive": lambda s: s.attach(archive({"9f1c.doc": s.bytes()})).bytes(),
    "attachment: large": lambda s: s.attach(b"%PDF-1.7\n" + bytes(11 << 20)).bytes(),
    "number of fourteen digits": lambda s: s.bytes().replace(b">5425<", b">20260302005425<"),
    "number with letters": lambda s: s.bytes().replace(b">5425<", b">5425a<"),
    "impossible date": lambda s: s.bytes().replace(b"2026/03/02<", b"2026/02/30<").replace(b"2026-03-02", b"2026-02-30"),
}  # fmt: skip

FRIENDS = (
    "bảo mật thông tin", "BẢO MẬT THÔNG TIN", "mật độ dân số", "MẬT ĐỘ XÂY DỰNG", "bí mật kinh doanh", "BÍ MẬT KINH DOANH",
    "bảo vệ bí mật nhà nước", "quan hệ mật thiết", "trái mật", "mật khẩu", "nuôi ong lấy mật", "giải phóng mặt bằng",
    "GIAI PHONG MAT BANG", "MẶT TRẬN TỔ QUỐC", "mất điện", "Lưu hành nội bộ", "LƯU HÀNH NỘI BỘ", "Xem xong trả lại",
    "XEM XONG TRẢ LẠI", "cẩn mật", "mật ong", "đường mật",
)  # fmt: skip
"""Everyday words and circulation marks that are no stamp (FACTS §3)."""


def messages() -> Iterator[Oddity]:
    """Write every oddity and every false friend over every shape."""
    for shape in SHAPES:
        for name, write in ODDITIES.items():
            yield Oddity(name, shape, write(shape))
        for friend in FRIENDS:
            for form in ("NFC", "NFD"):
                text = unicodedata.normalize(form, f"Về việc {friend} năm 2026")  # type: ignore[arg-type]
                yield Oddity(f"says «{friend}»", shape, replace(shape, subject=text).bytes())
