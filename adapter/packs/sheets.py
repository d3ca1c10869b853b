"""The sheets of a pack in one language: what every file shows, cell by cell, whatever its format.

The first row of a sheet holds the headings, so that a cell has the same name in XLSX, CSV and `report explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from adapter import messages
from adapter.core import dates
from adapter.core.text import inert
from adapter.messages import Language
from adapter.packs import former
from adapter.packs.lazily import Lazily
from adapter.packs.model import Assigned, Evidence, Pack
from adapter.reports import columns, questions
from adapter.reports.accounted import DEFAULT
from adapter.reports.figures import COLUMNS, Line, Period, Ways
from adapter.reports.ratio import written

Cell = str | int | date | None
"""What a cell holds: texts are texts, counts are numbers, days are days."""

Text = Callable[..., str]
"""Gives a text by its code, in the language of the pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet."""

    heading: str
    width: int  #: in characters, as people read it
    is_figure: bool = False  #: one of `COLUMNS`
    is_count: bool = False  #: holds numbers
    on_paper: bool = True  #: False for what only programs need


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of the pack."""

    key: str  #: ASCII; names files and anchors
    title: str  #: at most 31 characters, as spreadsheets ask
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    has_total: bool = False  #: the last row adds up the others


DAYS = ("pack.column.days-left", "pack.column.days-late")
"""Columns of assignments that count days."""

ACROSS = {
    "forced.not-anchored": "forced.across",
    "forced.stale": "forced.across-stale",
    "forced.never-listed": "forced.across-never",
}
"""What stands across a report that was made despite these."""

RATE_PARTS = frozenset({"rate_met", "rate_of"})
"""Columns of which the settings say by which deadline they go."""

DAY_S = 86_400

QUARTER = 3
"""Months."""

LONGEST = 32_000
"""A text has at most so many characters: a cell of a spreadsheet holds 32,767."""


def of(pack: Pack) -> tuple[Sheet, ...]:
    """Give every sheet of a pack, in order; no text in them steers what shows it."""
    text = speaking(pack.statement.language)
    if pack.own is not None:
        from adapter.packs import own_sheets  # noqa: PLC0415 - it is made of what stands here

        return tuple(_harmless(sheet) for sheet in own_sheets.of(pack, pack.own, text))
    from adapter.packs import timing_sheets  # noqa: PLC0415 - as above

    beside = (timing_sheets.compared, timing_sheets.latency, timing_sheets.account)
    first = (_summary, _agencies, _groups, _months, _lateness, beside[0], _assignments)
    parts = (*first, *beside[1:], _exceptions, definitions, evidence)
    return tuple(_harmless(part(pack, text)) for part in parts)


def shortened(pack: Pack, sheet: Sheet, most: int) -> tuple[Sheet, int]:
    """Give a sheet with so many rows at most, and the number of those left out; of assignments the latest stay."""
    if len(sheet.rows) <= most:
        return sheet, 0
    kept: Sequence[int] = range(most)
    if sheet.key == "assignments":
        order = sorted(range(len(sheet.rows)), key=lambda number: -(pack.assignments[number].days_late or 0))
        kept = sorted(order[:most])
    return replace(sheet, rows=tuple(sheet.rows[number] for number in kept)), len(sheet.rows) - most


def shortening(sheet: Sheet) -> str:
    """Give the code of what stands below a sheet that was shortened."""
    return "pack.shortened-latest" if sheet.key == "assignments" else "pack.shortened"


def _harmless(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=Lazily(sheet.rows, lambda row: tuple(map(_plain, row))))


