"""A fact is led back to the lines and elements it was read from, and to the lines of the mapping that say so."""

from __future__ import annotations

from typing import Any

import pytest
import stating
from stating import DIRECTORY, MAPPING, READ, organisation, written

from adapter.audit import origins
from adapter.audit.origins import About
from adapter.audit.pointing import LONGEST, Origin
from adapter.audit.readings import Rereader
from adapter.core.interpret import ScopeRule

BY = Rereader(
    source="lot",
    mapping=READ,
    policy=READ.gate,
    directory=DIRECTORY,
    scope=ScopeRule(issuers=frozenset({organisation(stating.PROVINCE)})),
)
HEALTH, INTERIOR, FINANCE = (organisation(name) for name in ("Sở Y tế", "Sở Nội vụ", "Sở Tài chính"))

BODY = written(
    """
<viec ma="V1"><noi-dung>Rà soát</noi-dung>
  <han>31/03/2026</han>
  <chu-tri>Sở Nội vụ</chu-tri>
  <chu-tri>Sở Y tế</chu-tri>
</viec>
<viec ma="V2">
  <noi-dung>Báo cáo</noi-dung>
  <chu-tri>Sở Tài chính</chu-tri>
  <bao-cao ngay="04/03/2026" so="7"/>
  <ket-qua>2026-03-05T10:00:00+07:00</ket-qua>
  <gia-han duyet="0" ngay="06/03/2026" den="30/04/2026" cho="Sở Tài chính"/>
  <gia-han duyet="1" ngay="07/03/2026" den="31/05/2026" cho="Sở Tài chính"/>
</viec>
<tra-loi-viec>V9</tra-loi-viec>
<tra-loi-viec>V10</tra-loi-viec>
<ve ma="A1"/>
"""
).encode()
LINES = BODY.decode().split("\n")


def of(kind: str, about: About, **told: Any) -> tuple[dict[str, Origin], bool]:
    places, same = origins.of({"kind": kind, **told}, origins.of_document(BODY, BY), about)
    return {one.rule: one for one in places}, same


def assigned(ordinal: int, lead: str, due_on: str | None) -> tuple[dict[str, Origin], bool]:
    told = {"coordinating": [], "lead": lead, "ordinal": ordinal} | ({"due_on": due_on} if due_on else {})
    return of("assigned", About(ordinal=ordinal, lead=lead, task=None), **told)


def test_each_field_of_a_task_is_found_at_its_line_and_in_the_mapping() -> None:
    found, same = assigned(1, HEALTH, "2026-03-31")
    assert same
    wanted = {
        "tasks": ("viec", "/vb/viec[1]", "<viec"),
        "tasks.key": ("@ma", "/vb/viec[1]/@ma", 'ma="V1"'),
        "tasks.content": ("noi-dung", "/vb/viec[1]/noi-dung", "Rà soát"),
        "tasks.due_on": ("han", "/vb/viec[1]/han", "31/03/2026"),
        "tasks.lead.name": (".", "/vb/viec[1]/chu-tri[2]", "Sở Y tế"),
    }
    assert {rule: (one.path, one.at) for rule, one in found.items()} == {rule: one[:2] for rule, one in wanted.items()}
    for rule, (path, _, text) in wanted.items():
        assert text in LINES[found[rule].line - 1], rule
        assert path in MAPPING.split("\n")[found[rule].mapping_line - 1] or rule == "tasks"


def test_of_several_leads_each_has_its_own_place() -> None:
    found, same = assigned(1, INTERIOR, "2026-03-31")
    assert (same, found["tasks.lead.name"].at) == (True, "/vb/viec[1]/chu-tri[1]")
    found, same = assigned(2, FINANCE, None)
    assert (same, found["tasks.content"].text, found["tasks.due_on"].outcome) == (True, "Báo cáo", "missing")


def test_what_the_body_does_not_say_is_told() -> None:
    assert assigned(1, HEALTH, "2026-04-01")[1] is False
    assert assigned(3, HEALTH, None) == ({}, False)
    about = About(ordinal=2, lead=FINANCE, task="V2")
    assert of("entered", about, happened_at="2026-03-05T04:00:00Z") == ({}, False)


@pytest.mark.parametrize(
    ("kind", "told", "at", "text"),
    [
        ("reported", {"happened_at": "2026-03-03T17:00:00Z"}, "/vb/viec[2]/bao-cao", "bao-cao"),
        ("entered", {"happened_at": "2026-03-05T03:00:00Z"}, "/vb/viec[2]/ket-qua", "ket-qua"),
        (
            "extended",
            {"happened_at": "2026-03-06T17:00:00Z", "due_on": "2026-05-31"},
            "/vb/viec[2]/gia-han[2]",
            "31/05",
        ),
    ],
)
def test_what_a_task_says_of_work_is_found(kind: str, told: dict[str, str], at: str, text: str) -> None:
    found, same = of(kind, About(ordinal=2, lead=FINANCE, task="V2"), **told)
    assert same
    (moment,) = [one for rule, one in found.items() if rule.endswith(".happened_at")]
    assert moment.at.split("/@")[0] == at
    assert text in LINES[moment.line - 1]
    assert all(rule.startswith("tasks.evidence[") for rule in found)


