"""A document system that holds classified documents, and says more of them than it should wherever it can."""

# ruff: noqa: N802 - methods bear the names of the operations

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import second_service
from closed_documents import HELD_STEM, NAMESPACE, PHRASE, Canaries, Closed
from second_service import SecondService


@dataclass
class ClosedService(SecondService):
    """The second service with documents of ours; its list tells levels and subjects."""

    closed: list[Closed] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    canaries: Canaries = field(default_factory=Canaries)
    fetched: list[str] = field(default_factory=list)  #: references that were asked for

    def LayDanhSachVanBan(self, _: str) -> tuple[str, str]:
        """List everything, with level and subject, whatever day was asked for."""
        return "0", "".join(map(self._row, self.closed))

    def _row(self, one: Closed) -> str:
        levels = "".join(f"<v:doMat>{escape(level)}</v:doMat>" for level in one.listed)
        told = "" if one.verdict == "open" else f"<v:trichYeu>{self.canaries.word()} {PHRASE}</v:trichYeu>"
        return f'<v:muc xmlns:v="{NAMESPACE}"><v:ma>{one.ma}</v:ma>{levels}{told}</v:muc>'

    def LayChiTietVanBan(self, wanted: str) -> tuple[str, str]:
        """Give one document, or say no and cite it."""
        self.fetched.append(wanted)
        found = [one for one in self.closed if one.ma == wanted]
        refused = not found or found[-1].refused
        return "404" if refused else "0", "".join(one.body for one in found[-1:])

    def LayDienBien(self, _: str) -> tuple[str, str]:
        """List what happened, also to what is classified."""
        return "0", "".join(self.happened)


def events_of(closed: Sequence[Closed], level: str, canaries: Canaries) -> list[str]:
    """Give events about a document that passes, about one that does not, and one that is marked itself."""
    passing = next(one for one in closed if one.verdict == "open")
    marked = next(one for one in closed if one.verdict == "withheld")
    return [
        _event("db-1", passing.ma, ""),
        _event(f"db-{HELD_STEM}", marked.ma, f"<v:yKien>{canaries.word()} {PHRASE}</v:yKien>"),
        _event(canaries.word("db-"), marked.ma, f"<v:doMat>{escape(level)}</v:doMat>"),
    ]


def _event(name: str, document: str, more: str) -> str:
    return (
        f'<v:dienBien xmlns:v="{NAMESPACE}"><v:ma>{name}</v:ma><v:loai>BC</v:loai><v:maVanBan>{document}</v:maVanBan>'
        f"<v:maNhiemVu>{document}/1</v:maNhiemVu><v:donVi>Sở Y tế</v:donVi>"
        f"<v:thoiDiem>20/11/2025 09:15:00</v:thoiDiem>{more}</v:dienBien>"
    )


@contextlib.contextmanager
def serving(
    closed: Sequence[Closed], happened: Sequence[str] = (), canaries: Canaries | None = None
) -> Iterator[ClosedService]:
    """Serve documents on loopback in a thread."""
    service = ClosedService(closed=list(closed), happened=list(happened), canaries=canaries or Canaries())
    with second_service.serving(service=service):
        yield service
