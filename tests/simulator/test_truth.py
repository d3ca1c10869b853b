"""The truth held against what the service says, read here once more by code of its own."""

from __future__ import annotations

import base64
import csv
import json
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from adapter.simulator import moments, state, truth

NS = {"q": "urn:vn:qlvb:dich-vu:1"}
PROVINCE = "Ủy ban nhân dân tỉnh Quảng Ngãi"
CHAIRMAN = "Chủ tịch UBND tỉnh Quảng Ngãi"
CLASSIFIED = {"Mat", "ToiMat", "TuyetMat"}
STAMP = re.compile(r"(?<!\w)(?:(?:TỐI|TUYỆT|TOI|TUYET) )?(?:MẬT|MAT)(?! ĐỘ)(?!\w)")
FRIEND = re.compile("BẢO MẬT|BÍ MẬT")
YEAR_END = "2026-10-31T23:59:59+07:00"

Told = dict[str, Any]


def tell(file: Path, now: str = YEAR_END) -> Told:
    with closing(state.connect(file)) as connection:
        told: Told = json.loads(json.dumps(truth.tell(connection, int(moments.read(now).timestamp()))))
        return told


@pytest.fixture(scope="module")
def told(year: Path) -> Told:
    return tell(year)


@pytest.fixture(scope="module")
def valid_names() -> Callable[[str, date], bool]:
    text = (files("mappings") / "codes" / "organisations_quangngai.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    def valid(name: str, day: date) -> bool:
        return any(
            row["name"] == name
            and (not row["valid_from"] or date.fromisoformat(row["valid_from"]) <= day)
            and (not row["valid_to"] or day <= date.fromisoformat(row["valid_to"]))
            for row in rows
        )

    return valid


def served(file: Path, now: str = YEAR_END) -> list[tuple[str, str, bytes]]:
    """Give (id, listed levels, answer) of every document, in the order in which the service lists them."""
    query = (
        "SELECT document, levels, reply FROM version WHERE modified_at <= ?1 AND (until IS NULL OR until > ?1)"
        " ORDER BY modified_at, document"
    )
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query, (int(moments.read(now).timestamp()),)).fetchall()


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(one.text or "") for one in root.findall(path, NS)]


