"""A pack: everything that the files of a report say, as values. Codes where people read texts: no language yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from adapter.packs.statement import Statement
from adapter.reports.figures import Line, Period, Report
from adapter.reports.latency import Latency
from adapter.reports.unfinished import Freshness


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """One assignment of the period's population, as it stands on the cut-off day."""

    assignment: str  #: handle
    agency: str  #: id of who leads
    name: str  #: of who leads, as printed
    document: str  #: number and notation; empty when erased
    issued_on: date
    subject: str = field(repr=False)
    content: str = field(repr=False)
    deadline: date | None  #: in force, extensions applied
    standing: str  #: code of its bucket
    completed_on: date | None
    lacking: tuple[str, ...]
    quality: str
    days_left: int | None  #: to the deadline of what is open in time
    days_late: int | None  #: of what was completed late, or is overdue
    cells: tuple[str, ...]  #: columns in which it counts
    is_erased: bool  #: its texts are gone, by order or by a rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Excepted:
    """Something that a reader has to know beside the figures."""

    what: str  #: code, as in `pack.exception.held`
    source: str
    reason: str  #: code of a text; empty when there is none
    name: str  #: which one: a number of the register, a stream
    count: int | None
    since: str  #: moment, UTC, or day; empty when not known


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """One thing that decides figures, as the log has put it in force."""

    what: str
    source: str  #: empty when it is for all sources
    identity: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The figures of one month at the pack's position."""

    first: date
    until: date
    total: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How many assignments are so many days late."""

    least: int
    most: int | None  #: None for no bound
    done: int  #: completed late
    open: int  #: overdue on the cut-off day


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What anybody needs to check the pack."""

    origin: str  #: name of the log
    note: bytes = field(repr=False)  #: signed checkpoint, as it is; empty where nothing is signed
    note_size: int  #: entries that it covers
    keys: tuple[str, ...]  #: IDs of the keys that signed it, 8 hex digits each
    recorded_at: str  #: moment of the last entry, UTC
    in_force: tuple[InForce, ...]
    fresh: tuple[Freshness, ...]
    quarantine: int  #: items that wait; those ruled not to be taken are none
    unexplained: int | None  #: documents that the register has and the account has not; None where one tells none
    erased: int  #: assignments whose texts are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What an agency sees of one assignment beside the assignment itself."""

    assigned: Assigned
    formers: tuple[date, ...]  #: deadlines before the one in force, the first one first
    extended: int  #: how often the deadline was extended, up to the cut-off day
    report: str = field(repr=False)  #: number and notation of the report document; empty where not told, or erased
    report_on: date | None  #: when it was issued, as the source dates the event
    entered_on: date | None
    pushed: str  #: state of the newest push; `none` where the source was never told
    pushed_at: str  #: moment of its latest step, UTC; empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What is one agency's in a pack: its sheet."""

    agency: str  #: id
    name: str
    details: tuple[Detail, ...]  #: one for each of the pack's assignments, in their order
    coordinating: tuple[Assigned, ...]  #: assignments of others in which it coordinates


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line of figures in two periods."""

    agency: str  #: id; empty for all together
    name: str  #: as printed
    now: Line | None  #: None where it has no line
    former: Line | None  #: in the period before


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """The period before, judged on its own last day at the pack's position."""

    period: Period
    rows: tuple[Compared, ...]  #: by name; all together last


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What became of the documents of one source and month, as far as the log alone says it."""

    source: str
    month: date  #: its first day
    tasks: int  #: documents in scope that assign tasks
    assignments: int  #: that these make
    no_task: int
    out_of_scope: int
    raised: int
    purged: int
    register: int | None  #: numbers of the source's own register; None where it tells none

    @property
    def known(self) -> int:
        """Count the documents that the ledger knows."""
        return self.tasks + self.no_task + self.out_of_scope + self.raised + self.purged

    @property
    def beside(self) -> int | None:
        """Give the numbers of the register that no document stands for: withheld, held, not fetched or missing."""
        return None if self.register is None else self.register - self.known


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The report of a period with everything that its files say."""

    statement: Statement
    issuer: str  #: name of the body whose documents are counted, by the settings in force; empty before any
    report: Report
    names: Mapping[str, str]  #: of agencies, as printed
    due_soon_days: int
    months: tuple[Month, ...]
    bands: tuple[Band, ...]
    assignments: tuple[Assigned, ...]  #: in the order of agencies, then of documents
    exceptions: tuple[Excepted, ...]
    evidence: Evidence
    former: Former | None = None  #: None where there is no period before, and with the sheet of one agency
    timings: tuple[Timing, ...] = ()  #: by source and month of the period
    latencies: tuple[Latency, ...] = ()  #: by source and month of the period, as first stated
    own: Own | None = None  #: with the sheet of one agency: then nothing of others is in the pack
