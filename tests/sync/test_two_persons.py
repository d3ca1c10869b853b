"""An activation that takes two people takes two, and what they both saw is what comes into force."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from making import Counting, folder_source

from adapter import settings
from adapter.core.problems import Refusal
from adapter.store import Store
from adapter.sync import activate, assemble, requests, verbs

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CONFIG = """{more}
data_directory = "data"
[report]
due_soon_days = {days}
""" + folder_source("q")


class Office:
    """A house whose settings change, and people who ask for things."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.file = folder / "config.toml"
        self._patch = patch
        self._fresh = Counting()
        self.write(3)
        store = Store.open(*settings.load(self.file).place)
        configuration = assemble.read(settings.load(self.file))
        activate.ensure(store, configuration.wanted, self._fresh, NOW)
        store.close()

    def write(self, days: int, more: str = "") -> None:
        self.file.write_text(CONFIG.format(days=days, more=more), "utf-8")

    def ask(self, who: str, verb: str, **arguments: str) -> verbs.Answer:
        self._patch.setattr(activate, "actor", lambda: who)
        configuration = assemble.read(settings.load(self.file))
        desk = verbs.Desk(configuration=configuration, read=lambda: configuration, fresh=self._fresh)
        return requests.ask(desk, verb, {"reason": f"lý do của {who}", **arguments})

    def propose(self, who: str, second: str = "yes") -> verbs.Answer:
        return self.ask(who, "activate", what="all", source="", second=second)

    def in_force(self) -> str:
        store = Store.open_reading(*settings.load(self.file).place)
        try:
            with store.read() as reader:
                row = activate.in_force(reader)["settings", ""]
                return (reader.blob(row.blob) or b"").decode()
        finally:
            store.close()


def refused(ask: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        ask()
    return caught.value.problems[0].code


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, monkeypatch)


def test_what_one_proposes_another_approves_and_nobody_his_own(office: Office) -> None:
    office.write(9)
    ((number, what, _, _),) = office.propose("an")["proposed"]
    assert (what, '"due_soon_days":3' in office.in_force()) == ("settings", True)
    assert refused(lambda: office.ask("an", "approve", number=str(number))) == "activation.same-person"
    assert office.ask("bình", "approve", number=str(number))["changed"][0][0] == "settings"
    assert '"due_soon_days":9' in office.in_force()
    assert refused(lambda: office.ask("chi", "approve", number=str(number))) == "activation.none-waits"
    store = Store.open_reading(*settings.load(office.file).place)
    with store.read() as reader:
        notes = [json.loads(data)["note"] for _, data in reader.entries() if b'"kind":"activated"' in data]
        said = reader.text(notes[-1])
    store.close()
    assert said == {
        "actor": "bình", "reason": "lý do của bình", "proposed_by": "an", "proposed_reason": "lý do của an",
    }  # fmt: skip


def test_what_has_changed_meanwhile_is_not_put_in_force(office: Office) -> None:
    office.write(9)
    ((number, *_),) = office.propose("an")["proposed"]
    office.write(10)
    assert refused(lambda: office.ask("bình", "approve", number=str(number))) == "activation.not-the-same"
    # Proposed anew, the former proposal is gone.
    ((again, *_),) = office.propose("an")["proposed"]
    assert refused(lambda: office.ask("bình", "approve", number=str(number))) == "activation.none-waits"
    assert office.ask("bình", "withdraw", number=str(again)) == {}
    assert refused(lambda: office.ask("bình", "approve", number=str(again))) == "activation.none-waits"
    assert '"due_soon_days":3' in office.in_force()


def test_the_rule_of_two_is_itself_taken_away_by_two(office: Office) -> None:
    office.write(3, "second_approver = true")
    ((number, *_),) = office.propose("an", second="")["proposed"]
    office.ask("bình", "approve", number=str(number))
    # Nobody switches it off alone, whatever the file says by now.
    office.write(9)
    answer = office.propose("an", second="")
    assert "changed" not in answer
    ((number, *_),) = answer["proposed"]
    assert '"due_soon_days":3' in office.in_force()
    office.ask("bình", "approve", number=str(number))
    office.write(11)
    assert office.propose("an", second="")["changed"]


def test_without_the_rule_one_is_enough(office: Office) -> None:
    office.write(9)
    assert office.propose("an", second="")["changed"]
    assert office.propose("an")["proposed"] == []


def test_a_source_that_is_added_is_put_in_force_by_two_as_well(office: Office) -> None:
    office.write(3, "second_approver = true")
    ((number, *_),) = office.propose("an", second="")["proposed"]
    office.ask("bình", "approve", number=str(number))
    text = office.file.read_text("utf-8")
    office.file.write_text(text + text[text.index("[sources.q]") :].replace("sources.q", "sources.r"), "utf-8")
    assert refused(lambda: office.ask("an", "push", source="r", pushing="on", changes_only="")) == "activation.changed"
    for number, *_ in office.propose("an", second="")["proposed"]:
        office.ask("bình", "approve", number=str(number))
    assert office.ask("an", "push", source="r", pushing="on", changes_only="")["seq"] > 0
