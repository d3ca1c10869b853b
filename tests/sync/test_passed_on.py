"""Groups expand, and what an abolished agency has not done passes on by a ruling — to whom a person says, once."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from living import Doc, Happening, Living, once, source
from making import Counting, folder_source

from adapter import settings
from adapter.audit import verify
from adapter.cli import nhiemvu, session
from adapter.core import dates, organisations
from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Document, Evidence, Held
from adapter.core.problems import Refusal
from adapter.core.standing import judge, led_by
from adapter.reports import figures, transfers
from adapter.store import Store
from adapter.sync import activate, assemble, purging, requests, unresolved, verbs
from adapter.sync.transfers import Transfer, obstacle

NOW = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
CUT = date(2025, 7, 1)
CONFIG = 'data_directory = "data"\ndatabase = "{database}"\n' + folder_source("qlvb", "builtin:simulator.yaml")

DISTRICT = Doc(1, leads=("UBND thành phố Quảng Ngãi",), issued_on="2025-05-12", due_on="2025-08-29")


@dataclass
class House:
    """A ledger, its source, and a person who rules."""

    folder: Path
    peer: Living
    fresh: Counting

    def configuration(self) -> assemble.Configuration:
        return assemble.read(settings.load(self.folder / "config.toml"))

    def store(self) -> Store:
        return Store.open(*settings.load(self.folder / "config.toml").place)

    def take_in(self, *items: Doc | Happening) -> None:
        self.peer.put(*items)
        configuration = self.configuration()
        with closing(self.store()) as store:
            seqs = activate.ensure(store, configuration.wanted, self.fresh, NOW)
            read = configuration.mappings["qlvb"]
            under = assemble.under(configuration, "qlvb", seqs)
            changes = {"mapping": read, "policy": read.gate, "directory": configuration.directory}
            once(self.peer, store, self.fresh, NOW, under=under, **changes)

    def transfer(self, lead: str, new_lead: str, tasks: str = "", on: date = CUT) -> list[str]:
        configuration = self.configuration()
        desk = verbs.Desk(configuration=configuration, read=lambda: configuration, fresh=self.fresh)
        arguments = {"lead": lead, "new_lead": new_lead, "tasks": tasks, "on": on.isoformat()}
        told = {"document": "15/QĐ-UBND", "reason": "sáp nhập"}
        moved: list[str] = requests.ask(desk, "transfer", arguments | told)["assignments"]
        return moved

    def leads(self, on: date) -> list[str]:
        with closing(self.store()) as store, store.read() as reader:
            rows = reader.rows(Assignment)
            return sorted(led_by(row, reader.rows(Evidence, assignment=row.assignment), on)[0] for row in rows)

    def handles(self) -> list[str]:
        with closing(self.store()) as store, store.read() as reader:
            return [row.assignment for row in reader.rows(Assignment)]

    def held(self) -> list[str]:
        with closing(self.store()) as store, store.read() as reader:
            return [row.reason for row in reader.rows(Held)]

    def kinds(self) -> list[str]:
        with closing(self.store()) as store, store.read() as reader:
            return [decode(data)["kind"] for _, data in reader.entries()]

    def is_sound(self) -> bool:
        with closing(self.store()) as store, store.read() as reader:
            return not list(verify.verify(reader).findings)


@pytest.fixture
def house(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text(CONFIG.format(database=database), "utf-8")
    return House(tmp_path, Living(), Counting())


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [one.code for one in refused.value.problems]


def test_a_group_that_leads_makes_one_assignment_for_each_member(house: House) -> None:
    house.take_in(Doc(1, leads=("UBND các xã, phường, đặc khu", "Sở Nội vụ", "UBND xã Bình Sơn")))
    assert len(house.leads(date(2026, 6, 1))) == 97
    with closing(house.store()) as store, store.read() as reader:
        assigned = [entry for _, data in reader.entries() if (entry := decode(data))["kind"] == "assigned"]
        through = {entry["lead"]: entry.get("through") for entry in assigned}
        (directory,) = [row.seq for key, row in activate.in_force(reader).items() if key[0] == "directory"]
    assert through.pop("QNG-004") is None
    assert through.pop("QNG-069") is None, "who is named by itself was named by itself"
    assert list(through.values()) == [[{"group": "QNG-G1", "members": 96, "role": "lead"}]] * 95
    assert all(directory in entry["under"] for entry in assigned)
    assert house.is_sound()


def test_a_group_that_means_nobody_on_the_day_is_held(house: House) -> None:
    house.take_in(Doc(1, leads=("UBND các xã, phường, đặc khu",), issued_on="2025-06-30"))
    assert (house.leads(CUT), house.held()) == ([], ["organisation.unresolved"])


def test_the_district_leads_until_the_cut_over_and_the_commune_from_it_on(house: House) -> None:
    house.take_in(DISTRICT)
    (handle,) = house.handles()
    assert house.transfer("QNG-026", "QNG-121", handle[:8]) == [handle]
    assert house.leads(date(2025, 6, 30)) == ["QNG-026"]
    assert house.leads(CUT) == ["QNG-121"]
    assert house.handles() == [handle], "it stays one assignment"
    with closing(house.store()) as store, store.read() as reader:
        for month, lead in ((6, "QNG-026"), (7, "QNG-121")):
            last = date(2025, month, 30)
            found = figures.report(reader, figures.Period(first=date(2025, month, 1), last=last, until=last))
            assert [(line.agency, line.total) for line in found.lines] == [(lead, 1)]
    assert house.is_sound()


def test_done_twice_it_changes_nothing(house: House) -> None:
    house.take_in(DISTRICT)
    (handle,) = house.handles()
    house.transfer("QNG-026", "QNG-121", handle)
    before = house.kinds()
    assert house.transfer("QNG-026", "QNG-121", handle) == []
    assert house.kinds() == before
    assert before.count("reassigned") == 1


def test_a_newer_version_of_the_document_does_not_undo_it(house: House) -> None:
    house.take_in(DISTRICT)
    house.transfer("QNG-026", "QNG-121", house.handles()[0])
    house.take_in(Doc(1, leads=DISTRICT.leads, issued_on="2025-05-12", due_on="2025-09-30", version=2))
    assert house.leads(CUT) == ["QNG-121"]
    with closing(house.store()) as store, store.read() as reader:
        assert [row.due_on for row in reader.rows(Assignment)] == [date(2025, 9, 30)]


def test_what_the_new_agency_reports_belongs_to_the_assignment_even_under_a_name_that_was_another_ones(
    house: House,
) -> None:
    # On the day of issue "UBND xã Tịnh Khê" was QNG-207; since the cut-over it is QNG-121.
    house.take_in(DISTRICT)
    house.transfer("QNG-026", "QNG-121", house.handles()[0])
    name, told = "UBND xã Tịnh Khê", "2026-06-01T00:00:00+07:00"
    house.take_in(
        Happening("E1", "report-issued", at="2025-07-20T09:00:00+07:00", lead=name, told_at=told),
        Happening("E2", "result-entered", at="2025-07-21T09:00:00+07:00", lead=name, told_at=told),
        Happening("E3", "result-entered", at="2025-07-22T09:00:00+07:00", lead="UBND phường Cẩm Thành", told_at=told),
    )
    with closing(house.store()) as store, store.read() as reader:
        (row,) = reader.rows(Assignment)
        said = reader.rows(Evidence, assignment=row.assignment)
        assert judge(row, said, date(2025, 8, 1)).code == "done-on-time"
        assert [item.reason for item in reader.rows(Held)] == ["event.agency-not-lead"]


def test_what_was_done_before_stays_where_it_was_done(house: House) -> None:
    house.take_in(
        DISTRICT,
        Happening("E1", "report-issued", at="2025-06-20T09:00:00+07:00", lead=DISTRICT.leads[0]),
        Happening("E2", "result-entered", at="2025-06-21T09:00:00+07:00", lead=DISTRICT.leads[0]),
    )
    with pytest.raises(Refusal) as refused:
        house.transfer("QNG-026", "QNG-121", house.handles()[0])
    assert code_of(refused) == ["transfer.no-such-task"]
    assert house.leads(date(2025, 12, 31)) == ["QNG-026"]


def test_what_is_gone_passes_to_nobody(house: House) -> None:
    """Its work was done after the cut-over; a ruling about it would leave a note of what is gone."""
    told = {"lead": DISTRICT.leads[0], "told_at": "2026-06-01T00:00:00+07:00"}
    house.take_in(
        DISTRICT,
        Happening("E1", "report-issued", at="2025-07-20T09:00:00+07:00", **told),
        Happening("E2", "result-entered", at="2025-07-21T09:00:00+07:00", **told),
    )
    with closing(house.store()) as store, store.write() as writer:
        (document,) = writer.rows(Document)
        row = purging.refuse_unfit(writer, document.document, "retention", "hết hạn", NOW)
        purging.order(writer, row, "retention", {"actor": "an", "reason": "hết hạn"}, house.fresh, NOW)
    with pytest.raises(Refusal) as refused:
        house.transfer("QNG-026", "QNG-121", house.handles()[0])
    assert code_of(refused) == ["transfer.no-such-task"]
    with closing(house.store()) as store, store.read() as reader:
        assert purging.remains(reader) == []
        assert transfers.suggested(reader, house.configuration().directory, CUT) == []


@pytest.mark.parametrize(
    ("lead", "new_lead", "on", "code"),
    [
        ("QNG-026", "QNG-121", CUT, "transfer.several"),
        ("QNG-999", "QNG-121", CUT, "transfer.unknown"),
        ("QNG-121", "QNG-121", CUT, "transfer.same"),
        ("QNG-026", "QNG-121", date(2025, 6, 30), "transfer.not-there"),
        ("QNG-026", "QNG-121", date(2099, 1, 1), "transfer.in-future"),
    ],
)
def test_what_cannot_be_ruled_is_declined_and_leaves_nothing_but_the_refusal(
    house: House, lead: str, new_lead: str, on: date, code: str
) -> None:
    house.take_in(DISTRICT)
    before = house.kinds()
    with pytest.raises(verbs.Declined) as refused:
        house.transfer(lead, new_lead, on=on)
    assert code_of(refused) == [code]
    assert house.kinds() == [*before, "acted"]


def test_one_successor_is_suggested_and_several_need_a_person(house: House) -> None:
    department = Doc(2, leads=("Sở Kế hoạch và Đầu tư",), issued_on="2025-02-12")
    house.take_in(DISTRICT, department, Doc(3, leads=("Sở Nội vụ",)))
    with closing(house.store()) as store, store.read() as reader:
        found = transfers.suggested(reader, house.configuration().directory, CUT)
    assert [(one.agency, len(one.successors), len(one.assignments)) for one in found] == [
        ("QNG-006", 1, 1), ("QNG-026", 6, 1),
    ]  # fmt: skip
    assert [one.only for one in found] == ["QNG-007", None]
    assert house.transfer("QNG-006", "QNG-007") == list(found[0].assignments)


@pytest.mark.usefixtures("logs_put_back")
def test_what_is_suggested_is_narrowed_to_one_body(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    department = Doc(2, leads=("Sở Kế hoạch và Đầu tư",), issued_on="2025-02-12")
    house.take_in(DISTRICT, department)
    capsys.readouterr()
    asked = ["org", "transfer", "--suggest", "--on", CUT.isoformat(), "-c", str(house.folder / "config.toml")]

    def told(*more: str) -> list[str]:
        assert session.run(nhiemvu, [*asked, "--json", *more]) == session.OK
        return [row["agency"] for row in json.loads(capsys.readouterr().out)]

    assert told() == ["QNG-006", "QNG-026"]
    assert told("--from", "UBND thành phố Quảng Ngãi") == ["QNG-026"]
    assert told("--from", "QNG-006") == ["QNG-006"]
    assert told("--from", "Sở Y tế") == []
    assert session.run(nhiemvu, [*asked, "--from", "Sở Không Có"]) == session.FINDINGS
    assert "[org.who]" in capsys.readouterr().err
    for more in (["--to", "Sở Y tế"], ["--task", "a"], ["--document", "1/QĐ"], ["--reason", "vì"]):
        assert session.run(nhiemvu, [*asked, *more]) == session.USAGE
        assert "--suggest" in capsys.readouterr().err


HEADER = "id,code,kind,name,aliases,abbrev,valid_from,valid_to,successors\n"


@pytest.mark.parametrize(
    ("written", "only"),
    [("B", "B"), ("B;Không có", None), ("B;C", None), ("Không có", None), ("D", None)],
)
def test_what_is_suggested_is_what_may_be_ruled(house: House, written: str, only: str | None) -> None:
    """One is there on the day and another was, or is not known: who takes what over needs a person all the same."""
    house.take_in(Doc(2, leads=("Sở Kế hoạch và Đầu tư",), issued_on="2025-02-12"))
    rows = [
        f"QNG-006,,k,Cũ,,,,2025-02-28,{written}",
        "B,,k,Hai,,,,,",
        "C,,k,Ba,,,,2025-03-31,",
        "D,,k,Bốn,,,,2025-03-31,",
    ]
    directory = organisations.load(HEADER + "".join(f"{row}\n" for row in rows))
    with closing(house.store()) as store, store.read() as reader:
        (found,) = transfers.suggested(reader, directory, CUT)
    assert found.only == only
    wanted = Transfer(lead="QNG-006", new_lead="B", on=CUT, tasks=())
    hindered = obstacle(directory, wanted, dates.day_of(NOW))
    assert (hindered is not None and hindered.code == "transfer.several") == directory.successors("QNG-006").are_several
    assert only is None or hindered is None


def test_who_reports_after_a_transfer_needs_no_second_one_by_the_source(house: House) -> None:
    house.take_in(Doc(2, leads=("Sở Kế hoạch và Đầu tư", "Sở Y tế"), issued_on="2025-02-12", due_on="2025-04-30"))
    house.transfer("QNG-006", "QNG-007", on=date(2025, 3, 1))
    assert house.leads(date(2025, 3, 1)) == ["QNG-007", "QNG-018"]
    # The source restates the task under the new name: it is the same assignment.
    house.take_in(
        Doc(2, leads=("Sở Tài chính", "Sở Y tế"), issued_on="2025-02-12", due_on="2025-05-30", version=2),
    )
    assert len(house.handles()) == 2
    assert house.leads(date(2025, 3, 1)) == ["QNG-007", "QNG-018"]


def test_what_is_held_tells_its_names_when_the_source_is_asked_again(house: House) -> None:
    house.take_in(Doc(1, leads=("UBND xã Ba To", "Sở Nội vụ")), Doc(2, leads=("Sở Xây Dựng",), level="Mat"))
    configuration = house.configuration()
    with closing(house.store()) as store, store.read() as reader:
        waiting = unresolved.waiting(reader, "qlvb")
    assert [one.reference for one in waiting] == ["1"]
    read = configuration.mappings["qlvb"]
    asked = source(house.peer, mapping=read, policy=read.gate, directory=configuration.directory)
    (found,) = unresolved.looked_up(waiting, asked)
    assert [(one.name, one.on) for one in found.names] == [("UBND xã Ba To", date(2026, 3, 2))]
    # A document that has become classified tells nothing any more.
    house.peer.put(Doc(1, leads=("UBND xã Ba To",), level="Mat"))
    (closed,) = unresolved.looked_up(waiting, asked)
    assert closed.names == ()
    assert closed.why_not