def day_or_none(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def key_of(root: etree._Element, at: str = "") -> tuple[str, ...]:
    names = ("Number", "Notation", "IssuedOn", "Issuer/q:Name")
    return tuple("".join(texts(root, f"{at}q:{name}")).replace(CHAIRMAN, PROVINCE) for name in names)


class Reader:
    """A second opinion on every document, from listing and answer alone."""

    def __init__(self, valid: Callable[[str, date], bool]) -> None:
        self.valid = valid
        self.open: dict[tuple[str, ...], str] = {}
        self.recalled: set[str] = set()

    def judge(self, id_: str, listed: str, reply: bytes) -> str:
        levels = [re.findall("<SecrecyLevel>(.*?)</SecrecyLevel>", listed)]
        try:
            root = etree.fromstring(reply).find(".//q:Document", NS)
        except etree.XMLSyntaxError:
            return "withheld" if CLASSIFIED.intersection(levels[0]) else "held"
        assert root is not None
        levels.append(texts(root, "q:SecrecyLevel"))
        levels += [texts(one, "q:SecrecyLevel") for one in root.findall("q:Attachments/q:Attachment", NS)]
        if any(CLASSIFIED.intersection(found) for found in levels) or self.stamped(root):
            return "withheld"
        if any(found != ["Thuong"] for found in levels):
            return "held"
        return self.read(id_, root)

    def stamped(self, root: etree._Element) -> bool:
        signs = " ".join(texts(root, "q:Subject") + texts(root, "q:Notation"))
        return bool(STAMP.search(FRIEND.sub("", unicodedata.normalize("NFC", signs))))

    def read(self, id_: str, root: etree._Element) -> str:
        business = texts(root, "q:BusinessType")[0]
        issued_on = day_or_none("".join(texts(root, "q:IssuedOn")))
        if business in ("2", "3") or issued_on is None or not texts(root, "q:Number"):
            return "held"
        tasks = root.findall("q:Tasks/q:Task", NS)
        agencies = root.findall("q:Tasks//q:Agency", NS)
        for one in agencies:
            if texts(one, "q:Code") != [""] or not self.valid(texts(one, "q:Name")[0], issued_on):
                return "held"
        if any(not one.findall("q:Leads/q:Agency", NS) for one in tasks):
            return "held"
        if business == "1" and key_of(root, "q:RelatesTo/") not in self.open:
            return "held"
        if business == "1":
            self.recalled.add(self.open[key_of(root, "q:RelatesTo/")])
        return self.settle(id_, root, bool(tasks))

    def settle(self, id_: str, root: etree._Element, tasks: bool) -> str:  # noqa: FBT001
        if key_of(root) in self.open:
            return "duplicate"
        self.open[key_of(root)] = id_
        if key_of(root)[3] != PROVINCE:
            return "out-of-scope"
        return "tasks" if tasks else "no-task"


@pytest.mark.parametrize("now", [YEAR_END, "2026-03-15T12:00:00+07:00"])
def test_a_second_opinion_on_every_document_agrees(
    year: Path, now: str, valid_names: Callable[[str, date], bool]
) -> None:
    reader = Reader(valid_names)
    found = {id_: reader.judge(id_, listed, reply) for id_, listed, reply in served(year, now)}
    told = tell(year, now)
    wanted = {one["id"]: one["verdict"] for one in told["documents"]}
    assert found.keys() == wanted.keys()
    assert {id_: (found[id_], wanted[id_]) for id_ in wanted if found[id_] != wanted[id_]} == {}
    assert set(found.values()) == {"tasks", "no-task", "out-of-scope", "withheld", "held", "duplicate"}
    withdrawn = {
        (one["number"], one["notation"], one["issued_on"]) for one in told["assignments"] if one["state"] == "withdrawn"
    }
    recalled = {key[:3] for key, id_ in reader.open.items() if id_ in reader.recalled}
    assert withdrawn
    assert withdrawn <= recalled


def test_the_assignments_are_those_of_the_served_documents(year: Path, told: Told) -> None:
    replies = {id_: reply for id_, _, reply in served(year)}
    for verdict, name in (("tasks", "assignments"), ("out-of-scope", "out_of_scope_assignments")):
        found: Counter[tuple[Any, ...]] = Counter()
        for one in told["documents"]:
            if one["verdict"] == verdict:
                root = etree.fromstring(replies[one["id"]])
                found.update(rows_of(one, root))
        wanted = Counter(
            (
                one["number"],
                one["notation"],
                one["issued_on"],
                one["task"],
                one["lead"],
                one["due_on"],
                *one["coordinating"],
            )
            for one in told[name]
        )
        assert found == wanted
        assert max(wanted.values()) == 1


def rows_of(document: Told, root: etree._Element) -> list[tuple[Any, ...]]:
    key = (document["number"], document["notation"], document["issued_on"])
    return [
        (
            *key,
            texts(task, "q:TaskId")[0],
            lead,
            next(iter(texts(task, "q:DueOn")), None),
            *texts(task, "q:Coordinators//q:Name"),
        )
        for task in root.findall(".//q:Task", NS)
        for lead in texts(task, "q:Leads//q:Name")
    ]


def test_every_agency_of_an_open_document_was_valid_on_its_day(
    told: Told, valid_names: Callable[[str, date], bool]
) -> None:
    for one in (*told["assignments"], *told["out_of_scope_assignments"]):
        day = date.fromisoformat(one["issued_on"])
        for name in (one["issuer"], one["lead"], *one["coordinating"]):
            assert valid_names(name, day), (name, day)
        assert one["lead"] not in one["coordinating"]


def test_the_letter_of_2023_has_its_tasks_and_the_agencies_of_its_day(told: Told) -> None:
    rows = [one for one in told["assignments"] if one["number"] == "5425"]
    assert {(one["notation"], one["issued_on"]) for one in rows} == {("UBND-KGVX", "2023-10-30")}
    leads = {one["lead"] for one in rows}
    assert {"Văn phòng UBND tỉnh", "Sở Thông tin và Truyền thông", "Sở Nội vụ", "UBND huyện Ba Tơ"} <= leads
    assert "Sở Nông nghiệp và Môi trường" not in leads
    assert len({one["task"] for one in rows}) == 6


def test_every_withheld_or_held_document_has_a_canary_in_every_text(year: Path, told: Told) -> None:
    replies = {id_: reply for id_, _, reply in served(year)}
    closed = [one for one in told["documents"] if one["verdict"] in ("withheld", "held")]
    assert len(closed) > 200
    for one in closed:
        reply = replies[one["id"]]
        assert one["canaries"]
        if one["plan"] == "broken":
            continue
        root = etree.fromstring(reply).find(".//q:Document", NS)
        assert root is not None
        fields = [
            *texts(root, "q:Subject"), *texts(root, "q:Content"), *texts(root, "q:Signer/q:Name"),
            *texts(root, "q:ToPlaces/q:Place"), *texts(root, "q:Tasks/q:Task/q:Content"),
            *texts(root, "q:Attachments/q:Attachment/q:FileName"),
            *[decoded(content) for content in texts(root, "q:Attachments/q:Attachment/q:Content")],
        ]  # fmt: skip
        found = [word for field in fields for word in re.findall("yen[0-9a-f]{12}", field)]
        assert len(found) == len(fields)
        assert sorted(found) == one["canaries"]


def decoded(content: str) -> str:
    return base64.b64decode(content).decode()


def test_open_documents_carry_no_canary_but_those_of_a_former_malformed_version(year: Path, told: Told) -> None:
    replies = {id_: reply for id_, _, reply in served(year)}
    for one in told["documents"]:
        if one["verdict"] not in ("withheld", "held"):
            assert (
                b"yen" not in re.sub(rb"<Content>.*?</Content>", b"", replies[one["id"]]) or one["plan"] == "corrected"
            )
            assert not re.search(rb"yen[0-9a-f]{12}", replies[one["id"]])
            assert bool(one["canaries"]) == (one["plan"] == "corrected")


def test_every_document_of_the_register_has_exactly_one_verdict(told: Told) -> None:
    totals = told["totals"]
    counted = sum(n for verdict, n in totals["documents"].items() if verdict != "duplicate")
    assert counted == totals["register"]["numbers"] + totals["register"]["apart"]


@pytest.mark.parametrize("now", ["2025-12-20T09:00:00+07:00", "2026-06-30T23:59:59+07:00"])
def test_the_account_closes_at_any_moment(year: Path, now: str) -> None:
    test_every_document_of_the_register_has_exactly_one_verdict(tell(year, now))


def test_a_there_and_back_document_ends_where_it_began(year: Path) -> None:
    with closing(sqlite3.connect(year)) as connection:
        rows = connection.execute(
            "SELECT v.document, v.version, v.planted, v.reply FROM version v JOIN document d ON d.id = v.document"
            " WHERE d.plan = 'there-and-back' ORDER BY v.document, v.version"
        ).fetchall()
    assert len(rows) % 3 == 0
    for first, second, third in zip(rows[::3], rows[1::3], rows[2::3], strict=True):
        assert json.loads(first[2])["tasks"] == json.loads(third[2])["tasks"] != json.loads(second[2])["tasks"]
        plain = [re.sub(rb"<(Version|ModifiedAt)>.*?</\1>", b"", row[3]) for row in (first, second, third)]
        assert plain[0] == plain[2] != plain[1]


def test_what_a_newer_version_dropped_is_told_with_the_time_in_which_it_was_seen(year: Path, told: Told) -> None:
    dropped = told["dropped_assignments"]
    assert len(dropped) > 5
    current = {(one["number"], one["notation"], one["task"], one["lead"]) for one in told["assignments"]}
    for one in dropped:
        assert one["state"] == "withdrawn"
        assert (one["number"], one["notation"], one["task"], one["lead"]) not in current
        assert one["seen_from"] < one["seen_until"] <= YEAR_END
        between = tell(year, one["seen_until"][:11] + "00:00:00+07:00")
        assert one["task"] in {row["task"] for row in between["assignments"]}


def test_a_recall_takes_effect_when_it_is_listed(year: Path, told: Told) -> None:
    with closing(sqlite3.connect(year)) as connection:
        rows = connection.execute(
            "SELECT v.modified_at, t.number, t.notation FROM version v"
            " JOIN document t ON t.id = json_extract(v.planted, '$.recalls') JOIN version tv ON tv.document = t.id"
            " WHERE json_extract(tv.planted, '$.verdict') = 'tasks'"
        ).fetchall()
    assert rows
    at, number, notation = rows[len(rows) // 2]
    states = [
        {
            one["state"]
            for one in tell(year, moments.text(now))["assignments"]
            if (one["number"], one["notation"]) == (number, notation)
        }
        for now in (at - 1, at)
    ]
    assert states == [{"open"}, {"withdrawn"}]
    assert told["totals"]["assignments"]["withdrawn"] > 10
