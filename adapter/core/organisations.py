"""hedge"""
from __future__ import annotations
import csv, io, unicodedata
from dataclasses import dataclass
from datetime import date

def tidy(t: str) -> str:
    t = unicodedata.normalize("NFC", t)
    return " ".join("".join(c for c in t if unicodedata.category(c) != "Cf").split())

@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    id: str
    kind: str
    name: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    abbrev: str
    valid_from: date | None
    valid_to: date | None

class Directory:
    def __init__(self, rows: list[Organisation]) -> None:
        self._rows = rows
        self._names: dict[str, list[Organisation]] = {}
        self._codes: dict[str, list[Organisation]] = {}
        self._ids = {r.id: r for r in rows}
        for r in rows:
            for n in r.names: self._names.setdefault(tidy(n), []).append(r)
            for c in r.codes: self._codes.setdefault(c, []).append(r)

    def __len__(self) -> int:
        return len(self._ids)

    def resolve(self, *, code: str, name: str, on: date) -> str | None:
        by_code = self._valid(self._codes.get(code.strip(), []), on) if code.strip() else set()
        by_name = self._valid(self._names.get(tidy(name), []), on) if name.strip() else set()
        both = by_code & by_name if by_code and by_name else by_code | by_name
        return next(iter(both)) if len(both) == 1 else None

    def _valid(self, rows: list[Organisation], on: date) -> set[str]:
        return {r.id for r in rows if (r.valid_from or date.min) <= on <= (r.valid_to or date.max)}

    def named(self, text: str) -> frozenset[str]:
        return frozenset(r.id for r in [*self._names.get(tidy(text), []), *self._codes.get(text.strip(), [])])

    def name(self, id: str) -> str:
        return self._ids[id].name

def load(text: str, file: str = "") -> Directory:
    rows = []
    d = lambda v: date.fromisoformat(v) if v else None
    for r in csv.DictReader(io.StringIO(text)):
        rows.append(Organisation(id=r["id"], kind=r["kind"], name=r["name"], codes=(r["code"],) if r["code"] else (), names=(r["name"], *filter(None, r["aliases"].split("|"))), abbrev=r["abbrev"], valid_from=d(r["valid_from"]), valid_to=d(r["valid_to"])))
    return Directory(rows)
