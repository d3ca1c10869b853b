"""Which elements of a message may be which field of a mapping: by their names, their types and where they stand.

The names are those of QCVN 102:2016 (edXML), of English and of Vietnamese systems. Every proposal is only that: the
written mapping shows all elements, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adapter.scaffold.described import Node, Trail, trails
from adapter.scaffold.words import likeness, squeezed

DATES = ("xs:date", "xs:dateTime")

NAMES: dict[str, tuple[str, ...]] = {
    "number": ("number", "sovanban", "codenumber", "sovb", "documentnumber", "docnumber", "so", "sodi"),
    "notation": ("notation", "kyhieu", "kihieu", "codenotation", "kyhieuvanban"),
    "reference": ("sokyhieu", "sohieu", "sokihieu", "reference", "documentno", "sohieuvanban", "referencenumber",
                  "refno", "codenumbernotation"),
    "issued_on": ("issuedon", "ngaybanhanh", "promulgationdate", "issueddate", "issuedate", "ngayvanban", "dateissued",
                  "ngayvb", "documentdate", "ngayky", "ngayphathanh"),
    "kind": ("kind", "loaivanban", "typename", "tenloaivanban", "documenttype", "doctype", "loaivb", "hinhthuc",
             "hinhthucvanban", "tenloai", "type", "category", "loai"),
    "subject": ("subject", "trichyeu", "trichyeunoidung", "title", "tieude", "abstract", "summary", "noidungtrichyeu"),
    "signer": ("signer", "nguoiky", "signername", "signedby", "fullname", "tennguoiky", "hotennguoiky"),
    "business": ("businesstype", "bussinessdoctype", "nghiepvu", "loainghiepvu"),
    "secrecy": ("secrecylevel", "domat", "secrecy", "mucdomat", "capdomat", "secret", "securitylevel", "mucmat",
                "security", "classification", "confidentiality", "secretlevel", "madomat", "securityid", "mat"),
    "issuer": ("issuer", "coquanbanhanh", "issuingagency", "donvibanhanh", "noibanhanh", "cqbanhanh", "issuingorgan",
               "publisher", "from", "donvigui", "noigui", "coquanphathanh", "tencoquanbanhanh"),
    "code": ("code", "ma", "organid", "macoquan", "madonvi", "madinhdanh", "id", "agencycode", "donviid"),
    "name": ("name", "ten", "organname", "tencoquan", "tendonvi", "agencyname", "donvi", "fullname"),
    "tasks": ("task", "nhiemvu", "congviec", "assignment", "duty", "tasks", "danhsachnhiemvu", "chidao", "noidunggiao"),
    "key": ("taskid", "manhiemvu", "id", "key", "taskcode", "ma", "macongviec", "idnhiemvu", "code"),
    "content": ("content", "noidung", "noidungnhiemvu", "description", "tennhiemvu", "noidunggiao", "mota", "title"),
    "due_on": ("dueon", "hanxuly", "duedate", "deadline", "hanhoanthanh", "thoihan", "ngayhethan", "han", "hanthuchien",
                 "ngayhoanthanh", "hanbaocao", "hanmoi", "giahanden", "newdeadline"),
    "lead": ("lead", "leads", "chutri", "donvichutri", "coquanchutri", "leadagency", "dvchutri", "xulychinh",
             "donvithuchien", "donvixulychinh"),
    "coordinating": ("coordinators", "coordinator", "phoihop", "donviphoihop", "coquanphoihop", "coordinating",
                     "dvphoihop", "coordinatingagency"),
    "attachments": ("attachment", "tepdinhkem", "filedinhkem", "dinhkem", "file", "tep", "attachments"),
}  # fmt: skip
"""Field → squeezed names, the surest first."""

_OTHERS = ("relatesto", "lienquan", "thaythe", "responsefor", "traloi", "report", "baocao", "reference", "vanbangoc",
           "replacement", "thuhoi", "to", "noinhan", "toplaces")  # fmt: skip
"""Elements about another document, or about who receives this one: fields inside are not the document's own."""

_NAMED = ("name", "ten", "hoten", "hovaten", "fullname", "tendaydu")
"""What a thing is called, inside the thing itself."""

RELATED = ("relatesto", "lienquan", "vanbangoc", "replacement", "thuhoi", "thaythe", "responsefor", "traloi")
REPORT = ("report", "baocao")
"""Parts of names of elements about another document: one that is taken back or answered; the report on a task."""

