"""What answers a document and the document, in both orders; who may speak of whose; one number for two documents."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lived import Desk, Paper
from living import source
from making import Counting
from stating import DIRECTORY, HEAD, MAPPING, PROVINCE, organisation

from adapter.audit import verify
from adapter.core import mapping
from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Document, Evidence, Held
from adapter.core.organisations import Directory, speaks_for
from adapter.replay.reinterpret import Asked, Reinterpretation
from adapter.store import Store, Writer
from adapter.sync import take_in

READ = mapping.load(MAPPING, "lot.yaml")
ANYONE = mapping.load(MAPPING.replace("    each: ve\n", "    each: ve\n    by: anyone\n"), "lot.yaml")
NOW = datetime(2026, 4, 1, 2, tzinfo=UTC)
HEALTH, HOME = "Sở Y tế", "Sở Nội vụ"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store.open(tmp_path / "data")
    yield found
    found.close()


def paper(number: int, inner: str = "", attributes: str = "", issuer: str = PROVINCE, version: int = 1) -> Paper:
    """One document that bears its number as its alias."""
    head = HEAD.format(number=number, issuer=issuer)
    return Paper(version, f'<vb mat="khong" ma="D{number}" {attributes}>{head}{inner}</vb>'.encode())


def task(key: str, lead: str = HEALTH, more: str = "") -> str:
    return f'<viec ma="{key}"><noi-dung>Báo cáo</noi-dung><chu-tri>{lead}</chu-tri><han>08/05/2026</han>{more}</viec>'


class House:
    """A desk and what takes it in."""

    def __init__(self, store: Store, read: mapping.Mapping = READ) -> None:
        self.store, self.read, self.desk, self.fresh, self.now = store, read, Desk(), Counting(), NOW

    def come(self, **papers: Paper) -> House:
        self.desk.papers |= papers
        self.now += timedelta(minutes=5)
        of = source(self.desk, mapping=self.read, policy=self.read.gate)
        take_in.take_in(of, self.store, self.fresh, self.now)
        return self

    def evidence(self) -> list[tuple[str, str]]:
        """Give what is said of which task; the log holds, and read again it comes to the same."""
        with self.store.read() as reader:
            assert verify.verify(reader).findings == ()
            tasks = {row.assignment: (reader.text(row.texts) or {})["task"] for row in reader.rows(Assignment)}
            return sorted((tasks[row.assignment], row.what) for row in reader.rows(Evidence))

    def held(self) -> list[str]:
        with self.store.read() as reader:
            return sorted(row.reason for row in reader.rows(Held))

    def states(self) -> list[str]:
        with self.store.read() as reader:
            return sorted(row.state for row in reader.rows(Document))

    def alerts(self) -> set[str]:
        with self.store.read() as reader:
            return {one.condition.condition for one in reader.alerts()}


REPLY = {"r": paper(7, '<tra-loi ma="D1"/>', issuer=HEALTH)}
FIRST = {"a": paper(1, task("V1"))}
MORE = {"a": paper(1, task("V1") + task("V2"), version=2)}


@pytest.mark.parametrize("order", list(itertools.permutations((REPLY, FIRST, MORE))), ids=str)
def test_a_reply_that_may_stay_unanswered_answers_whatever_comes_first(
    store: Store, order: tuple[dict[str, Paper], ...]
) -> None:
    """`unknown: pass`: the reply is taken at once, and found again by what it answers."""
    house = House(store)
    for one in order:
        if one is not FIRST or house.desk.papers.get("a") != MORE["a"]:
            house.come(**one)
    assert house.evidence() == [("V1", "reported"), ("V2", "reported")]
    assert house.held() == []
    with store.read() as reader:
        size = reader.position
    house.come()
    with store.read() as reader:
        assert [decode(data)["kind"] for _, data in reader.entries(size)] == ["cycle"]


def test_many_replies_that_wait_for_one_document_are_looked_up_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 12
    house = House(store).come(
        **{f"r{one}": paper(100 + one, '<tra-loi ma="D1"/>', issuer=HEALTH) for one in range(many)}
    )
    asked: Counter[tuple[str, ...]] = Counter()
    real = Writer.lookup

    def counting(writer: Writer, *key: str) -> str | None:
        asked[key[:2]] += key[0] == "answers"
        return real(writer, *key)

    monkeypatch.setattr(Writer, "lookup", counting)
    house.come(**FIRST)
    assert house.evidence() == [("V1", "reported")] * many
    # By the name that it was waited for under and by its handle, and some for the document itself.
    assert sum(asked.values()) <= 6 * (many + 1)


def test_a_reply_of_whom_the_task_is_passed_on_to_later(store: Store) -> None:
    house = House(store).come(**FIRST).come(r=paper(7, '<tra-loi ma="D1"/>', issuer="Sở Tư pháp"))
    assert house.evidence() == []
    house.come(a=paper(1, task("V1", more='<chuyen ngay="09/03/2026">Sở Tư pháp</chuyen>'), version=2))
    assert house.evidence() == [("V1", "reported"), ("V1", "transferred")]


def test_what_was_read_again_names_what_it_was_read_again_for(store: Store) -> None:
    House(store).come(**REPLY).come(**FIRST)
    with store.read() as reader:
        entries = [decode(data) for _, data in reader.entries()]
        again = [one for one in entries if one["kind"] == "received" and "cause" in one]
        assert [entries[one["cause"]]["kind"] for one in again] == ["received"]
        assert again[0]["message"] == next(one["message"] for one in entries if one["kind"] == "received")
        # No name of what is waited for stands anywhere in clear.
        assert all("D1" not in str(one) for one in entries)
        run = Reinterpretation(reader, Asked())
        told = list(run.differences())
        assert {one.why for one in told} <= {"rules", "unread", ""}


def test_a_document_that_never_comes_costs_nothing(store: Store) -> None:
    house = House(store).come(**REPLY)
    fetched = house.desk.gives
    house.come().come()
    assert house.desk.gives == fetched
    assert house.held() == []


# Who may speak of whose


RECALL = '<ve ma="D1"></ve>'


@pytest.mark.parametrize(
    ("issuer", "by", "read", "reason"),
    [
        (HEALTH, HEALTH, READ, ""),
        (HEALTH, PROVINCE, READ, ""),
        (PROVINCE, HEALTH, READ, "recall.not-its-issuer"),
        (HEALTH, HOME, READ, "recall.not-its-issuer"),
        (HEALTH, HOME, ANYONE, ""),
    ],
)
def test_who_takes_back_whose_document(store: Store, issuer: str, by: str, read: mapping.Mapping, reason: str) -> None:
    house = House(store, read).come(a=paper(1, task("V1"), issuer=issuer))
    house.come(r=paper(9, RECALL, 'viec="thu-hoi"', issuer=by))
    assert house.held() == ([reason] if reason else [])
    assert house.states() == (["in-force"] if reason else ["in-force", "recalled"])


def test_who_came_after_a_body_speaks_for_it_once_it_has_ended() -> None:
    directory, later = DIRECTORY, date(2026, 3, 2)
    former = next(one for one in directory.everybody() if one.name == "Sở Kế hoạch và Đầu tư")
    (heir,) = directory.successors(former.id).ids
    assert former.id in speaks_for(directory, heir, later)
    assert former.valid_to is not None
    assert former.id not in speaks_for(directory, heir, former.valid_to)
    assert organisation(HOME) not in speaks_for(directory, heir, later)
    assert organisation(PROVINCE) not in speaks_for(directory, organisation(HOME), later)
    assert organisation(HOME) in speaks_for(directory, organisation(PROVINCE), later)


@pytest.mark.parametrize(
    ("on", "older", "newer"),
    [
        # Before the merger nothing tells which bodies the one that ends was over.
        (date(2025, 6, 30), False, True),
        (date(2025, 7, 1), False, True),
        # Its own end is in the directory already, and has not come yet.
        (date(2030, 12, 31), False, True),
        (date(2031, 1, 1), False, False),
    ],
)
def test_a_province_is_over_the_others_on_the_days_on_which_it_is_there(on: date, *, older: bool, newer: bool) -> None:
    rows = [
        replace(one, valid_to=date(2030, 12, 31)) if one.id == organisation(PROVINCE) and on > date(2026, 1, 1) else one
        for one in DIRECTORY.everybody()
    ]
    (former,) = [one.id for one in rows if one.kind == "province" and one.valid_to == date(2025, 6, 30)]
    directory = Directory(rows)
    assert (organisation(HOME) in speaks_for(directory, former, on)) == older
    assert (organisation(HOME) in speaks_for(directory, organisation(PROVINCE), on)) == newer


# One number, two documents (Decree 30/2020)


def test_one_number_with_two_contents_is_an_alert_that_closes(store: Store) -> None:
    house = House(store).come(**FIRST).come(b=paper(1, task("V2")))
    assert house.held() == ["document.two-readings"]
    assert "alert.two-readings" in house.alerts()
    house.come(b=paper(1, task("V1"), version=2))
    assert house.held() == []
    assert "alert.two-readings" not in house.alerts()


def test_a_number_used_twice_in_a_year_is_an_alert(store: Store) -> None:
    later = paper(1, task("V2")).body.replace(b"02/03/2026", b"05/03/2026").replace(b'"D1"', b'"D9"')
    house = House(store).come(**FIRST)
    assert "alert.number-twice" not in house.alerts()
    house.come(b=Paper(1, later))
    assert "alert.number-twice" in house.alerts()
    next_year = paper(1, task("V3")).body.replace(b"02/03/2026", b"05/03/2025").replace(b'"D1"', b'"D8"')
    with store.read() as reader:
        before = len(reader.alerts())
    house.come(c=Paper(1, next_year))
    with store.read() as reader:
        assert len(reader.alerts()) == before


def test_a_copy_of_what_a_newer_version_has_changed_undoes_nothing(store: Store) -> None:
    """Under another reference, without a time of its own: nobody can tell that it is the older one."""
    one, other = task("V1"), task("V1", HOME)
    house = House(store).come(a=paper(1, one)).come(a=paper(1, other, version=2)).come(b=paper(1, one))
    assert house.held() == ["document.two-readings"]
    with store.read() as reader:
        assert {row.lead for row in reader.rows(Assignment, state="open")} == {organisation(HOME)}


def test_a_source_that_shows_a_former_version_again_fills_no_log(store: Store) -> None:
    """A newer version is held; what is shown again is known."""
    house = House(store).come(a=paper(1, task("V1"))).come(r=paper(9, RECALL, 'viec="thu-hoi"'))
    house.come(a=paper(1, task("V2"), version=2))
    assert house.held() == ["document.recalled"]
    house.come(a=paper(1, task("V1")))
    with store.read() as reader:
        size = reader.position
    house.come().come()
    with store.read() as reader:
        assert {decode(data)["kind"] for _, data in reader.entries(size)} == {"cycle"}
