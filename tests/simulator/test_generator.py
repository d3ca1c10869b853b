"""What the generator makes, held against the table of target shares and against itself."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapter.simulator import agencies, shares, state
from adapter.simulator.generator import MAKERS, Plan

ORIGINALS = "plan != 'duplicate'"


def ask(file: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def contents(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Give everything that was generated, month by month."""
    by_month: dict[str, list[tuple[Any, ...]]] = {}
    for month, *row in ask(
        file,
        "SELECT d.month, d.*, v.version, v.modified_at, v.until, v.levels, v.planted, v.reply"
        " FROM document d JOIN version v ON v.document = d.id ORDER BY d.id, v.version",
    ):
        by_month.setdefault(month, []).append(tuple(row))
    return by_month


def test_every_plan_has_its_share_of_the_year(year: Path) -> None:
    counts = dict(ask(year, "SELECT plan, count(*) FROM document GROUP BY plan"))
    total = sum(counts.values())
    assert total == pytest.approx(12 * shares.DOCUMENTS_A_MONTH, rel=0.02)
    for plan, share in shares.PLANS.items():
        assert counts[plan] == pytest.approx(share * total, abs=2.5), plan


def test_every_plan_can_be_made_and_every_maker_is_in_the_table() -> None:
    assert {*shares.PLANS, shares.REST} == set(MAKERS)
    assert 0.5 < 1 - sum(shares.PLANS.values()) < 0.8, "most documents carry no task"


def test_a_year_holds_about_a_thousand_assignments(year: Path) -> None:
    (count,) = ask(
        year,
        "SELECT count(*) FROM assignment a JOIN document d ON d.id = a.document"
        " JOIN version v ON v.document = d.id AND v.until IS NULL"
        " WHERE json_extract(v.planted, '$.verdict') = 'tasks'",
    )[0]
    assert count == pytest.approx(1000, rel=0.12)


def test_tasks_have_leads_helpers_and_deadlines_as_the_table_says(year: Path) -> None:
    rows = ask(year, "SELECT planted FROM version WHERE version = 1")
    tasks = [task for (planted,) in rows for task in json.loads(planted)["tasks"]]
    several = sum(len(task["leads"]) > 1 for task in tasks) / len(tasks)
    assert several == pytest.approx(1 - shares.LEADS[1], abs=0.04)
    assert sum(task["due_on"] is None for task in tasks) / len(tasks) == pytest.approx(shares.NO_DEADLINE, abs=0.05)
    assert sum(bool(task["coordinating"]) for task in tasks) / len(tasks) == pytest.approx(shares.COORDINATED, abs=0.05)


def test_the_same_seed_gives_the_same_year(filled: Callable[..., Path], tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    state.fill(again, Plan(seed=3, scale=0.2, start=date(2025, 11, 1)), agencies.shipped(), 12)
    assert contents(again) == contents(filled(seed=3, scale=0.2))


def test_another_seed_gives_another_year(filled: Callable[..., Path]) -> None:
    assert contents(filled(seed=3, scale=0.2)) != contents(filled(seed=4, scale=0.2))


def test_a_second_year_begins_with_the_first_and_extends_a_file_in_place(
    filled: Callable[..., Path], tmp_path: Path
) -> None:
    grown = tmp_path / "grown.db"
    for months in (5, 12, 24):
        state.fill(grown, Plan(seed=3, scale=0.2, start=date(2025, 11, 1)), agencies.shipped(), months)
    two = contents(grown)
    assert two == contents(filled(seed=3, scale=0.2, months=24))
    assert len(two) == 24
    one = contents(filled(seed=3, scale=0.2))
    assert {month: two[month] for month in one} == one
    events = "SELECT id, recorded_at, planted, body FROM event ORDER BY recorded_at, id, body"
    assert ask(grown, events) == ask(filled(seed=3, scale=0.2, months=24), events)


def test_a_file_made_with_another_seed_is_refused(filled: Callable[..., Path]) -> None:
    with pytest.raises(state.OtherPlanError, match="seed=3"):
        state.fill(filled(seed=3, scale=0.2), Plan(seed=4, scale=0.2, start=date(2025, 11, 1)), agencies.shipped(), 12)


@pytest.mark.parametrize("parameters", [{}, {"seed": 3, "scale": 0.2, "months": 24}])
def test_no_subject_occurs_twice(filled: Callable[..., Path], parameters: dict[str, float]) -> None:
    """Copies of one document and later versions of it share its subject, of course."""
    rows = ask(
        filled(**parameters),
        f"SELECT v.reply FROM version v JOIN document d ON d.id = v.document WHERE v.version = 1 AND {ORIGINALS}",
    )
    subjects = Counter(
        re.sub(rb" yen[0-9a-f]{12}", b"", found[1])
        for (reply,) in rows
        if (found := re.search(rb"<Subject>(?:R&D |\x0b)?(.*?)<", reply))
    )
    assert len(subjects) > 100
    assert [subject.decode() for subject, n in subjects.items() if n > 1] == []


def test_no_two_documents_share_number_notation_day_and_issuer(year: Path) -> None:
    query = "SELECT count(*) FROM document WHERE series != 'none' GROUP BY number, notation, issued_on, issuer"
    assert {n for (n,) in ask(year, query)} == {1}


def test_classified_documents_leave_no_gap_in_the_ordinary_series(year: Path) -> None:
    """Within a kind and a year the ordinary numbers of the province run without a gap."""
    rows = ask(
        year,
        "SELECT substr(notation, 1, instr(notation, '-') - 1), substr(issued_on, 1, 4), number FROM document"
        " WHERE series = 'ordinary' AND issuer LIKE 'Ủy ban%' AND plan != 'backlog'",
    )
    series: dict[tuple[str, str], list[int]] = {}
    for kind, when, number in rows:
        series.setdefault((kind, when), []).append(int(number))
    assert len(series) > 10
    for numbers in series.values():
        assert sorted(numbers) == list(range(min(numbers), max(numbers) + 1))


def test_the_word_of_secrecy_stands_only_where_it_was_meant_to(year: Path) -> None:
    """«mật» occurs in false friends and stamped documents, in the backlog letter, and nowhere else."""
    rows = ask(
        year, "SELECT DISTINCT d.plan, v.reply FROM document d JOIN version v ON v.document = d.id"
    )  # fmt: skip
    plans = {
        plan
        for plan, reply in rows
        for subject in re.findall("<Subject>(.*?)<", reply.decode(errors="replace"))
        if "mật" in subject.lower()
    }
    assert plans == {"false-friend", "stamp"}


def test_each_canary_stands_in_one_document_only(year: Path) -> None:
    rows = ask(year, "SELECT document, planted FROM version")
    owners: dict[str, set[str]] = {}
    for document, planted in rows:
        for word in json.loads(planted)["canaries"]:
            owners.setdefault(word, set()).add(document)
    assert len(owners) > 1000
    assert {len(documents) for documents in owners.values()} == {1}


def test_many_documents_share_a_moment(year: Path) -> None:
    (most,) = ask(year, "SELECT max(n) FROM (SELECT count(*) n FROM version GROUP BY modified_at)")[0]
    assert most >= 3
