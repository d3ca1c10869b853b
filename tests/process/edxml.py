"""Messages between document systems as their programs write them: edXML of QCVN 102 and of 2014. Invented content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

PROVINCE, HOME, HEALTH, SCHOOLS = "000.00.00.H48", "000.00.04.H48", "000.00.18.H48", "000.00.17.H48"
NAMES = {
    PROVINCE: "Ủy ban nhân dân tỉnh Quảng Ngãi",
    HOME: "Sở Nội vụ",
    HEALTH: "Sở Y tế",
    SCHOOLS: "Sở Giáo dục và Đào tạo",
}
_COLUMNS = "id,code,kind,name,aliases,abbrev,valid_from,valid_to,successors,source,note,doubt"
DIRECTORY = "\n".join(
    [_COLUMNS, *(f"D-{number},{code},agency,{name},,,,,,,," for number, (code, name) in enumerate(NAMES.items()))]
)
"""Agencies with codes of their own: those of the province are not public."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What one message says."""

    number: str
    notation: str = "UBND-KGVX"
    sender: str = PROVINCE
    to: Sequence[str] = (HOME,)
    issued: str = "2024/03/02"
    told: str = "2024/03/02 09:00:00"
    kind: str = "Công văn"
    subject: str = "V/v triển khai nhiệm vụ"
    due: str = ""
    business: str = "0"
    about: str = ""  #: whom it takes back or brings up to date
    replaces: Sequence[tuple[str, Sequence[str]]] = ()
    answers: Sequence[str] = ()
    level: str = ""

    @property
    def alias(self) -> str:
        """Give the id by which others name it."""
        return f"{self.sender},{self.issued},{self.number}/{self.notation}"


def _element(name: str, inside: str) -> str:
    return f"<edXML:{name}>{inside}</edXML:{name}>"


def _text(name: str, text: str) -> str:
    return _element(name, escape(text)) if text else ""


def _organ(role: str, code: str) -> str:
    return _element(role, _text("OrganId", code) + _text("OrganName", NAMES.get(code, "")))


def _replacement(alias: str, agencies: Sequence[str]) -> str:
    listed = _element("OrganIdList", "".join(_text("OrganId", one) for one in agencies))
    return _element("ReplacementInfo", _text("DocumentId", alias) + listed)


def header(paper: Paper) -> str:
    """Give what a message says, for either wrapping."""
    parts = [
        _organ("From", paper.sender),
        *(_organ("To", one) for one in paper.to),
        _text("DocumentId", paper.alias),
        _element("Code", _text("CodeNumber", paper.number) + _text("CodeNotation", paper.notation)),
        _element("PromulgationInfo", _text("PromulgationDate", paper.issued)),
        _element("DocumentType", _text("TypeName", paper.kind)),
        _text("Subject", paper.subject),
        _text("DueDate", paper.due),
        _element("OtherInfo", _text("Secret", paper.level) + _text("Priority", "1")),
        *(_element("ResponseFor", _text("OrganId", PROVINCE) + _text("DocumentId", one)) for one in paper.answers),
    ]
    listed = "".join(_replacement(*one) for one in paper.replaces)
    business = [
        _text("DocumentId", paper.about),
        _text("BussinessDocType", paper.business),
        _element("ReplacementInfoList", listed) if listed else "",
    ]
    trace = _element("TraceHeader", _text("OrganId", paper.sender) + _text("Timestamp", paper.told))
    return _element("MessageHeader", "".join(parts)) + _element(
        "TraceHeaderList", trace + _element("Bussiness", "".join(business))
    )


def status(code: str, about: str) -> str:
    """Give the header of a status message."""
    answered = _element("ResponseFor", _text("OrganId", PROVINCE) + _text("DocumentId", about))
    return _element("MessageHeader", _organ("From", HEALTH) + answered + _text("StatusCode", code))


