"""Every cell of a pack is what somebody makes of an export who has only read the page about the log."""

from __future__ import annotations

import ast
import random
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import histories
import naive_account
import naive_figures
import naive_pack
import pytest
import read_packs
from test_yearly import with_key

from adapter.audit import export as exporting
from adapter.packs import as_csv, exceptions, former, making, sheets
from adapter.reports import account, latency
from adapter.reports.figures import Period
from adapter.store import Store

ACTIONS = tuple(one for one in histories.ACTIONS if one not in ("activate", "plan", "answer"))
"""Activations of made-up histories put no texts in force that anybody could read."""

PERIODS = (
    ("2026-03-01", "2026-03-31", "2026-03-31"),
    ("2026-04-01", "2026-06-30", "2026-06-17"),
    ("2026-01-01", "2026-12-31", "2026-12-31"),
    ("2026-05-11", "2026-06-14", "2026-06-14"),
)
"""A month, a quarter before its end, a year, other days."""


class Lived:
    """A log with its export."""

    def __init__(self, folder: Path, seed: int) -> None:
        chance = random.Random(seed)
        teller = histories.Teller(chance)
        self.store, self.folder = Store.open(folder / "data"), folder / "export"
        actions = ["issue"] * 15 + ["cycle"] * 2 + [chance.choice(ACTIONS) for _ in range(150)] + ["hold", "cycle"] * 4
        with self.store.write() as writer:
            for batch in filter(None, map(teller.tell, actions)):
                histories.write(writer, batch)
        with_key(self.store, folder / "data")
        with self.store.read() as reader:
            exporting.export(reader, self.folder)
            self.size = reader.position

    def differences(self, period: tuple[str, str, str], position: int) -> list[str]:
        """Make the sheets of a period by both."""
        first, last, until = (date.fromisoformat(one) for one in period)
        with self.store.read(position) as reader:
            stated = making.stated(reader, Period(first=first, last=last, until=until), "en")
            pack = making.make(reader, stated)
        told = {sheet.key: as_csv.write(pack, sheet) for sheet in sheets.of(pack)}
        anew = naive_pack.Pack(self.folder, *period, position)
        return read_packs.differences(anew.sheets(), read_packs.sheets(told))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    made = Lived(tmp_path_factory.mktemp("lived"), 7)
    with closing(made.store):
        yield made


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_whatever_happened_both_make_the_same_cells(tmp_path: Path, seed: int) -> None:
    made = Lived(tmp_path, seed)
    with closing(made.store):
        for period in PERIODS:
            assert made.differences(period, made.size) == []
        assert made.differences(PERIODS[2], made.size * 2 // 3) == []


def a_day(period: Period) -> Period:
    day = period.first - timedelta(days=1)
    return Period(first=day, last=day, until=day)


PLANTED: dict[str, tuple[Any, str, Any, str]] = {
    "period before": (former, "before", a_day, "compared"),
    "difference": (former, "difference", lambda row, column, comma: "0", "compared"),
    "percentile": (latency, "nearest_rank", lambda ordered, percent: ordered[0] + 1, "latency"),
    "older": (latency, "began_on", lambda reader, source: date(2026, 12, 31), "latency"),
    "verdict": (account, "verdict", lambda document: "tasks", "account"),
    "beside": (exceptions, "_beside", lambda reader, period: (), "exceptions"),
    "missing": (exceptions, "_account", lambda source, taken: (), "exceptions"),
    "held": (exceptions, "_held", lambda reader: (), "exceptions"),
    "bands": (making, "BANDS", (1, 6, 11, 31, 92), "lateness"),
}
"""What is wrong → where, and the sheet that then says something else."""


@pytest.mark.parametrize("name", PLANTED)
def test_an_error_in_any_sheet_is_found(lived: Lived, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, what, wrong, sheet = PLANTED[name]
    monkeypatch.setattr(where, what, wrong)
    found = lived.differences(PERIODS[2 if sheet != "compared" else 1], lived.size)
    assert any(one.startswith(f"{sheet}: ") for one in found), found[:5]


def test_who_makes_packs_anew_has_read_nothing_of_ours() -> None:
    imported: set[str] = set()
    for module in (naive_pack, naive_account):
        for one in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            if isinstance(one, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in one.names}
            elif isinstance(one, ast.ImportFrom):
                imported.add((one.module or "").split(".")[0])
    assert imported <= {*sys.stdlib_module_names, naive_figures.__name__, naive_account.__name__}
