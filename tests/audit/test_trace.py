"""Whatever happened to an assignment, its trace has every entry that touched it, and weighs them as the ledger does."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import histories
import pytest
from arriving import KEY, LEADS, arrive, reading
from making import Counting

from adapter.audit import trace
from adapter.audit.touching import SAID_BY_PERSONS, SAYING
from adapter.audit.trace import Trace
from adapter.core.entries import decode
from adapter.core.facts import DocumentKey, Fact, Named, Recalled, Replaced
from adapter.core.ledger import Assignment, Evidence
from adapter.core.standing import day_of, judge, led_by
from adapter.store import Reader, Store

DAY = date(2026, 7, 1)


def of_everything(reader: Reader, newest: Reader) -> tuple[Trace, ...]:
    handles = [row.assignment for row in reader.rows(Assignment)]
    found = trace.trace(reader, newest, handles, DAY).traces
    assert sorted(one.row.assignment for one in found) == sorted(handles)
    return found


def assert_whole(reader: Reader, one: Trace) -> None:
    handle = one.row.assignment
    seqs = {step.seq for step in one.steps}
    for seq, data in reader.entries():
        entry = decode(data)
        mine = handle == entry.get("assignment") or handle in entry.get("assignments", ())
        document = entry.get("document") == one.row.document and entry["kind"] in ("issued", "recalled", "raised")
        assert (seq in seqs) >= (mine or document), entry
    rows = {row.key: row for row in reader.rows(Evidence, assignment=handle)}
    assert one.standing == judge(one.row, rows.values(), DAY)
    standing = {
        (handle, str(step.seq))
        if step.kind in SAID_BY_PERSONS
        else (step.told["message"], str(step.told.get("part", ""))): step
        for step in one.steps
        if step.kind in SAYING | SAID_BY_PERSONS and step.weight != "superseded"
    }
    assert standing.keys() == rows.keys()
    for key, step in standing.items():
        assert (step.weight == "later") == (day_of(rows[key]) > DAY)
    assert one.lead == led_by(one.row, rows.values(), DAY)[0]
    if "lead" in one.grounds:
        (told,) = [step.told for step in one.steps if step.seq == one.grounds["lead"]]
        assert told["new_lead"] == one.lead
    else:
        assert one.lead == one.row.lead
    assert sum(step.kind == "assigned" and step.weight in ("counts", "decides") for step in one.steps) == 1
    if one.standing.code == "withdrawn":
        assert "ended" in one.grounds or one.document.state != "in-force"
        (told,) = [step.told for step in one.steps if step.seq == one.grounds.get("ended")] or [{}]
        named = told.get("recalled_on", told.get("replaced_on"))
        assert named in (None, str(one.row.withdrawn_on)), "what ended it is what names its day"


@pytest.mark.parametrize("seed", [3, 8])
def test_every_entry_is_there_and_weighed_as_the_ledger_does(tmp_path: Path, database: str, seed: int) -> None:
    with closing(Store.open(tmp_path / "data", database)) as store:
        with store.write() as writer:
            for batch in histories.told(seed, 250):
                histories.write(writer, batch)
        with store.read() as newest:
            size = newest.size()
            found = of_everything(newest, newest)
            assert len(found) > 10
            for one in found:
                assert_whole(newest, one)
            # These made-up messages name nothing that was in force: nothing is read, and that is said.
            read = {step.read for one in found for step in one.steps}
            assert read <= {"none", "unknown", "erased"}
            assert {step.missing for one in found for step in one.steps} == {False}
        with store.read(size // 2) as reader, store.read() as newest:
            for one in of_everything(reader, newest):
                assert_whole(reader, one)
                assert {step.missing for step in one.steps} == {False}, "what was erased since is known as erased"


@pytest.mark.parametrize("first", ["replaced", "recalled"])
def test_what_ended_it_on_the_earliest_day_is_named_whatever_came_first(tmp_path: Path, first: str) -> None:
    on, later = date(2026, 3, 3), date(2026, 3, 6)
    day = {first: later, **{one: on for one in ("replaced", "recalled") if one != first}}
    lead, target = LEADS[ord("a") % len(LEADS)], Named(key=KEY)
    over: dict[str, Fact] = {
        "replaced": Replaced(target=target, replaced_on=day["replaced"], leads=(lead,)),
        "recalled": Recalled(target=target, recalled_on=day["recalled"]),
    }
    with closing(Store.open(tmp_path / "data")) as store:
        fresh = Counting()
        arrive(store, fresh, "a", 1)
        for number, kind in enumerate((first, *(one for one in over if one != first)), start=50):
            key = DocumentKey(issuer="QNG-001", number=str(number), notation="CV", issued_on=day[kind])
            facts = (*reading("", key), over[kind])
            assert arrive(store, fresh, kind, 1, reference=kind, facts=facts) == "taken"
        with store.read() as reader:
            (one,) = of_everything(reader, reader)
            assert one.row.withdrawn_on == on
            (ended,) = [step for step in one.steps if step.seq == one.grounds["ended"]]
            assert (ended.kind == first, ended.weight) == (False, "decides")