def qcvn102(header: str, namespace: str = "http://www.mic.gov.vn/TBT/QCVN_102_2016") -> str:
    """Wrap a header as QCVN 102 does."""
    inner = _element("edXMLEnvelope", _element("edXMLHeader", header))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="{namespace}" xmlns:edXML="{namespace}">{inner}</edXML>'
    )


def of_2014(header: str, namespace: str = "http://www.e-doc.vn/Schema/") -> str:
    """Wrap a header as the generation of 2014 does."""
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    return f'<S:Envelope xmlns:S="{soap}" xmlns:edXML="{namespace}"><S:Header>{header}</S:Header><S:Body/></S:Envelope>'


ASSIGNED = Paper(number="5425", to=(HOME, HEALTH, SCHOOLS), due="2024/04/15")
RECALLED = Paper(number="5427", to=(HEALTH,), due="2024/04/20")
LATER = {"issued": "2024/03/16", "told": "2024/03/16 08:00:00"}
PAPERS = {
    "giao-viec": ASSIGNED,
    "khong-han": Paper(number="5426", to=(HOME, HEALTH)),
    "se-thu-hoi": RECALLED,
    "thu-hoi": Paper(number="5600", business="1", about=RECALLED.alias, **LATER),
    "cap-nhat": Paper(
        number="5425", to=(HOME, HEALTH, SCHOOLS), due="2024/05/15", business="2", about=ASSIGNED.alias,
        told="2024/03/12 08:00:00",
    ),
    "thay-the": Paper(
        number="5700", to=(SCHOOLS,), due="2099/06/30", business="3", replaces=[(ASSIGNED.alias, [SCHOOLS])], **LATER
    ),
    "bao-cao": Paper(
        number="88", notation="BC-SYT", sender=HEALTH, to=(PROVINCE,), kind="Báo cáo", answers=[ASSIGNED.alias],
        issued="2024/04/14", told="2024/04/14 15:00:00",
    ),
    "tra-loi": Paper(
        number="91", notation="SNV-VP", sender=HOME, to=(PROVINCE,), answers=["000.00.00.G22,2024/01/05,12/BNV-VP"]
    ),
    "mat": Paper(number="3", due="2024/04/15", level="Mật"),
    "dong-dau": Paper(number="4", due="2024/04/15", subject="(TỐI MẬT) V/v bảo vệ"),
    "ngay-sai": Paper(number="5428", due="15/04/2024"),
    "noi-nhan-la": Paper(number="5429", to=("000.00.99.H48",), due="2024/04/15"),
}  # fmt: skip
"""Everything that a folder may bring, by the name of its file."""

READ = ("giao-viec", "khong-han", "se-thu-hoi", "thu-hoi", "cap-nhat", "thay-the", "bao-cao", "tra-loi")
HELD = {
    "ngay-sai": "field.invalid",
    "noi-nhan-la": "organisation.unresolved",
    "bao-cao-attt": "peer.item-missing",
}
"""What waits for a person, and why; the last one is no edXML of documents at all."""


def files(generation: str) -> dict[str, str]:
    """Give every message as the text of its file."""
    made = {name: header(paper) for name, paper in PAPERS.items()} | {"trang-thai": status("06", ASSIGNED.alias)}
    if generation == "2014":
        return {name: of_2014(_with_level(name, text)) for name, text in made.items()}
    reports = qcvn102(made["khong-han"], "http://edxml.gov.vn/schema")
    return {name: qcvn102(text) for name, text in made.items()} | {"bao-cao-attt": reports}


def _with_level(name: str, text: str) -> str:
    """Say that a document is open, as 2014 has to."""
    level = "" if name not in PAPERS or PAPERS[name].level else _text("Secret", "Thường")
    return text.replace("<edXML:OtherInfo>", f"<edXML:OtherInfo>{level}")


def drop(folder: Path, made: dict[str, str], order: Sequence[str]) -> None:
    """Put files there, one after the other."""
    for name in order:
        part = folder / f".{name}"
        part.write_text(made[name], "utf-8")
        part.rename(folder / f"{name}.xml")
