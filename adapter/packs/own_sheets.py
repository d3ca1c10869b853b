"""The sheets of one agency in one language: its assignments, what to do next, and why each counts where it does."""

from __future__ import annotations

from adapter.packs import sheets
from adapter.packs.model import Assigned, Detail, Own, Pack
from adapter.packs.sheets import DAYS, Cell, Column, Sheet, Text, shown
from adapter.reports import columns
from adapter.reports.figures import COLUMNS, TOTAL

QUALITY = "quality-"
"""Begins cells that a column of its own tells."""

DONE = frozenset({"done-on-time", "done-late"})

OVER = {"withdrawn": "own.next.withdrawn", "transferred-out": "own.next.passed-on", "suspended": "own.next.suspended"}
"""Standings in which nothing is to be done now, with what is said then."""


def of(pack: Pack, own: Own, text: Text) -> list[Sheet]:
    """Give every sheet, in order."""
    return [
        _summary(pack, own, text),
        _assignments(own, text),
        _coordinating(own, text),
        _figures(pack, own, text),
        sheets.definitions(pack, text),
        sheets.evidence(pack, text),
    ]


def next_step(one: Detail, text: Text) -> str:
    """Say what is lacking, as what to do next."""
    told = one.assigned
    if told.standing in OVER:
        return text(OVER[told.standing])
    if not told.lacking:
        return text("own.next.done")
    said = [text(f"own.next.{name}") for name in told.lacking]
    if told.days_late is not None:
        said.append(text("own.next.late", days=told.days_late))
    elif told.days_left is not None:
        said.append(text("own.next.left", days=told.days_left, due=shown(told.deadline)))
    return " ".join(said)


def why(one: Detail, text: Text) -> str:
    """Say why it counts where it does: how it came into the period, and what its standing rests on."""
    told = one.assigned
    said = [text(columns.text_of(name)) for name in told.cells if name != TOTAL and not name.startswith(QUALITY)]
    return "; ".join([text("own.why", issued=shown(told.issued_on), **_days(one, text)), *said])


def _days(one: Detail, text: Text) -> dict[str, str]:
    found = {"due": one.assigned.deadline, "report": one.report_on, "entered": one.entered_on}
    return {name: shown(day) or text("own.no-day") for name, day in found.items()}


def receipt(one: Detail, text: Text) -> str:
    """Say what the source was told of it, and what it answered."""
    said = text(f"pushed.{one.pushed}") if one.pushed else ""
    # People's own time alone: a narrow column has no room for both.
    return f"{said}, {sheets.moment(one.pushed_at).partition(' (')[0]}" if one.pushed_at else said


def _summary(pack: Pack, own: Own, text: Text) -> Sheet:
    period, line = pack.report.period, pack.report.total
    lacking = [one.assigned for one in own.details if one.assigned.standing not in OVER]
    open_ones = [one for one in lacking if one.standing not in DONE]
    rows: list[tuple[Cell, ...]] = [(text("pack.made-despite"), one) for one in sheets.across(pack)]
    rows += [
        (text("column.lead"), own.name),
        (text("report.period"), f"{shown(period.first)} – {shown(period.last)}"),
        (text("report.until"), period.until),
        *((text(columns.text_of(column)), sheets.figure(line, column, text)) for column in COLUMNS),
        (text("own.lacking-report"), sum("report" in one.lacking for one in open_ones)),
        (text("own.lacking-result"), sum("result" in one.lacking for one in open_ones)),
        (text("own.coordinating"), len(own.coordinating)),
        (text("pack.erased-count"), pack.evidence.erased),
    ]
    heads = (Column(heading=text("pack.column.what"), width=44), Column(heading=text("pack.column.value"), width=30))
    return Sheet(key="summary", title=text("pack.sheet.summary"), columns=heads, rows=tuple(rows))


def _assignments(own: Own, text: Text) -> Sheet:
    headings = (
        ("column.document", 15), ("column.issued_on", 15), ("column.content", 31), ("column.deadline", 15),
        ("own.column.formers", 15), ("column.standing", 15), ("own.column.next", 30), *((code, 9) for code in DAYS),
        ("own.column.report", 17), ("own.column.entered", 15), ("column.quality", 10), ("own.column.receipt", 16),
    )  # fmt: skip
    hidden = (("column.subject", 40), ("own.column.why", 60), ("column.assignment", 34))
    return Sheet(
        key="assignments",
        title=text("pack.sheet.assignments"),
        columns=(
            *(Column(heading=text(code), width=width, is_count=code in DAYS) for code, width in headings),
            *(Column(heading=text(code), width=width, on_paper=False) for code, width in hidden),
        ),
        rows=tuple(_assignment(one, text) for one in own.details),
    )


def _assignment(one: Detail, text: Text) -> tuple[Cell, ...]:
    told = one.assigned
    gone = text("pack.erased") if told.is_erased else ""
    formers = ", ".join(map(shown, one.formers))
    return (
        told.document or gone,
        told.issued_on,
        told.content or gone,
        told.deadline,
        text("own.extended", count=one.extended, formers=formers or "–") if one.extended else "",
        text(f"standing.{told.standing}"),
        next_step(one, text),
        told.days_left,
        told.days_late,
        " ".join(part for part in (one.report, shown(one.report_on)) if part),
        one.entered_on,
        told.quality,
        receipt(one, text),
        told.subject or gone,
        why(one, text),
        told.assignment,
    )


def _coordinating(own: Own, text: Text) -> Sheet:
    headings = (
        ("column.lead", 28), ("column.document", 20), ("column.issued_on", 18), ("column.content", 48),
        ("column.deadline", 18), ("column.standing", 20), ("column.lacking", 24), *((code, 10) for code in DAYS),
    )  # fmt: skip
    return Sheet(
        key="coordinating",
        title=text("own.sheet.coordinating"),
        columns=(
            *(Column(heading=text(code), width=width, is_count=code in DAYS) for code, width in headings),
            Column(heading=text("column.assignment"), width=34, on_paper=False),
        ),
        rows=tuple(_contributed(one, text) for one in own.coordinating),
    )


def _contributed(one: Assigned, text: Text) -> tuple[Cell, ...]:
    gone = text("pack.erased") if one.is_erased else ""
    return (
        one.name,
        one.document or gone,
        one.issued_on,
        one.content or gone,
        one.deadline,
        text(f"standing.{one.standing}"),
        ", ".join(text(f"pack.lacking.{name}") for name in one.lacking),
        one.days_left,
        one.days_late,
        one.assignment,
    )


def _figures(pack: Pack, own: Own, text: Text) -> Sheet:
    line = pack.report.total
    return Sheet(
        key="agencies",
        title=text("own.sheet.figures"),
        columns=(
            Column(heading=text("column.lead"), width=36),
            *(Column(heading=text(columns.text_of(column)), width=13, is_figure=True) for column in COLUMNS),
        ),
        rows=((own.name, *(sheets.figure(line, column, text) for column in COLUMNS)),),
    )