LIKELY, POSSIBLE = 60, 30
"""From here on a candidate is proposed; from here on it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An element that may be a field."""

    trail: Trail  #: from the message's own element down to it, both included
    score: int

    @property
    def node(self) -> Node:
        """Give the element itself."""
        return self.trail[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFields:
    """Where an agency stands: code, name or both."""

    code: Trail | None
    name: Trail | None


def candidates(message: Node, field: str, *, repeated: bool = False) -> list[Candidate]:
    """Give the values of a message that may be a field, the likeliest first.

    What stands inside something that repeats is part of that, not of the message; `repeated` looks there as well.
    """
    found = []
    for trail in trails(message):
        if len(trail) == 1 or not trail[-1].is_value or (not repeated and any(one.repeats for one in trail[1:-1])):
            continue
        score = _score(trail, field)
        if score >= POSSIBLE:
            found.append(Candidate(trail=trail, score=score))
    return sorted(found, key=lambda one: (-one.score, len(one.trail)))


def best(found: Sequence[Candidate]) -> Candidate | None:
    """Give the one candidate to propose: likely, and alone at the top. Two that are alike are for a person."""
    if not found or found[0].score < LIKELY:
        return None
    if len(found) > 1 and found[1].score == found[0].score and len(found[1].trail) == len(found[0].trail):
        return None
    return found[0]


def _score(trail: Trail, field: str) -> int:
    node = trail[-1]
    score = likeness(node.name, NAMES[field])
    if len(trail) > 2 and not score and squeezed(node.name) in (*_NAMED, "code", "ma", "value", "giatri"):  # noqa: PLR2004
        # A value and what it means stand together in an element that bears the name of the field.
        # Names before codes, for codes mean something else in every system (FACTS §2: TypeName beats Type).
        named = likeness(trail[-2].name, NAMES[field])
        by_name = squeezed(node.name) in _NAMED
        score = named - (5 if by_name else 9) if named else 0
    if not score or (field in ("issued_on", "due_on") and not _may_be_day(node)):
        return 0
    if _is_about_another(trail):
        score -= 50
    return score - 3 * (len(trail) - 2)


def _is_about_another(trail: Trail) -> bool:
    return any(squeezed(one.name) in _OTHERS or _holds(one.name, RELATED) for one in trail[1:-1])


def _may_be_day(node: Node) -> bool:
    return node.type in (*DATES, "xs:string", "") or not node.type.startswith("xs:")


def agency(around: Node, field: str) -> AgencyFields | None:
    """Find an agency in a message: an element that holds code and name, or a name alone."""
    best_score, found = 0, None
    for trail in trails(around):
        score = likeness(trail[-1].name, NAMES[field]) - 3 * (len(trail) - 2)
        if len(trail) == 1 or score <= best_score or score < LIKELY or any(one.repeats for one in trail[1:]):
            continue
        if _is_about_another(trail):
            continue
        parts = parts_of_agency(trail)
        if parts is not None:
            best_score, found = score, parts
    return found


def other_document(around: Node, named: Sequence[str]) -> Trail | None:
    """Find the element about another document: its name says so, and it bears a number or a notation."""
    for trail in trails(around):
        if len(trail) > 1 and not any(one.repeats for one in trail[1:]) and _holds(trail[-1].name, named):
            bears = any(best(candidates(trail[-1], field)) for field in ("reference", "number", "notation"))
            if bears:
                return trail
    return None


def _holds(name: str, parts: Sequence[str]) -> bool:
    plain = squeezed(name)
    return any(part in plain for part in parts)


def parts_of_agency(trail: Trail) -> AgencyFields | None:
    """Give code and name of an agency's element, or the element itself where it is a text."""
    node = trail[-1]
    if node.mark == "empty":
        return None
    if node.is_value:
        is_code = likeness(node.name, ("maso", "madinhdanh", "code", "madonvi", "macoquan")) >= LIKELY
        return AgencyFields(code=trail, name=None) if is_code else AgencyFields(code=None, name=trail)
    code, name = (_child(trail, field) for field in ("code", "name"))
    return None if code is None and name is None else AgencyFields(code=code, name=name)


def _child(trail: Trail, field: str) -> Trail | None:
    scored = [(likeness(child.name, NAMES[field]), child) for child in trail[-1].children if child.is_value]
    score, child = max(scored, key=lambda one: one[0], default=(0, None))
    return (*trail, child) if child is not None and score >= LIKELY else None


def tasks(message: Node) -> Trail | None:
    """Find the element of one task: it repeats, and holds a content or a deadline."""
    found: list[tuple[int, Trail]] = []
    for trail in trails(message):
        node = trail[-1]
        if len(trail) == 1 or not node.elements or any(one.repeats for one in trail[1:-1]):
            continue
        named = max(likeness(one.name, NAMES["tasks"]) for one in trail[1:])
        holds = any(candidates(node, field) for field in ("content", "due_on"))
        if named >= LIKELY and holds and (node.repeats or likeness(node.name, NAMES["tasks"]) >= LIKELY):
            found.append((named + (50 if node.repeats else 0) - len(trail), trail))
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def agencies(task: Node, field: str) -> Trail | None:
    """Find the element of one agency that leads or coordinates a task."""
    found: list[tuple[int, Trail]] = []
    for trail in trails(task):
        score = likeness(trail[-1].name, NAMES[field]) - 3 * (len(trail) - 2)
        if len(trail) > 1 and score >= LIKELY and not any(one.repeats for one in trail[1:-1]):
            found.append((score, _innermost(trail)))
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def _innermost(trail: Trail) -> Trail:
    """Go on into a list: where one thing alone stands inside, that is the agency, once or many times."""
    inside = trail[-1].elements
    return (*trail, inside[0]) if len(inside) == 1 else trail


def attachments(message: Node) -> Iterator[tuple[Trail, Trail]]:
    """Find attachments that carry a secrecy level of their own: the element, and the level from there."""
    for trail in trails(message):
        node = trail[-1]
        if len(trail) > 1 and node.elements and likeness(node.name, NAMES["attachments"]) >= LIKELY:
            level = best(candidates(node, "secrecy"))
            if level is not None:
                yield trail, level.trail[1:]


def richness(message: Node) -> int:
    """Tell how much of a document is in a message: how many of the fields that are needed."""
    wanted = ("number", "notation", "issued_on", "kind", "subject", "secrecy", "reference", "signer")
    return sum(1 for field in wanted if best(candidates(message, field)) is not None)
