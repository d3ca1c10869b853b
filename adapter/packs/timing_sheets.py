"""Sheets beside the figures of a period: the period before, how soon documents came, what became of all of them."""

from __future__ import annotations

from collections.abc import Iterator

from adapter.packs import former, sheets
from adapter.packs.model import Compared, Former, Pack, Timing
from adapter.packs.sheets import Cell, Column, Sheet, Text
from adapter.reports.columns import MAIN, text_of
from adapter.reports.latency import Latency, duration
from adapter.reports.ratio import NONE, written

COUNTS = ("tasks", "assignments", "no_task", "out_of_scope", "raised", "purged")
"""What `Timing` counts, by the names of the account."""

MEASURES = ("p50", "p90", "p99", "longest")


def compared(pack: Pack, text: Text) -> Sheet:
    """Lay the period beside the one before: three rows for each agency, and for all together."""
    rows: list[tuple[Cell, ...]] = []
    for one in pack.former.rows if pack.former else ():
        rows += _compared(pack, pack.former, one, text) if pack.former else ()
    return Sheet(
        key="compared",
        title=text("pack.sheet.compared"),
        columns=(
            Column(heading=text("column.lead"), width=36),
            Column(heading=text("pack.column.period"), width=16),
            *(Column(heading=text(text_of(column)), width=13, is_figure=True) for column in MAIN),
        ),
        rows=tuple(rows),
    )


def _compared(pack: Pack, told: Former, one: Compared, text: Text) -> Iterator[tuple[Cell, ...]]:
    name, comma = one.name or text("report.total"), text("pack.comma")
    for period, line in ((pack.report.period, one.now), (told.period, one.former)):
        values = (former.value(line, column) for column in MAIN)
        counted = [value if isinstance(value, int) else written(value, comma) for value in values]
        yield (name, sheets.days_named(period, text), *counted)
    yield (name, text("pack.difference"), *(former.difference(one, column, comma) for column in MAIN))


def latency(pack: Pack, text: Text) -> Sheet:
    """Tell how soon the documents of each source and month came: as people read it, and in seconds."""
    heads = (
        Column(heading=text("column.source"), width=12),
        Column(heading=text("column.month"), width=10),
        Column(heading=text("column.documents"), width=12, is_count=True),
        *(Column(heading=text(f"column.{one}"), width=14) for one in MEASURES),
        *(
            Column(heading=text("pack.column.seconds", percent=text(f"column.{one}")), width=14, is_count=True)
            for one in MEASURES
        ),
    )
    rows = tuple(_latency(one) for one in pack.latencies)
    return Sheet(key="latency", title=text("pack.sheet.latency"), columns=heads, rows=rows)


def _latency(one: Latency) -> tuple[Cell, ...]:
    seconds = (one.p50, one.p90, one.p99, one.longest)
    month = f"{one.month:%m/%Y}" if one.month else ""
    return (one.source, month, one.documents, *map(duration, seconds), *seconds)


def account(pack: Pack, text: Text) -> Sheet:
    """Tell what became of the documents of each source and month, beside the source's own register."""
    heads = (
        *(f"account-column.{name}" for name in COUNTS),
        "pack.column.known", "account-column.register", "pack.column.beside",
    )  # fmt: skip
    return Sheet(
        key="account",
        title=text("pack.sheet.account"),
        columns=(
            Column(heading=text("column.source"), width=12),
            Column(heading=text("column.month"), width=10),
            *(Column(heading=text(code), width=13, is_count=True) for code in heads),
        ),
        rows=tuple(_account(one) for one in pack.timings),
    )


def _account(one: Timing) -> tuple[Cell, ...]:
    counts = (getattr(one, name) for name in COUNTS)
    beside = (NONE if told is None else told for told in (one.register, one.beside))
    return (one.source, f"{one.month:%m/%Y}", *counts, one.known, *beside)
