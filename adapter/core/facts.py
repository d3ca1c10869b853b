"""Facts: what a source told us, frozen and typed. The nouns of interpretation and decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Scope = Literal["in", "out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKey:
    """The business key of a document: issuer, number, notation, day of issue (FACTS §2)."""

    issuer: str  #: id of an organisation of our directory
    number: str  #: as written, e.g. `09`; compared numerically where it is a number
    notation: str  #: ký hiệu, e.g. `UBND-KGVX`
    issued_on: date

    def text(self) -> str:
        """Give the key as one text for look-ups."""
        return "\n".join((self.issuer, *self.numbered()))

    def in_series(self) -> tuple[str, ...]:
        """Give what a number is used once for: an office begins its series anew each year (Decree 30/2020 art. 15)."""
        return (self.issuer, plain_number(self.number), self.notation, str(self.issued_on.year))

    def numbered(self) -> tuple[str, str, str]:
        """Give number, notation and day of issue as they are looked up: a register names no issuer."""
        return numbered(self.number, self.notation, self.issued_on)


def numbered(number: str, notation: str, issued_on: date) -> tuple[str, str, str]:
    """Give what a number of a register is looked up by."""
    return (plain_number(number), notation, issued_on.isoformat())


def plain_number(number: str) -> str:
    """Give a number as it is compared: `09` and `9` are the same (FACTS §2)."""
    return number.lstrip("0") or "0" if number.isdecimal() else number


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A document was issued (văn bản đã phát hành)."""

    key: DocumentKey
    kind: str  #: code of the document kind, from the mapping's choices (Decree 30/2020 Annex III)
    subject: str  #: trích yếu
    signer: str  #: full name of the signer; empty when not told
    scope: Scope  #: counted by the directive or not (5425/UBND-KGVX §1: issued by the province or its Chairman)
    alias: str = ""  #: the source's own id of the document; several documents may bear one (FACTS §2)
    told_at: datetime | None = None  #: UTC, by the source's clock: orders what several references say of one document


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """A group by which agencies were named, such as "các sở, ban, ngành"; whom it means its day decides."""

    role: Literal["lead", "coordinating"]
    group: str  #: id of the group in our directory
    members: int  #: so many it means on that day


Unit = Literal["days", "working-days"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How a deadline was come by that stands nowhere: so many days after another one (FACTS §6)."""

    count: int
    unit: Unit
    since: date  #: the day that is counted from, and does not count itself


Span = Literal["month", "quarter", "half-year", "year"]
Of = Literal["month", "quarter", "half-year", "year", "range"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """A deadline that is the end of a period: "trong tháng 12/2025", "quý IV/2023" (FACTS §6)."""

    of: Of
    on: date  #: the last day of the period


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """A duty that comes again: "trước ngày 15 hàng tháng" (FACTS §6)."""

    every: Span
    day: int  #: of the month; 0 for its last one, as is any day that the month does not have
    month: int  #: which month of the period, from 1; 0 for its last one
    since: date  #: the deadline is the first such day after this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A deadline that is written as a day."""

    on: date


Expression = Counted | Ends | Every | Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """How a deadline was come by: what the source says, and the settings that had a part in it."""

    by: Expression
    before: Literal["", "inclusive", "exclusive"] = ""  #: how "trước ngày" was taken; empty where nothing says so
    day_off: Literal["", "next", "previous"] = ""  #: where a day off would have moved it to
    hour: str = ""  #: `HH:MM` in Vietnam, as the source says
    calendar: str = ""  #: identity of the calendar that was asked; empty where none was needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """One task was assigned to one lead agency: the unit of statistics. N leads are N facts (FACTS §6)."""

    document: DocumentKey
    task: str  #: key of the task within its document: the source's own, else its ordinal
    ordinal: int  #: position of the task in the document, from 1
    lead: str  #: cơ quan chủ trì: id of an organisation of our directory
    written: tuple[str, str] = ("", "")  #: its code and name as the source writes them: pushes name it so
    coordinating: tuple[str, ...]  #: cơ quan phối hợp, in document order
    due_on: date | None  #: hạn; None when the task has no deadline
    content: str  #: nội dung nhiệm vụ
    keyed: bool = False  #: `task` is the source's own key, by which other documents may name the task
    due_at: datetime | None = None  #: UTC; the moment on that day up to which it is in time; None: the whole day
    counted: Reckoned | None = None  #: how the deadline was come by; None when it is written, or there is none
    through: tuple[Through, ...] = ()  #: the groups by which its agencies were named


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How a message names another document, or a task of one. By one of the three, or by document and task."""

    key: DocumentKey | None = None
    alias: str = ""  #: the source's own id of the document
    task: str = ""  #: the source's own key of a task


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A document was recalled (thu hồi) by another one, or by a message about itself."""

    target: Named
    recalled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A document was replaced (thay thế) by the one that says so, for all or for some of its lead agencies."""

    target: Named
    replaced_on: date
    leads: tuple[str, ...] = ()  #: ids of organisations; empty for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """The message brings a document that is known up to date (cập nhật), whatever reference it comes under."""

    target: Named | None = None  #: None: the document that bears the message's own key


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who recalls, replaces or brings up to date another document, and of whose documents he may say so."""

    agency: str  #: id of the issuer of the message's own document
    speaks_for: frozenset[str]  #: ids of organisations, by the directory of that day


What = Literal[
    "reported", "entered", "retracted", "extended", "judged", "transferred", "suspended", "resumed", "objected"
]  # fmt: skip
"""What a workflow event says about an assignment; also the kinds of entry that state it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The document that reports a result, as the event names it; what is not told is empty."""

    number: str = ""
    notation: str = ""
    issued_on: str = ""  #: ISO date


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of the work on an assignment, as the source tells it (5425/UBND-KGVX §3)."""

    what: What
    task: str  #: key of the task within its document
    lead: str  #: id of the agency it belongs to; empty when neither the event nor a report document names one
    lead_then: str = ""  #: id of who bears that name on the day it happened, where that is another one
    happened_at: datetime  #: UTC, whole seconds: by the source's own clock, whenever it was told
    due_on: date | None = None  #: the new deadline; with `extended` only
    quality: str = ""  #: code of the mapping's choices; with `judged` only
    report: Reported | None = None  #: with `reported` only
    new_lead: str = ""  #: id of the agency that leads from then on; with `transferred` only
    written: tuple[str, str] = ("", "")  #: its code and name as the source writes them
    reason: str = field(default="", repr=False)  #: why; with `objected` only


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A document says something about tasks of another one: a report that answers them, as a rule."""

    target: Named
    event: Event  #: its `task` is empty when every task of the document is meant that the agency leads
    may_be_unknown: bool = False  #: what it answers need not be known here; then nothing is said


Fact = Issued | Assigned | Recalled | Replaced | Updated | Sender | Event | Answered
