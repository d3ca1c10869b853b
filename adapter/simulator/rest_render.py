"""XML as the REST side of the service writes it: the same documents in another dress, made of what SOAP would say.

Values of one line stand in attributes, days as dd/MM/yyyy, number and notation in one field.
"""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from adapter.simulator import moments, render

NAMESPACE = "urn:vn:qlvb:rest:1"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
Q = f"{{{render.NAMESPACE}}}"

Element = etree._Element  # noqa: SLF001 - lxml gives the type no public name

EVENTS = {
    "report-issued": "BC",
    "result-entered": "KQ",
    "result-retracted": "RKQ",
    "extension-granted": "GH",
    "quality-judged": "CL",
    "work-suspended": "TDG",
    "work-resumed": "TTUC",
    "standing-updated": "TT",
}
QUALITY = {"tot": "TOT", "dat": "DAT", "chua-dat": "CHUADAT"}


def whole(name: str, inner: str, **attributes: str) -> bytes:
    """Write an answer."""
    return (HEAD + tag(name, inner, xmlns=NAMESPACE, **attributes)).encode()


def tag(name: str, inner: str, **attributes: str) -> str:
    """Write an element around what is written already; attributes without a value are left out."""
    told = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>"


def error(code: str, message: str) -> bytes:
    """Write what did not work."""
    return whole("Loi", escape(message), ma=code)


def moment(at: int) -> str:
    """Write a moment, in Vietnam time."""
    return datetime.fromtimestamp(at, moments.VIETNAM).strftime("%d/%m/%Y %H:%M:%S")


def day(written: str) -> str:
    """Turn yyyy-MM-dd into dd/MM/yyyy, also for a day that never was."""
    return "/".join(reversed(written.split("-")))


def document(reply: bytes) -> bytes:
    """Turn an answer of GetDocument into a document of ours; one that is no XML stays none."""
    try:
        root = etree.fromstring(reply, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        _, _, rest = reply.partition(b"<Document>")
        return f'{HEAD}<VanBan xmlns="{NAMESPACE}">'.encode() + rest
    (found,) = root.iter(f"{Q}Document")
    return whole("VanBan", _content(found), **_identity(found))


def _identity(found: Element) -> dict[str, str]:
    return {
        "ma": _text(found, "Id"),
        "phienBan": _text(found, "Version"),
        "vaoSo": _when(found, "EnteredAt"),
        "sua": _when(found, "ModifiedAt"),
        "nghiepVu": _text(found, "BusinessType"),
    }


def _content(found: Element) -> str:
    signer, kind = found.find(f"{Q}Signer"), found.find(f"{Q}Kind")
    assert signer is not None  # noqa: S101 - always written
    assert kind is not None  # noqa: S101 - the same
    reference = found.find(f"{Q}RelatesTo")
    return "".join(
        (
            "" if reference is None else _reference("LienQuan", reference),
            tag("SoKyHieu", escape(f"{_text(found, 'Number')}/{_text(found, 'Notation')}")),
            tag("NgayBanHanh", escape(day(_text(found, "IssuedOn")))),
            tag("Loai", escape(_text(kind, "Name")), ma=_text(kind, "Code")),
            _agency("CoQuan", found.find(f"{Q}Issuer")),
            tag("NguoiKy", escape(_text(signer, "Name")), chucVu=_text(signer, "Position")),
            _levels(found),
            tag("DoKhan", escape(_text(found, "Priority"))),
            tag("TrichYeu", escape(_text(found, "Subject"))),
            tag("NoiDung", escape(_text(found, "Content"))),
            "".join(_task(one) for one in found.iterfind(f"{Q}Tasks/{Q}Task")),
            "".join(_attachment(one) for one in found.iterfind(f"{Q}Attachments/{Q}Attachment")),
        )
    )


def _task(one: Element) -> str:
    leads = "".join(_agency("ChuTri", who) for who in one.iterfind(f"{Q}Leads/{Q}Agency"))
    helping = "".join(_agency("PhoiHop", who) for who in one.iterfind(f"{Q}Coordinators/{Q}Agency"))
    inner = tag("NoiDung", escape(_text(one, "Content"))) + leads + helping
    return tag("NhiemVu", inner, ma=_text(one, "TaskId"), han=day(_text(one, "DueOn")))


def _attachment(one: Element) -> str:
    inner = _levels(one) + tag("DuLieu", escape(_text(one, "Content")))
    return tag("Tep", inner, ten=_text(one, "FileName"), kieu=_text(one, "ContentType"))


def _levels(found: Element) -> str:
    return "".join(tag("DoMat", escape(one.text or "")) for one in found.iterfind(f"{Q}SecrecyLevel"))


def _agency(name: str, who: Element | None, prefix: str = Q) -> str:
    if who is None:
        return ""
    return tag(name, escape(_text(who, "Name", prefix)), ma=_text(who, "Code", prefix))


def _reference(name: str, one: Element, prefix: str = Q) -> str:
    return tag(
        name,
        _agency("CoQuan", one.find(f"{prefix}Issuer"), prefix),
        ma=_text(one, "Id", prefix),
        soKyHieu=f"{_text(one, 'Number', prefix)}/{_text(one, 'Notation', prefix)}",
        ngay=day(_text(one, "IssuedOn", prefix)),
    )


def event(body: str) -> str:
    """Turn an event as SOAP lists it into one of ours."""
    found = etree.fromstring(body.encode())
    report = found.find("Report")
    inner = (
        _agency("CoQuan", found.find("Lead"), "")
        + ("" if report is None else _reference("BaoCao", report, ""))
        + ("" if found.find("Note") is None else tag("GhiChu", escape(_text(found, "Note", ""))))
    )
    return tag(
        "SuKien",
        inner,
        ma=_text(found, "EventId", ""),
        loai=EVENTS[_text(found, "Kind", "")],
        ghi=_when(found, "RecordedAt", ""),
        luc=_when(found, "OccurredAt", ""),
        vanBan=_text(found, "DocumentId", ""),
        nhiemVu=_text(found, "TaskId", ""),
        han=day(_text(found, "DueOn", "")),
        chatLuong=QUALITY.get(_text(found, "Quality", ""), ""),
    )


def _text(at: Element, name: str, prefix: str = Q) -> str:
    return at.findtext(f"{prefix}{name}") or ""


def _when(at: Element, name: str, prefix: str = Q) -> str:
    return moment(int(moments.read(_text(at, name, prefix)).timestamp()))
