"""Classified and undecidable documents of a variant, with a canary in every place that can hold a text."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from variants import STAMPS, Variant, spelled

STEM = "yen7q4kw0zx5"
"""Begins every canary: where it stands something of a document stands that must not."""

PHRASE = "Đèo Violắc Ỷ Nhưỡng"
"""Stands beside every canary: letters that may be decomposed, stripped, raised and escaped."""

HELD_STEM = "tc8v3hj6m2rq"
"""Begins the reference of what nobody can decide: it may be kept as a payload that can be erased, and nowhere else."""

Verdict = Literal["open", "withheld", "held"]

NAMESPACE = "urn:vn:van-ban-mat:1"
EDXML = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


@dataclass(frozen=True)
class Closed:
    """One document as its source has it."""

    ma: str  #: its reference
    verdict: Verdict
    listed: tuple[str, ...]  #: what a listing that tells levels says
    body: str  #: XML; not well-formed when the answer is spoilt
    digested: tuple[bytes, ...] = ()  #: wholes of which not even a hash may be found
    listed_only: bool = False  #: nothing but the listing says that it is classified
    refused: bool = False  #: the service says no, and cites it


@dataclass(frozen=True)
class _Text:
    """What is written into the shape of a document."""

    planted: bool
    reference: str
    levels: tuple[str, ...]
    number: str
    subject: str = "Về việc triển khai nhiệm vụ trọng tâm tháng 11"
    notation: str = "UBND-KGVX"
    attached_levels: tuple[str, ...] = ()
    inside: str = ""  #: an attached document
    elsewhere: str = ""
    lead_known: bool = False  #: the lead agency stands in the directory


class Canaries:
    """Words that stand nowhere else."""

    def __init__(self) -> None:
        self._next = 0

    def word(self, before: str = "") -> str:
        """Give a new one."""
        self._next += 1
        return f"{before}{STEM}{self._next:05x}"

    def number(self) -> str:
        """Give a number that no other document has."""
        self._next += 1
        return str(self._next)


def of_variant(variant: Variant, canaries: Canaries) -> list[Closed]:
    """Give the documents of one source: some that pass, all that may not."""
    made = [*_marked(variant, canaries), *_undecidable(variant, canaries), *_passing(variant, canaries)]
    # What passes comes in between, as it does in life.
    return sorted(made, key=lambda one: _shuffled(one.body))


def _shuffled(text: str) -> int:
    """Give an order that is the same every time and follows nothing that is meant."""
    return zlib.crc32(text[:600].encode())


def raised(variant: Variant, canaries: Canaries) -> tuple[Closed, Closed]:
    """Give a document that is open at first, and what it is later; canaries in both."""
    first = _Text(
        planted=True,
        reference=canaries.word("vb-"),
        levels=_open(variant),
        number=canaries.number(),
        notation=canaries.word("UBND-"),
        lead_known=True,
    )
    second = replace(first, levels=(variant.classified[0],))
    return _written(variant, first, canaries, "open"), _written(variant, second, canaries, "withheld")


def _marked(variant: Variant, canaries: Canaries) -> Iterator[Closed]:
    def make(listed: tuple[str, ...] | None = None, **changes: object) -> Closed:
        given = {"levels": _open(variant), **changes}
        text = _Text(
            planted=True,
            reference=canaries.word("vb-"),
            number=canaries.word(),
            **given,  # type: ignore[arg-type]
        )
        return _written(variant, text, canaries, "withheld", listed)

    spellings = [form for code in variant.classified for form in spelled(code)]
    if variant.element:
        for code in spellings:
            yield make(levels=(code,))
        # The listing says one thing and the document another, both ways.
        yield make(levels=(variant.classified[-1],), listed=(variant.open[0],))
        yield replace(make(listed=(variant.classified[-1],)), listed_only=True)
        yield make(levels=(variant.open[0], variant.classified[0]), listed=(variant.open[0],))
        yield make(elsewhere=variant.classified[0])
    for code in variant.classified:
        yield make(attached_levels=(variant.open[0], code))
    yield make(inside=variant.classified[0])
    stamps = [form for word in STAMPS for form in spelled(word)] if variant.textual else list(STAMPS[:1])
    for stamp in stamps:
        yield make(subject=f"{stamp} - V/v triển khai {canaries.word()}")
    yield make(notation=f"UBND-{STAMPS[0]}")
    yield make(subject=f"V/v {variant.harmless[0]} (TUYỆT MẬT) {canaries.word()}")


def _undecidable(variant: Variant, canaries: Canaries) -> Iterator[Closed]:
    strange = variant.open[0] + "?"
    levels: list[tuple[str, ...]] = [(strange,), ("",), _open(variant) * 2 or ("x", "y")]
    levels += [(code,) for code in variant.undecidable]
    levels += [()] if variant.element else []
    for number, told in enumerate(levels):
        text = _Text(
            planted=True, reference=f"vb-{HELD_STEM}{variant.name[:3]}{number:03x}", levels=told, number=canaries.word()
        )
        yield _written(variant, text, canaries, "held", told)
        if told == (strange,):
            known = replace(text, levels=_open(variant), reference=f"{text.reference}a")
            made = _written(variant, known, canaries, "held", _open(variant))
            # An answer that is cut off in the middle, and one that says no and cites the document.
            yield replace(made, body=made.body[: -len(made.body) // 5])
            yield replace(made, ma=f"{made.ma}b", refused=True)


def _passing(variant: Variant, canaries: Canaries) -> Iterator[Closed]:
    for at, word in enumerate(variant.harmless):
        text = _Text(
            planted=False,
            reference=f"vb-mo-{at}",
            levels=_open(variant),
            number=canaries.number(),
            subject=f"V/v {word} trong tháng 11",
            lead_known=True,
        )
        yield _written(variant, text, canaries, "open")


def _open(variant: Variant) -> tuple[str, ...]:
    return (variant.open[0],) if variant.element else ()


def _written(
    variant: Variant, text: _Text, canaries: Canaries, verdict: Verdict, listed: tuple[str, ...] | None = None
) -> Closed:
    filled = _Filling(variant, text, canaries)
    body = filled.edxml() if variant.edxml else filled.own()
    return Closed(
        ma=text.reference,
        verdict=verdict,
        listed=text.levels if listed is None else listed,
        body=body,
        digested=(text.reference.encode(), *_forms(body), *filled.wholes) if text.planted else (),
    )


def _forms(body: str) -> list[bytes]:
    """Give a document as it was sent, and as a program may write it again."""
    root = etree.fromstring(body)
    forms = [etree.tostring(root, method="c14n", exclusive=True, with_comments=told) for told in (True, False)]
    return [body.encode(), *forms, etree.tostring(root), etree.tostring(root, encoding="utf-8")]


class _Filling:
    """Writes one document; whatever holds a text holds a canary when it is to be planted."""

    def __init__(self, variant: Variant, text: _Text, canaries: Canaries) -> None:
        self.variant, self.text, self.canaries = variant, text, canaries
        self.wholes: list[bytes] = []

    def say(self, plain: str) -> str:
        """Give a text."""
        if not self.text.planted:
            return escape(plain)
        told = f"{plain} {self.canaries.word()} {PHRASE}"
        self.wholes.append(told.encode())
        return escape(told)

    def name(self, plain: str) -> str:
        """Give a text without letters of Vietnamese, in quotes."""
        return quoteattr(self.canaries.word(plain) if self.text.planted else plain)

    def comment(self) -> str:
        return f"<!-- {self.say('Ghi chú')} -->"

    def content(self, plain: str) -> str:
        """Give an attachment."""
        whole = f"{self.say(plain)}\n".encode() * 3
        self.wholes.append(whole)
        return base64.b64encode(whole).decode()

    def archive(self, *, inside: str = "") -> str:
        """Give an attached archive, with a document in it where one is asked for."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(f"{self.name('tep-')[1:-1]}.txt", self.say("Trong tệp nén ") * 3)
            if inside:
                made.writestr("trong.xml", self._inner(inside))
        self.wholes.append(written.getvalue())
        return base64.b64encode(written.getvalue()).decode()

    def _inner(self, level: str) -> str:
        name = "Secret" if self.variant.edxml else "doMat"
        return f"<vanBan><{name}>{escape(level)}</{name}><trichYeu>{self.say('Văn bản gốc')}</trichYeu></vanBan>"

    def own(self) -> str:
        """Write a vendor's own shape."""
        text = self.text
        levels = "".join(f"<v:doMat>{escape(level)}</v:doMat>" for level in text.levels)
        subject = escape(text.subject) + (f" {self.say('')}" if text.planted else "")
        elsewhere = f"<v:lienQuan><v:doMat>{escape(text.elsewhere)}</v:doMat></v:lienQuan>" if text.elsewhere else ""
        return (
            f'<v:vanBan xmlns:v="{NAMESPACE}" ghiChu={self.name("gc-")}>{self.comment()}'
            f"<v:maVanBan>{text.reference}</v:maVanBan><v:soVanBan>{text.number}</v:soVanBan>"
            f"<v:kyHieu>{escape(text.notation)}{self.mark('-')}</v:kyHieu>"
            "<v:ngayBanHanh>05/11/2025</v:ngayBanHanh><v:loaiVanBan>Công văn</v:loaiVanBan>"
            f"<v:coQuanBanHanh ma={self.name('cq-')}><v:ten>Ủy ban nhân dân tỉnh Quảng Ngãi</v:ten>"
            f"<v:diaChi>{self.say('Quảng Ngãi')}</v:diaChi></v:coQuanBanHanh>"
            f"<v:nguoiKy>{self.say('Nguyễn Văn A')}</v:nguoiKy>{levels}<v:trichYeu>{subject}</v:trichYeu>"
            f"<v:noiDung><![CDATA[{self.say('Toàn văn')}]]></v:noiDung><v:danhSachNhiemVu>{self._task()}"
            f"</v:danhSachNhiemVu>{''.join(self._attachments('v:'))}{elsewhere}</v:vanBan>"
        )

    def mark(self, before: str) -> str:
        """Give a canary where nothing stands else."""
        taken = self.text.notation.endswith(STAMPS) or STEM in self.text.notation
        return self.canaries.word(before) if self.text.planted and not taken else ""

    def _task(self) -> str:
        lead = "Sở Y tế" if self.text.lead_known else self.say("Sở Y tế")
        return (
            f"<v:nhiemVu uuTien={self.name('ut-')}><v:maNhiemVu>{self.text.reference}/1</v:maNhiemVu>"
            f"<v:noiDung>{self.say('Xây dựng kế hoạch')}</v:noiDung><v:hanXuLy>15/12/2025</v:hanXuLy>"
            f"<v:chuTri><v:donVi>{lead}</v:donVi></v:chuTri><v:phoiHop/></v:nhiemVu>"
        )

    def _attachments(self, prefix: str) -> Iterator[str]:
        text, open_level = self.text, self.variant.open[0]
        levels = text.attached_levels or (open_level,)
        for at, level in enumerate(levels):
            content = self.archive(inside=text.inside) if at == 0 else self.content("Nội dung tệp")
            yield (
                f"<{prefix}tepDinhKem loai={self.name('l-')}><{prefix}tenTep>{self.name('phu-luc-')[1:-1]}.zip"
                f"</{prefix}tenTep><{prefix}doMat>{escape(level)}</{prefix}doMat>"
                f"<{prefix}noiDung>{content}</{prefix}noiDung></{prefix}tepDinhKem>"
            )
        yield f"<{prefix}anhQuet>{self.content('Ảnh quét')}</{prefix}anhQuet>"

    def edxml(self) -> str:
        """Write edXML (QCVN 102, and its elder with an element for the level)."""
        text = self.text
        levels = "".join(f"<e:Secret>{escape(level)}</e:Secret>" for level in text.levels)
        subject = escape(text.subject) + (f" {self.say('')}" if text.planted else "")
        elsewhere = f"<e:Related><e:Secret>{escape(text.elsewhere)}</e:Secret></e:Related>" if text.elsewhere else ""
        attached = "".join(self._attachments("e:")).replace("e:doMat", "e:Secret")
        return (
            f'<e:edXML xmlns:e="{EDXML}" note={self.name("gc-")}><e:edXMLEnvelope><e:edXMLHeader><e:MessageHeader>'
            f"{self.comment()}<e:From><e:OrganId>000.00.00.H48</e:OrganId>"
            f"<e:OrganName>Ủy ban nhân dân tỉnh Quảng Ngãi</e:OrganName><e:Email>{self.say('a@tinh.example')}</e:Email>"
            f"</e:From><e:Code><e:CodeNumber>{text.number}</e:CodeNumber>"
            f"<e:CodeNotation>{escape(text.notation)}{self.mark('-')}</e:CodeNotation></e:Code><e:PromulgationInfo>"
            f"<e:Place>{self.say('Quảng Ngãi')}</e:Place><e:PromulgationDate>2025/11/05</e:PromulgationDate>"
            "</e:PromulgationInfo><e:DocumentType><e:TypeName>Công văn</e:TypeName></e:DocumentType>"
            f"<e:Subject>{subject}</e:Subject><e:Content>{self.say('Toàn văn')}</e:Content>"
            f"<e:SignerInfo><e:FullName>{self.say('Nguyễn Văn A')}</e:FullName></e:SignerInfo>"
            f"<e:OtherInfo><e:Priority>0</e:Priority>{levels}</e:OtherInfo></e:MessageHeader>{elsewhere}"
            f"</e:edXMLHeader></e:edXMLEnvelope><e:AttachmentEncoded>{attached}</e:AttachmentEncoded></e:edXML>"
        )