def _plain(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    plain = inert(cell, keep="\n")
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def speaking(language: Language) -> Text:
    """Give what gives texts in a language."""

    def text(code: str, /, **values: object) -> str:
        return messages.text(code, language, **values)

    return text


def place(row: int, column: int) -> str:
    """Name a cell as spreadsheets do, from row and column counted from 0: `place(1, 2)` is `C2`."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def shown(cell: Cell) -> str:
    """Give a cell as people read it: days as here, and one sign for what is less than nothing."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, int) and cell < 0:
        return f"{former.MINUS}{-cell}"
    return "" if cell is None else str(cell)


def title(pack: Pack) -> str:
    """Give the title of a pack."""
    text = speaking(pack.statement.language)
    if pack.own is not None:
        return text("own.title", agency=pack.own.name, period=period_named(pack, text))
    return text("pack.title", period=period_named(pack, text))


def period_named(pack: Pack, text: Text) -> str:
    """Name the period as people do: a month, a quarter, a year, or its days."""
    return days_named(pack.report.period, text)


def days_named(period: Period, text: Text) -> str:
    """Name the days of a period in the same way."""
    first, last = period.first, period.last
    if first.day == 1 and last == dates.month_end(first):
        return text("pack.period-month", month=f"{first:%m}", year=first.year)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return text("pack.period-year", year=first.year)
    if former.months_of(period) == QUARTER:
        return text("pack.period-quarter", quarter=last.month // QUARTER, year=first.year)
    return text("pack.period-days", first=shown(first), last=shown(last))


def across(pack: Pack) -> list[str]:
    """Give the sentences that stand across a report that was forced; none across any other."""
    text = speaking(pack.statement.language)
    return [text(ACROSS.get(one.code, one.code), **one.values, seq=one.seq) for one in pack.statement.forced]


def figure(line: Line, column: str, text: Text) -> Cell:
    """Give a figure as a cell: counts and days as numbers, what is divided as it is printed."""
    value = line.value(column)
    return value if isinstance(value, int) else written(value, text("pack.comma"))


def _named(column: str, text: Text) -> str:
    code, values = columns.heading(column)
    return text(code, **values)


def moment(at: str) -> str:
    """Write a moment (ISO, UTC) as people here do, and as machines do; what is none stays as it is."""
    try:
        told = datetime.fromisoformat(at)
    except ValueError:
        return at
    return at if told.tzinfo is None else f"{told.astimezone(dates.VIETNAM):%d/%m/%Y %H:%M} ({at})"


def _summary(pack: Pack, text: Text) -> Sheet:
    period, total = pack.report.period, pack.report.total
    rows: list[tuple[Cell, ...]] = [(text("pack.made-despite"), one) for one in across(pack)]
    rows += [
        (text("report.period"), f"{shown(period.first)} – {shown(period.last)}"),
        (text("report.until"), period.until),
        (text("pack.agencies"), len(pack.report.lines)),
        *((text(columns.text_of(column)), figure(total, column, text)) for column in COLUMNS),
        (text("pack.quarantine"), pack.evidence.quarantine),
        (text("pack.unexplained"), _known(pack.evidence.unexplained, text)),
        (text("pack.erased-count"), pack.evidence.erased),
    ]
    heads = (Column(heading=text("pack.column.what"), width=44), Column(heading=text("pack.column.value"), width=30))
    return Sheet(key="summary", title=text("pack.sheet.summary"), columns=heads, rows=tuple(rows))


def _agencies(pack: Pack, text: Text) -> Sheet:
    rows = [(pack.names[line.agency], *_figures(line, text)) for line in pack.report.lines]
    return Sheet(
        key="agencies",
        title=text("pack.sheet.agencies"),
        columns=(Column(heading=text("column.lead"), width=36), *_headings(text)),
        rows=(*rows, (text("report.total"), *_figures(pack.report.total, text))),
        has_total=True,
    )


def _groups(pack: Pack, text: Text) -> Sheet:
    return Sheet(
        key="groups",
        title=text("pack.sheet.groups"),
        columns=(Column(heading=text("pack.column.group"), width=36), *_headings(text)),
        rows=tuple((line.name, *_figures(line, text)) for line in pack.report.groups),
    )


def _months(pack: Pack, text: Text) -> Sheet:
    return Sheet(
        key="months",
        title=text("pack.sheet.months"),
        columns=(
            Column(heading=text("column.month"), width=10),
            Column(heading=text("report.until"), width=14),
            *_headings(text),
        ),
        rows=tuple((f"{one.first:%m/%Y}", one.until, *_figures(one.total, text)) for one in pack.months),
    )


def _lateness(pack: Pack, text: Text) -> Sheet:
    rows = [(band_of(one.least, one.most, text), one.done, one.open, one.done + one.open) for one in pack.bands]
    done, still = sum(one.done for one in pack.bands), sum(one.open for one in pack.bands)
    total = (text("report.total"), done, still, done + still)
    headings = ("pack.column.days-late", "standing.done-late", "standing.open-overdue", "column.total")
    heads = tuple(Column(heading=text(code), width=20, is_count=code != headings[0]) for code in headings)
    return Sheet(key="lateness", title=text("pack.sheet.lateness"), columns=heads, rows=(*rows, total), has_total=True)


def band_of(least: int, most: int | None, text: Text) -> str:
    """Name a band of lateness."""
    return text("pack.band", least=least, most=most) if most is not None else text("pack.band-beyond", least=least)


def _assignments(pack: Pack, text: Text) -> Sheet:
    headings = (
        ("column.lead", 28), ("column.document", 20), ("column.issued_on", 18), ("column.subject", 40),
        ("column.content", 48), ("column.deadline", 18), ("column.standing", 20), ("column.completed_on", 18),
        ("column.lacking", 20), *((code, 10) for code in DAYS),
    )  # fmt: skip
    hidden = (("column.quality", 12), ("pack.column.counts-in", 30), ("column.lead_id", 14), ("column.assignment", 34))
    return Sheet(
        key="assignments",
        title=text("pack.sheet.assignments"),
        columns=(
            *(Column(heading=text(code), width=width, is_count=code in DAYS) for code, width in headings),
            *(Column(heading=text(code), width=width, on_paper=False) for code, width in hidden),
        ),
        rows=Lazily(pack.assignments, lambda one: _assignment(one, text)),
    )


def _assignment(one: Assigned, text: Text) -> tuple[Cell, ...]:
    gone = text("pack.erased")
    return (
        one.name,
        one.document or (gone if one.is_erased else ""),
        one.issued_on,
        one.subject or (gone if one.is_erased else ""),
        one.content or (gone if one.is_erased else ""),
        one.deadline,
        text(f"standing.{one.standing}"),
        one.completed_on,
        ", ".join(text(f"pack.lacking.{name}") for name in one.lacking),
        one.days_left,
        one.days_late,
        one.quality,
        ", ".join(_named(name, text) for name in one.cells),
        one.agency,
        one.assignment,
    )


def _exceptions(pack: Pack, text: Text) -> Sheet:
    headings = (
        ("pack.column.exception", 30), ("column.source", 12), ("column.name", 24), ("column.count", 10),
        ("column.since", 30), ("column.reason", 60),
    )  # fmt: skip
    rows = [
        (
            text(f"pack.exception.{one.what}", days=DEFAULT.late_s // DAY_S),
            one.source,
            text(f"stream.{one.name}") if one.what == "held" else one.name,
            one.count,
            moment(one.since),
            f"{text(one.reason)} [{one.reason}]" if one.reason else "",
        )
        for one in pack.exceptions
    ]
    heads = tuple(Column(heading=text(code), width=width, is_count=code == "column.count") for code, width in headings)
    return Sheet(key="exceptions", title=text("pack.sheet.exceptions"), columns=heads, rows=tuple(rows))


def definition_of(column: str, ways: Ways) -> str:
    """Give the code of what a figure means; parts of the rate mean what the settings in force say."""
    is_first = column in RATE_PARTS and ways.rate_deadline == "first"
    return f"define.{column}.first" if is_first else f"define.{column}"


def definitions(pack: Pack, text: Text) -> Sheet:
    """Say what every figure means."""
    ways, days = pack.report.ways, pack.due_soon_days
    rows = [(text(columns.text_of(column)), text(definition_of(column, ways), days=days)) for column in COLUMNS]
    rows += [
        *(
            (text(f"pack.define.{one}"), text(f"define.{one}"))
            for one in ("groups", "compared", "latency", "account", "unexplained")
            if not pack.own
        ),
        (text("pack.column.days-left"), text("define.days-left")),
        (text("pack.column.days-late"), text("define.days-late")),
        (text("column.lacking"), text("define.lacking")),
        (text("pack.define.population"), text("define.population")),
        (text("pack.define.sums"), text("define.sums")),
        (text("pack.define.rounding"), text("define.rounding")),
        *((text(f"question.{one.question}"), questions.in_words(one, text)) for one in pack.report.answers),
    ]
    heads = (
        Column(heading=text("pack.column.word"), width=32),
        Column(heading=text("pack.column.meaning"), width=110),
    )
    return Sheet(key="definitions", title=text("pack.sheet.definitions"), columns=heads, rows=tuple(rows))


def evidence(pack: Pack, text: Text) -> Sheet:
    """Give what anybody needs to check the pack."""
    heads = (Column(heading=text("pack.column.what"), width=36), Column(heading=text("pack.column.value"), width=100))
    rows = tuple(_evidence_rows(pack, pack.evidence, text))
    return Sheet(key="evidence", title=text("pack.sheet.evidence"), columns=heads, rows=rows)


def _evidence_rows(pack: Pack, told: Evidence, text: Text) -> Iterator[tuple[Cell, ...]]:
    yield text("printed.log"), told.origin
    yield text("report.position"), pack.report.position
    yield text("report.root"), pack.report.root
    yield text("printed.until"), moment(told.recorded_at)
    if told.note:
        yield text("pack.checkpoint"), text("pack.checkpoint-of", number=pack.statement.checkpoint, size=told.note_size)
        yield text("printed.key"), ", ".join(told.keys)
        yield text("pack.note"), told.note.decode()
    else:
        yield text("pack.checkpoint"), text("pack.not-signed")
    yield text("report.until"), pack.report.period.until
    for one in told.in_force:
        what = text(f"pack.in-force.{one.what}")
        yield (
            (f"{what} ({one.source})" if one.source else what),
            text("pack.identity", identity=one.identity, seq=one.seq),
        )
    for fresh in told.fresh:
        name = text("pack.fresh", source=fresh.source, stream=text(f"stream.{fresh.stream}"))
        yield name, text("pack.fresh-at", at=moment(fresh.at), seq=fresh.position)
    yield text("pack.quarantine"), told.quarantine
    if not pack.own:
        yield text("pack.unexplained"), _known(told.unexplained, text)
    yield text("pack.erased-count"), told.erased
    for sentence in across(pack):
        yield text("pack.made-despite"), sentence
    yield text("pack.statement"), pack.statement.text()


def _known(count: int | None, text: Text) -> Cell:
    return text("pack.not-known") if count is None else count


def _headings(text: Text) -> tuple[Column, ...]:
    return tuple(Column(heading=text(columns.text_of(column)), width=13, is_figure=True) for column in COLUMNS)


def _figures(line: Line, text: Text) -> Sequence[Cell]:
    return [figure(line, column, text) for column in COLUMNS]
