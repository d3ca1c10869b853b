"""Through the shipped program: a reply that waited follows a task that is passed on; a source tells of an objection."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from houses import House
from making import folder_source
from stating import HEAD, MAPPING, PROVINCE, organisation

from adapter import settings
from adapter.core.entries import decode
from adapter.core.ledger import Evidence, Held
from adapter.store import Store

pytestmark = pytest.mark.process

CONFIG = 'language = "en"\ndata_directory = "data"\n' + folder_source("cong", "lot.yaml", more="settle_s = 0\n")
OBJECTED = """    - says: objected
      happened_at: {at: kien-nghi/@ngay, as: date, format: dd/MM/yyyy, required: no}
      reason: {at: kien-nghi, required: no}
answers:
"""
WORDS = "Không thuộc thẩm quyền"
FIGURES = ("agencies", "groups", "total", "period")
HEALTH, JUSTICE = "Sở Y tế", "Sở Tư pháp"
PASSED_ON = (
    "org", "transfer", "--from", HEALTH, "--to", JUSTICE, "--on", "2026-03-09", "--document", "15/QĐ-UBND",
    "--reason", "sắp xếp",
)  # fmt: skip


@dataclass(frozen=True)
class Office:
    """A folder that fills up, and the house beside it."""

    house: House

    def leave(self, number: int, inner: str, issuer: str = PROVINCE) -> None:
        head = HEAD.format(number=number, issuer=issuer)
        file = self.house.folder / "drop" / "vao" / f"{number}.xml"
        file.write_text(f'<vb mat="khong" ma="D{number}">{head}{inner}</vb>', "utf-8")

    def run(self, *command: str) -> Any:
        done = self.house.run(*command, "--json")
        assert done.returncode == 0, (command, done.stderr, done.stdout)
        return json.loads(done.stdout)

    def entries(self) -> list[dict[str, Any]]:
        with closing(self.store()) as store, store.read() as reader:
            return [decode(data) for _, data in reader.entries()]

    def evidence(self) -> list[tuple[str, str]]:
        """Give what is said of the one assignment, and by which agency, where one is named."""
        with closing(self.store()) as store, store.read() as reader:
            assert reader.rows(Held) == []
            return sorted((row.what, row.agency or "") for row in reader.rows(Evidence))

    def store(self) -> Store:
        return Store.open_reading(*settings.load(self.house.config).place)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    (tmp_path / "drop" / "vao").mkdir(parents=True)
    (tmp_path / "lot.yaml").write_text(MAPPING.replace("answers:\n", OBJECTED, 1), "utf-8")
    house = House(tmp_path)
    house.config.write_text(CONFIG, "utf-8")
    return Office(house)


def task(more: str = "") -> str:
    return f'<viec ma="V1"><noi-dung>Báo cáo</noi-dung><chu-tri>{HEALTH}</chu-tri><han>08/05/2026</han>{more}</viec>'


def test_a_reply_that_waited_counts_once_the_task_is_passed_on_to_who_wrote_it(office: Office) -> None:
    office.leave(1, task())
    office.leave(7, '<tra-loi ma="D1"/>', issuer=JUSTICE)
    office.run("run", "--once")
    assert office.evidence() == []
    (handle,) = office.run(*PASSED_ON)
    entries = office.entries()
    (ruled,) = [seq for seq, one in enumerate(entries) if one["kind"] == "reassigned"]
    again = [(seq, one) for seq, one in enumerate(entries) if one["kind"] == "received" and one.get("cause") == ruled]
    reported = [one for one in entries if one["kind"] == "reported"]
    assert [(one["assignment"], one["cause"]) for one in reported] == [(handle, again[0][0])]
    assert len(again) == 1
    # Asked for once more, and gone through once more, nothing follows twice.
    assert office.run(*PASSED_ON) == []
    office.run("run", "--once")
    assert [one["kind"] for one in office.entries()].count("reported") == 1
    assert office.run("log", "verify")["findings"] == []


def test_what_answers_another_agency_follows_no_transfer(office: Office) -> None:
    office.leave(1, task())
    office.leave(7, '<tra-loi ma="D1"/>', issuer="Sở Nội vụ")
    office.run("run", "--once")
    office.run(*PASSED_ON)
    assert [one["kind"] for one in office.entries()].count("reported") == 0


def test_an_objection_that_the_source_tells_of_stands_beside_the_figures_until_it_is_taken_back(
    office: Office,
) -> None:
    office.leave(1, task())
    office.run("run", "--once")
    asked = ("report", "--period", "2026-05")
    before = office.run(*asked)
    office.leave(1, task(f'<kien-nghi ngay="20/03/2026">{WORDS}</kien-nghi>'))
    office.run("run", "--once")
    assert office.evidence() == [("objected", organisation(HEALTH))]
    after = office.run(*asked)
    assert {name: after[name] for name in FIGURES} == {name: before[name] for name in FIGURES}
    (one,) = after["exceptions"]["objections"]
    assert (one["agency"], one["on"], one["by"]) == (HEALTH, "2026-03-20", "")
    # Its words stand with the assignment, and nowhere in clear.
    shown = office.run("task", "show", one["assignment"])
    assert WORDS in json.dumps(shown, ensure_ascii=False)
    assert all(WORDS not in str(entry) for entry in office.entries())
    office.leave(1, task())
    office.run("run", "--once")
    assert office.evidence() == []
    assert office.run(*asked)["exceptions"]["objections"] == []
    assert office.run("log", "verify")["findings"] == []
