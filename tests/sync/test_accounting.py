"""The account by source and month closes, names what does not, and tells of it once — in a system in memory."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from living import Doc, Living, once
from making import Counting, opened

from adapter.reports import account, accounted, latency, matrix
from adapter.reports.accounted import Limits
from adapter.reports.figures import Period
from adapter.reports.standing_out import Exceptional
from adapter.store import Store
from adapter.store.alerts import Alert
from adapter.store.asking import Asking
from adapter.sync import alerts
from adapter.wire import Page, RegisterCount, RegisterEntry

NOW = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)


@dataclass
class Office(Living):
    """A system with a register that counts classified documents apart, and troubles of its own."""

    doubled: set[int] = field(default_factory=set)  #: numbers that the register has once more
    apart: set[int] = field(default_factory=set)  #: documents whose number is of a series apart
    inside: set[int] = field(default_factory=set)  #: documents that are listed as open, whatever they say themselves
    elsewhere: set[int] = field(default_factory=set)  #: documents that the register has under another day
    cursors: list[str | None] = field(default_factory=list)

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        if stream == "documents":
            self.cursors.append(cursor)
        found = super().list(stream, cursor, page, now)
        opened_ = ((("Thuong",),), self.inside)
        refs = [replace(ref, levels=opened_[0]) if ref.id in map(str, opened_[1]) else ref for ref in found.refs]
        return replace(found, refs=tuple(refs))

    def register(self, first: date, last: date) -> RegisterCount | None:
        told = super().register(first, last)
        assert told is not None
        entries = [self._moved(one) for one in told.entries if int(one.number) not in self.apart]
        entries += [one for one in entries if int(one.number) in self.doubled]
        return RegisterCount(numbers=len(entries), apart=len(self.apart), entries=tuple(entries))

    def _moved(self, one: RegisterEntry) -> RegisterEntry:
        moved = int(one.number) in self.elsewhere
        return replace(one, issued_on=one.issued_on.replace(day=one.issued_on.day + 1)) if moved else one


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def fresh() -> Counting:
    return Counting()


def taken(store: Store, position: int | None = None, limits: Limits = accounted.DEFAULT) -> accounted.Whole:
    with store.read() as reader:
        return accounted.whole(reader if position is None else reader.as_of(position), {"qlvb": limits})


def told(found: Sequence[Exceptional]) -> list[tuple[str, str]]:
    return [(one.kind, one.number) for one in found]


def found(store: Store, condition: str, *, closed: bool = False) -> list[Alert]:
    with store.read() as reader:
        return [one for one in reader.alerts(closed=closed) if one.condition.condition == condition]


def day(number: int, month: int) -> str:
    return f"2026-{month:02}-{number % 27 + 1:02}"


def world(seed: int) -> tuple[Office, dict[str, set[int]]]:
    """Make up an office; give it with what was planted: documents by kind."""
    chance = random.Random(seed)
    office, planted = Office(), {"missing": set[int](), "unread": set[int](), "read": set[int]()}
    for number in range(1, chance.randrange(2, 25)):
        month, kind = chance.choice((1, 2, 3)), chance.choice("ppppplhiasdex")
        doc = Doc(
            number, issued_on=day(number, month), leads=chance.choice(((), ("Sở Nội vụ",), ("Sở Y tế", "Sở Nội vụ")))
        )
        match kind:
            case "l":  # classified by its listing: nobody reads its number
                doc = replace(doc, level="Mat")
                planted["unread"].add(number)
            case "i":  # classified inside: its number is read and forgotten
                doc = replace(doc, level="Mat")
                office.inside.add(number)
                planted["read"].add(number)
            case "h":  # undecidable inside
                doc = replace(doc, level="La")
                office.inside.add(number)
                planted["read"].add(number)
            case "a":
                doc = replace(doc, level="Mat")
                office.apart.add(number)
            case "s":
                office.hidden.add(number)
                planted["missing"].add(number)
            case "d":
                office.doubled.add(number)
            case "e":
                office.elsewhere.add(number)
            case _:
                pass
        office.put(doc)
    return office, planted


@pytest.mark.parametrize("seed", range(40))
def test_every_cell_adds_up_and_nothing_planted_goes_unnoticed(seed: int) -> None:
    look(seed)


def test_the_check_of_cells_fails_where_documents_that_the_register_lacks_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = matrix.documents
    monkeypatch.setattr(matrix, "documents", lambda *of: (replace(one, listed=True) for one in real(*of)))
    with pytest.raises(AssertionError):
        all(map(look, range(40)))


def look(seed: int) -> bool:
    office, planted = world(seed)
    with opened() as store:
        fresh = Counting()
        once(office, store, fresh, NOW)
        (one,) = taken(store).matrices
        rows, total = one.rows, one.total
        # Every issued document is in exactly one cell.
        assert sum(row.accounted for row in rows) == total.accounted == len(office.documents) - len(planted["missing"])
        assert sum(row.register or 0 for row in rows) == (total.register_numbers or 0) + (total.register_apart or 0)
        assert sum(row.difference or 0 for row in rows) == total.difference
        for row in rows[:-1]:
            assert row.difference == row.unmatched + row.doubled - row.surplus
            assert row.month is not None
            # What was read and forgotten is counted in its month, by the register alone.
            there = [n for n in planted["read"] if office.documents[n].issued_on.startswith(f"{row.month:%Y-%m}")]
            assert row.closed == len(there)
        assert (one.unread, rows[-1].closed) == (len(planted["unread"]), len(planted["unread"]) + len(office.apart))
        # A number that the register has under another day is one that no document bears, and the document a stranger.
        nameless = len(planted["missing"]) + len(office.elsewhere)
        extra = len({n for n in office.doubled if n not in office.apart})
        assert one.unexplained == nameless + extra
        assert sum(row.surplus for row in rows) == len(office.elsewhere)
        by_kind = {
            kind: [one for one in taken(store).exceptions if one.kind == kind]
            for kind in ("missing", "missing-perhaps", "not-in-register", "twice-in-register")
        }
        perhaps = by_kind["missing"] + by_kind["missing-perhaps"]
        assert len(perhaps) == (nameless + len(planted["unread"]) if nameless else 0)
        assert len(by_kind["not-in-register"]) == len(office.elsewhere)
        assert len(by_kind["twice-in-register"]) == 2 * extra
        # What is open at the end is told by one alert.
        assert len(found(store, alerts.ACCOUNT_DIFFERS)) == bool(total.difference)
        assert len(found(store, alerts.REGISTER_TWICE)) == bool(extra)
    return True


def test_a_document_that_the_list_lacks_is_one_alert_until_it_comes(
    office: Office, store: Store, fresh: Counting
) -> None:
    office.put(*(Doc(number) for number in range(1, 6)))
    once(office, store, fresh, NOW)
    assert found(store, alerts.ACCOUNT_DIFFERS) == []
    office.put(Doc(6))
    office.hidden.add(6)
    for minutes in range(1, 6):
        once(office, store, fresh, NOW + timedelta(minutes=minutes))
        (alert,) = found(store, alerts.ACCOUNT_DIFFERS, closed=True)
        assert (alert.closed_at, dict(alert.values)) == (None, {"difference": 1, "twice": 0})
    position = _size(store)
    assert told(taken(store).exceptions) == [("missing", "6/UBND-KGVX (02/03/2026)")]
    office.hidden.clear()
    once(office, store, fresh, NOW + timedelta(minutes=9))
    assert found(store, alerts.ACCOUNT_DIFFERS) == []
    assert told(taken(store).exceptions) == []
    # As of the position before, it is as it was.
    assert told(taken(store, position).exceptions) == [("missing", "6/UBND-KGVX (02/03/2026)")]


def _size(store: Store) -> int:
    with store.read() as reader:
        return reader.size()


def test_a_number_that_the_register_has_twice_is_told_within_one_cycle(
    office: Office, store: Store, fresh: Counting
) -> None:
    office.put(Doc(1), Doc(2))
    once(office, store, fresh, NOW)
    office.doubled.add(2)
    once(office, store, fresh, NOW + timedelta(minutes=1))
    (alert,) = found(store, alerts.ACCOUNT_DIFFERS)
    assert dict(alert.values) == {"difference": 1, "twice": 1}
    assert len(found(store, alerts.REGISTER_TWICE)) == 1
    assert told(taken(store).exceptions) == [("twice-in-register", "2/UBND-KGVX (02/03/2026)")] * 2
    office.doubled.clear()
    once(office, store, fresh, NOW + timedelta(minutes=2))
    assert found(store, alerts.ACCOUNT_DIFFERS) == found(store, alerts.REGISTER_TWICE) == []


def test_a_person_closes_what_cannot_be_mended_and_only_another_number_opens_it_again(
    office: Office, store: Store, fresh: Counting
) -> None:
    office.documents = {1: Doc(1), 2: replace(Doc(1), issued_on="2026-03-09"), 3: Doc(3)}
    once(office, store, fresh, NOW)
    (alert,) = found(store, alerts.REGISTER_TWICE)
    with store.write() as writer:
        writer.dismiss(alert.number, NOW, "an", "sổ đã khóa")
    for number in (4, 5):
        office.put(Doc(number))
        once(office, store, fresh, NOW + timedelta(minutes=number))
        assert found(store, alerts.REGISTER_TWICE) == []
    # A difference that comes and goes says nothing of it.
    office.put(Doc(6))
    office.hidden.add(6)
    once(office, store, fresh, NOW + timedelta(minutes=6))
    assert len(found(store, alerts.ACCOUNT_DIFFERS)) == 1
    office.hidden.clear()
    once(office, store, fresh, NOW + timedelta(minutes=7))
    assert found(store, alerts.ACCOUNT_DIFFERS) == found(store, alerts.REGISTER_TWICE) == []
    office.documents[9] = replace(Doc(3), issued_on="2026-03-10")
    once(office, store, fresh, NOW + timedelta(minutes=8))
    (alert,) = found(store, alerts.REGISTER_TWICE)
    assert dict(alert.values) == {"twice": 2}
    office.documents = {1: Doc(1), 3: Doc(3)}
    once(office, store, fresh, NOW + timedelta(minutes=9))
    assert found(store, alerts.REGISTER_TWICE) == []


def test_a_cycle_tells_the_account_of_one_source_in_as_many_statements_however_many_documents_there_are(
    office: Office, store: Store, fresh: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    for number in (3, 60):
        office.put(*(Doc(one) for one in range(1, number)))
        once(office, store, fresh, NOW + timedelta(minutes=number))
        counted = Counter[str]()
        for name in ("_all", "_stream_of"):
            real = getattr(Asking, name)

            def counting(self: Asking, statement: str, *given: Any, real: Any = real, told: Any = counted) -> Any:
                told[statement] += 1
                return real(self, statement, *given)

            monkeypatch.setattr(Asking, name, counting)
        with store.read() as reader:
            brief = accounted.brief(reader, "qlvb", NOW.date(), Limits(objective_s=60))
            asked.append(counted.total())
            assert latency.of_month(reader, "qlvb", date(2026, 3, 1)) == list(latency.measured(reader))
        monkeypatch.undo()
        assert brief.difference == 0
    assert asked[0] == asked[1]


def test_two_documents_of_one_number_and_year_are_named_though_the_register_has_both(
    office: Office, store: Store, fresh: Counting
) -> None:
    office.documents = {1: Doc(1), 2: replace(Doc(1), issued_on="2026-03-09")}
    once(office, store, fresh, NOW)
    # In the register they are two entries, so that the counts agree: still it is one alert, of its own.
    (alert,) = found(store, alerts.REGISTER_TWICE)
    assert dict(alert.values) == {"twice": 1}
    assert found(store, alerts.ACCOUNT_DIFFERS) == []
    kinds = [one.kind for one in taken(store).exceptions]
    assert kinds == ["twice-in-register"] * 2 + ["twice-borne"] * 2
    assert all(one.document for one in taken(store).exceptions if one.kind == "twice-borne")


def test_gaps_and_late_entries_are_named(office: Office, store: Store, fresh: Counting) -> None:
    office.put(Doc(3))
    once(office, store, fresh, NOW - timedelta(days=28))
    office.put(Doc(6, issued_on="2026-03-05"), Doc(7, issued_on="2026-03-30"), Doc(2, issued_on="2025-12-30"))
    once(office, store, fresh, NOW)
    whole = taken(store, limits=Limits(late_s=10 * 86_400))
    assert told(whole.exceptions) == [
        ("late", "6/UBND-KGVX (05/03/2026)"),
        ("gap", "UBND 2026: 1–2"),
        ("gap", "UBND 2026: 4–5"),
    ]
    assert whole.exceptions[0].seconds == (26 * 24 + 9) * 3600


def test_a_deadline_in_words_without_an_entered_task_is_listed(office: Office, store: Store, fresh: Counting) -> None:
    office.put(Doc(1, leads=(), more=", hoàn thành trước ngày 15/4/2026"), Doc(2, leads=()))
    office.put(Doc(3, more=", chậm nhất ngày 15/4/2026"))
    once(office, store, fresh, NOW)
    assert told(taken(store).exceptions) == [("unentered", "1/UBND-KGVX (02/03/2026)")]
    office.put(Doc(1, version=2, more=", hoàn thành trước ngày 15/4/2026"))
    once(office, store, fresh, NOW + timedelta(hours=1))
    assert told(taken(store).exceptions) == []


def test_a_source_without_a_register_has_its_months_and_an_own_row_for_the_rest(
    office: Office, store: Store, fresh: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Office, "register", lambda *_: None)
    office.put(Doc(1), Doc(2, level="Mat"), Doc(3, level="La", issued_on="2026-02-02"), Doc(5))
    once(office, store, fresh, NOW)
    (one,) = taken(store).matrices
    assert [(row.month, row.tasks, row.closed, row.register) for row in one.rows] == [
        (date(2026, 3, 1), 2, None, None), (None, 0, 2, None)
    ]  # fmt: skip
    assert one.unexplained is None
    assert told(taken(store).exceptions) == [("gap", "UBND 2026: 2–4")]
    assert found(store, alerts.ACCOUNT_DIFFERS) == []


def test_documents_are_listed_from_the_beginning_once_in_a_while(office: Office, store: Store, fresh: Counting) -> None:
    office.put(Doc(1))
    for hours in range(0, 24 * 22, 12):
        once(office, store, fresh, NOW + timedelta(hours=hours), reconcile=timedelta(days=7))
    whole = [place for place, cursor in enumerate(office.cursors) if cursor is None]
    assert whole == [0, 14, 28, 42]
    office.cursors.clear()
    once(office, store, fresh, NOW + timedelta(days=400))
    assert office.cursors != [None]


def test_counts_of_withheld_documents_are_mended_by_a_whole_listing(
    office: Office, store: Store, fresh: Counting
) -> None:
    """Declassified after the window has passed it, a document is counted twice until all is listed again."""
    office.put(Doc(1), Doc(2, level="Mat"))
    once(office, store, fresh, NOW, reconcile=timedelta(days=7))
    office.put(Doc(2, version=2, issued_on="2026-02-01"))
    once(office, store, fresh, NOW + timedelta(hours=1), reconcile=timedelta(days=7))
    once(office, store, fresh, NOW + timedelta(days=8), reconcile=timedelta(days=7))
    with store.read() as reader:
        assert (account.take(reader).withheld, account.take(reader).difference) == (0, 0)
    assert found(store, alerts.ACCOUNT_DIFFERS) == []


def test_a_month_that_is_too_slow_is_one_alert_and_former_years_count_for_nothing(
    office: Office, store: Store, fresh: Counting
) -> None:
    wanted = {"limits": Limits(objective_s=2 * 86_400, share=60)}
    begun = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
    office.put(*(Doc(number, issued_on="2025-06-02") for number in range(1, 9)))
    once(office, store, fresh, begun, **wanted)
    assert found(store, alerts.DOCUMENTS_SLOW) == []
    office.put(Doc(11, issued_on="2026-03-02"))
    for days in (5, 6):
        once(office, store, fresh, begun + timedelta(days=days), **wanted)
        (alert,) = found(store, alerts.DOCUMENTS_SLOW, closed=True)
        assert alert.values == {"documents": 1, "month": "03/2026", "objective": 172_800, "share": 0, "wanted": 60}
    for number in (12, 13):
        office.put(Doc(number, issued_on="2026-03-09"))
    once(office, store, fresh, datetime(2026, 3, 9, 9, 0, tzinfo=UTC), **wanted)
    assert found(store, alerts.DOCUMENTS_SLOW) == []
    whole = taken(store, limits=Limits(objective_s=172_800, share=60))
    assert [(one.month, one.documents, one.within, one.share) for one in whole.latencies] == [
        (date(2026, 3, 1), 3, 2, 66), (None, 8, None, None)
    ]  # fmt: skip
    assert whole.met(whole.latencies[0]) is True
    # A newer version of a document came later; what counts is when it first stood here.
    office.put(Doc(12, issued_on="2026-03-09", version=2, due_on="2026-05-01"))
    once(office, store, fresh, datetime(2026, 3, 28, 9, 0, tzinfo=UTC), **wanted)
    assert taken(store, limits=Limits(objective_s=172_800)).latencies == whole.latencies


def test_a_new_month_closes_the_alert_of_the_last(office: Office, store: Store, fresh: Counting) -> None:
    office.put(Doc(1, issued_on="2026-01-02"))
    once(office, store, fresh, datetime(2026, 1, 2, 5, 0, tzinfo=UTC), limits=Limits(objective_s=60))
    assert len(found(store, alerts.DOCUMENTS_SLOW)) == 1
    once(office, store, fresh, datetime(2026, 2, 2, 5, 0, tzinfo=UTC), limits=Limits(objective_s=60))
    assert found(store, alerts.DOCUMENTS_SLOW) == []


def test_the_account_of_a_period_is_what_lies_in_it(office: Office, store: Store, fresh: Counting) -> None:
    office.put(Doc(1, issued_on="2026-02-02"), Doc(2), Doc(3), Doc(4, level="Mat"))
    office.hidden = {1, 3}
    once(office, store, fresh, NOW)
    period = Period(first=date(2026, 3, 1), last=date(2026, 3, 31), until=date(2026, 3, 20))
    with store.read() as reader:
        one = accounted.of_period(reader, period)
    (row,) = one.rows
    assert (row.tasks, row.assignments, row.register, row.unmatched) == (1, 1, 3, 2)
    # Of three numbers that nobody bears one is that of the classified document: two at most in either month.
    assert one.unexplained == 2
    assert told(one.exceptions) == [
        ("missing-perhaps", "3/UBND-KGVX (02/03/2026)"), ("missing-perhaps", "4/UBND-KGVX (02/03/2026)")
    ]  # fmt: skip


def test_the_slow_way_to_the_months_of_the_register_agrees(office: Office, store: Store, fresh: Counting) -> None:
    """Months are written down where they change, and read from the last cycle that did."""
    for number in range(1, 9):
        office.put(Doc(number, issued_on=day(number, number % 3 + 1)))
        once(office, store, fresh, NOW + timedelta(minutes=number))
        once(office, store, fresh, NOW + timedelta(minutes=number, seconds=30))
    with store.read() as reader:
        written = sum(b'"register_by_month"' in data for _, data in reader.entries())
        assert matrix.register_by_month(reader, "qlvb") == {
            date(2026, 1, 1): 2,
            date(2026, 2, 1): 3,
            date(2026, 3, 1): 3,
        }
    assert written == 8


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(values: list[int], percent: int) -> None:
    told_ = latency.nearest_rank(sorted(values), percent)
    assert told_ in values
    assert sum(value <= told_ for value in values) * 100 >= percent * len(values)
    assert all(sum(v <= less for v in values) * 100 < percent * len(values) for less in values if less < told_)
