"""The account by source and month of issue: every issued document in exactly one cell, beside the register's numbers.

What the ledger knows has its month by itself. What is withheld or held has none: nothing of it is kept. The register
tells how many numbers each month has, so that what is left of a month, once every number is taken away that a document
here bears or that nothing explains, is withheld, held or not fetched (`closed`), number by number. The rest of these
stands in a row of its own, whose month is not known, beside the series that the register counts apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from adapter.core import hints
from adapter.core.entries import decode
from adapter.core.facts import numbered
from adapter.core.ledger import Cycle, Document
from adapter.core.series import several
from adapter.reports import account as accounts
from adapter.reports import unmatched
from adapter.reports.account import DOCUMENTS, VERDICTS, Account
from adapter.reports.unmatched import Findings
from adapter.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """One document of the ledger, with its number."""

    document: str  #: handle
    source: str
    issuer: str  #: id
    issued_on: date
    verdict: str  #: of `account.VERDICTS`
    tasks: int  #: assignments that it makes
    number: str = field(repr=False)  #: empty where it was erased
    notation: str = field(repr=False)
    listed: bool  #: its number is one of the source's register, or there is no way to tell
    names_deadline: bool = False  #: its trích yếu does (`core.hints`); False where that was erased

    @property
    def month(self) -> date:
        """Give the first day of the month of issue."""
        return self.issued_on.replace(day=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source in one month, or what is of no known month."""

    source: str
    month: date | None  #: its first day
    tasks: int = 0  #: documents in scope that assign tasks
    assignments: int = 0  #: tasks for one lead agency each that these make
    no_task: int = 0
    out_of_scope: int = 0
    raised: int = 0
    purged: int = 0
    closed: int | None = None  #: withheld, held or not fetched; None where it cannot be told for this row
    register: int | None = None  #: numbers of the register; without a month those of its series apart
    unmatched: int = 0  #: numbers that no document bears
    doubled: int = 0  #: numbers that the register has once more on the same day
    surplus: int = 0  #: documents whose number the register does not have on their day
    unexplained: int | None = None  #: of `unmatched` and `doubled`, so many (at most) that nothing explains

    @property
    def known(self) -> int:
        """Count the documents that the ledger knows."""
        return self.tasks + self.no_task + self.out_of_scope + self.raised + self.purged

    @property
    def accounted(self) -> int:
        """Add up every verdict of the row."""
        return self.known + (self.closed or 0)

    @property
    def difference(self) -> int | None:
        """Give what the register has more than is accounted for; rows add up to the difference of the account."""
        return None if self.register is None or self.closed is None else self.register - self.accounted


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The account of one source, by month."""

    source: str
    rows: tuple[Row, ...]  #: by month, what is of no known month last
    total: Account
    findings: Findings  #: of the newest cycle
    unread: int | None  #: withheld or held, of the ordinary series, with a number that nobody could read

    @property
    def unexplained(self) -> int | None:
        """Count the numbers that nothing explains; None where the source does not tell its numbers."""
        if self.unread is None:
            return None
        nameless = sum(row.unmatched for row in self.rows) - max(0, self.unread)
        return max(0, nameless) + sum(row.doubled for row in self.rows) + max(0, -self.unread)


def of_source(reader: Reader, source: str, found: Iterable[Borne] | None = None) -> Matrix:
    """Take the account of a source month by month; `found` are its documents, where they have been read already."""
    borne = list(documents(reader, source) if found is None else found)
    total = accounts.take(reader, source)
    findings = unmatched.findings(reader, reader.row(Cycle, source, DOCUMENTS))
    told = register_by_month(reader, source)
    named = told is not None and sum(told.values()) == total.register_numbers
    if told is None or not named or total.closed is None or total.register_apart is None:
        rest = Row(source=source, month=None, closed=total.closed)
        return Matrix(source=source, rows=(*_plain(source, borne), rest), total=total, findings=findings, unread=None)
    rows = _beside(source, borne, told, findings)
    unplaced = total.closed - sum(row.closed or 0 for row in rows)
    unread = unplaced - total.register_apart
    rest = Row(source=source, month=None, closed=unplaced, register=total.register_apart, unexplained=max(0, -unread))
    nameless = max(0, sum(row.unmatched for row in rows) - max(0, unread))
    judged = [replace(row, unexplained=min(row.unmatched, nameless) + row.doubled) for row in rows]
    return Matrix(source=source, rows=(*judged, rest), total=total, findings=findings, unread=unread)


def documents(reader: Reader, source: str = "") -> Iterator[Borne]:
    """Give every document of the ledger with its number and whether the register of its source has that."""
    of_source_ = accounts.sources_of(reader, source)
    named = {one: register_by_month(reader, one) is not None for one in set(of_source_.values())}
    for row in reader.rows(Document):
        name = of_source_.get(row.message)
        if name is None:
            continue
        texts = reader.text(row.texts) or {}
        number, notation = texts.get("number", ""), texts.get("notation", "")
        key = ("register", name, *numbered(number, notation, row.issued_on))
        yield Borne(
            document=row.document,
            source=name,
            issuer=row.issuer,
            issued_on=row.issued_on,
            verdict=accounts.verdict(row),
            tasks=row.tasks,
            number=number,
            notation=notation,
            listed=not (number and named[name]) or reader.lookup(*key) is not None,
            names_deadline=hints.names_deadline(texts.get("subject", "")),
        )


def register_by_month(reader: Reader, source: str) -> dict[date, int] | None:
    """Give how many numbers the register of a source has by month of issue; None where it was never told."""
    for _, data in reader.opened(Cycle, newest_first=True, source=source, stream=DOCUMENTS):
        if b'"register_by_month":' in data:
            rows = decode(data)["register_by_month"]
            return {date.fromisoformat(str(row["on"])): int(row["n"]) for row in rows}
    return None


def _plain(source: str, borne: Iterable[Borne]) -> list[Row]:
    """Give the months of what the ledger knows, with no register to lay beside it."""
    return [_row(source, month, counts) for month, counts in sorted(_counts(borne).items())]


def _beside(source: str, borne: list[Borne], told: Mapping[date, int], findings: Findings) -> list[Row]:
    """Give the months of ledger and register beside each other."""
    counts = _counts(borne)
    strangers = Counter(one.month for one in borne if not one.listed)
    nameless = Counter(one.entry.issued_on.replace(day=1) for one in findings.numbers)
    same = several((unmatched.key_of(one), one) for one in findings.twice)
    doubled = Counter(one.issued_on.replace(day=1) for those in same.values() for one in those[1:])
    rows = []
    for month in sorted({*counts, *told, *nameless}):
        row = _row(source, month, counts.get(month, Counter()))
        numbers, extra = told.get(month, 0), nameless[month] + doubled[month]
        closed = numbers - (row.known - strangers[month]) - extra
        rows.append(
            replace(
                row,
                closed=max(0, closed),
                register=numbers,
                unmatched=nameless[month],
                doubled=doubled[month],
                surplus=strangers[month] + max(0, -closed),
            )
        )
    return rows


def _row(source: str, month: date, counts: Mapping[str, int]) -> Row:
    return Row(
        source=source,
        month=month,
        tasks=counts["tasks"],
        assignments=counts["assignments"],
        no_task=counts["no_task"],
        out_of_scope=counts["out_of_scope"],
        raised=counts["raised"],
        purged=counts["purged"],
    )


def _counts(borne: Iterable[Borne]) -> dict[date, Counter[str]]:
    found: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for one in borne:
        assert one.verdict in VERDICTS  # noqa: S101 - our own reasoning
        found[one.month][one.verdict] += 1
        found[one.month]["assignments"] += one.tasks if one.verdict == "tasks" else 0
    return dict(found)
