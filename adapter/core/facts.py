"""Facts: what a source told us, frozen and typed. The nouns of interpretation and decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
        number = plain_number(self.number)
        return f"{self.issuer}\n{number}\n{self.notation}\n{self.issued_on.isoformat()}"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """One task was assigned to one lead agency: the unit of statistics. N leads are N facts (FACTS §6)."""

    document: DocumentKey
    task: str  #: key of the task within its document: the source's own, else its ordinal
    ordinal: int  #: position of the task in the document, from 1
    lead: str  #: cơ quan chủ trì: id of an organisation of our directory
    coordinating: tuple[str, ...]  #: cơ quan phối hợp, in document order
    due_on: date | None  #: hạn; None when the task has no deadline
    content: str  #: nội dung nhiệm vụ


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A document was recalled (thu hồi) by another one."""

    target: DocumentKey
    by: DocumentKey
    recalled_on: date


Fact = Issued | Assigned | Recalled