def test_of_two_answers_the_one_about_the_task_is_found() -> None:
    told = {"happened_at": "2026-03-01T17:00:00Z"}
    found, same = of("reported", About(ordinal=4, lead=HEALTH, task="V10"), **told)
    assert (same, found["answers[1].task"].at, found["answers[1].task"].text) == (True, "/vb/tra-loi-viec[2]", "V10")


def test_what_a_newer_version_no_longer_has_points_to_the_whole_of_it() -> None:
    about = About(ordinal=1, lead=HEALTH, task="V1")
    for kind in ("withdrawn", "unsaid"):
        found, same = of(kind, about, reason="absent")
        assert (same, found["tasks"].at, found["tasks"].outcome) == (True, "/vb", "missing")


V2_NOW_FIRST = About(ordinal=1, lead=FINANCE, task="V2")
"""A later version states the second task first."""


@pytest.mark.parametrize(
    ("about", "told", "at", "same"),
    [
        (V2_NOW_FIRST, {"what": "due_on", "former_due_on": "2026-04-30"}, "/vb/viec[2]", True),
        (V2_NOW_FIRST, {"what": "due_on", "due_on": "2026-03-31"}, "/vb/viec[2]", False),
        (V2_NOW_FIRST, {"what": "due_on", "former": ["17:00"], "now": []}, "/vb/viec[2]", True),
        (V2_NOW_FIRST, {"what": "due_on", "former": [], "now": ["17:00"]}, "/vb/viec[2]", False),
        (V2_NOW_FIRST, {"what": "coordinating", "former": [HEALTH], "now": []}, "/vb/viec[2]", True),
        (V2_NOW_FIRST, {"what": "coordinating", "former": [], "now": [HEALTH]}, "/vb/viec[2]", False),
        (V2_NOW_FIRST, {"what": "content"}, "/vb/viec[2]", True),
        # Its text is erased: its place has to do.
        (About(ordinal=2, lead=FINANCE, task=None), {"what": "content"}, "/vb/viec[2]", True),
        (
            About(ordinal=1, lead=HEALTH, task="V1"),
            {"what": "lead", "former": [], "now": [HEALTH]},
            "/vb/viec[1]",
            True,
        ),
        # What is gone is nowhere; where it stands there, that does not say the same.
        (
            About(ordinal=1, lead=FINANCE, task="V1"),
            {"what": "lead", "former": [FINANCE], "now": [HEALTH]},
            "/vb",
            True,
        ),
        (
            About(ordinal=1, lead=HEALTH, task="V1"),
            {"what": "lead", "former": [HEALTH], "now": [FINANCE]},
            "/vb",
            False,
        ),
        (About(ordinal=3, lead=HEALTH, task="V3"), {"what": "dropped", "former": [HEALTH], "now": []}, "/vb", True),
        (V2_NOW_FIRST, {"what": "dropped", "former": [FINANCE], "now": []}, "/vb", False),
    ],
)
def test_what_was_edited_is_found_at_its_own_task(about: About, told: dict[str, Any], at: str, *, same: bool) -> None:
    found, agrees = of("edited", about, **told)
    assert (found["tasks"].at, agrees) == (at, same)


def test_an_agency_that_was_added_is_shown_where_the_body_names_it() -> None:
    about = About(ordinal=1, lead=HEALTH, task="V1")
    found, _ = of("edited", about, what="lead", former=[], now=[HEALTH])
    assert found["tasks.lead.name"].at == "/vb/viec[1]/chu-tri[2]"
    assert of("edited", About(ordinal=1, lead=HEALTH, task="V7"), what="lead", former=[], now=[HEALTH]) == ({}, False)


def test_a_document_is_found_by_its_fields_and_what_it_speaks_of_by_others() -> None:
    about = About(ordinal=1, lead=HEALTH, task="V1")
    told = {"issued_on": "2026-03-02", "issuer": BY.scope and organisation(stating.PROVINCE), "document_kind": "CV"}
    found, same = of("issued", about, **told, scope="in")
    assert same
    assert found["document.kind"].path == ""
    assert not any(rule.startswith("document.relates_to") for rule in found)
    assert of("issued", about, **told, scope="out")[1] is False


def test_a_body_that_does_not_open_or_read_gives_its_code_and_nothing_else() -> None:
    for body, code in (
        (BODY.replace(b'mat="khong"', b'mat="co"'), "secrecy.classified"),
        (BODY.replace("Sở Tài chính</chu".encode(), b"Nobody</chu"), "organisation.unresolved"),
        (b"<vb", "xml.malformed"),
    ):
        reading = origins.of_document(body, BY)
        assert (reading.closed, reading.root, reading.looked) == (code, None, ())


def test_what_a_place_says_is_shown_in_part_and_not_in_a_representation() -> None:
    long = written('<viec ma="V1"><noi-dung>' + "dài " * 100 + "</noi-dung><chu-tri>Sở Y tế</chu-tri></viec>")
    reading = origins.of_document(long.encode(), BY)
    (content,) = [one.origin for one in reading.looked if one.origin.rule == "tasks.content"]
    assert len(content.text) == LONGEST
    assert "dài" not in repr(content)
