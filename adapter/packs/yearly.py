"""The yearly rating extract: figures of a year as other programs read them, with the log that they come from.

    manifest.json       what it is made of, and the SHA-256 of every other file
    manifest.note       the digest of manifest.json, signed by the log's key (C2SP signed-note, origin `ORIGIN/extract`)
    figures.jsonl       a line for each agency, period and grouping, and for each head; the same as figures.csv
    assignments.jsonl   a line for each assignment of the year as it counts for an agency, with the entries it rests on
    documents.jsonl     what the documents are called; agencies.jsonl, definitions.jsonl: who and what is meant
    log/                an export of the log without payloads, as `log export --redacted` writes it

Whoever has the verifier key verifies all of it with `verify_log.py --extract`, without this program.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from adapter import messages
from adapter.audit import export, folders, touching
from adapter.audit.folders import Folder
from adapter.core import dates, entries
from adapter.core.entries import Entry
from adapter.core.ledger import Assignment, Document
from adapter.core.organisations import Directory, Term
from adapter.core.problems import Problem, Refusal
from adapter.packs import counting, sheets
from adapter.packs.counting import Counts
from adapter.packs.statement import Forced
from adapter.reports import beside, columns, figures, identity
from adapter.reports import directory as directories
from adapter.reports.figures import COLUMNS, Line, Period, Tally
from adapter.reports.ratio import Ratio, written
from adapter.reports.tabular import to_csv_file
from adapter.store import Reader
from adapter.store.signing import SigningKey

FORMAT = "nhiemvu-extract-1"

MANIFEST, NOTE, LOG = "manifest.json", "manifest.note", "log"

ORIGIN = "/extract"
"""What follows the log's name in the first line of the note: no checkpoint can be taken for it, nor it for one."""

NAMED = ("agency", "name", "period", "first", "last", "until", "by", "key")
"""What a line of figures is about, before the figures."""

Step = Callable[[int], None]
Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One part of the year that is counted by itself."""

    name: str  #: `2026`, `2026-Q1`, `2026-01`
    period: Period


def spans(year: int, until: date) -> list[Span]:
    """Give the year, its quarters and its months, as far as they have begun on the cut-off day."""
    found = [(f"{year}", date(year, 1, 1), date(year, 12, 31))]
    for quarter in range(4):
        first = date(year, 3 * quarter + 1, 1)
        found.append((f"{year}-Q{quarter + 1}", first, dates.month_end(date(year, 3 * quarter + 3, 1))))
    for month in range(1, 13):
        first = date(year, month, 1)
        found.append((f"{year}-{month:02}", first, dates.month_end(first)))
    return [
        Span(name=name, period=Period(first=first, last=last, until=min(last, until)))
        for name, first, last in found
        if first <= until
    ]


def terms(directory: Directory | None, span: Span) -> dict[Period, list[tuple[str, Term]]]:
    """Give who headed which body in a span, by the days to be counted; none of who is head after the cut-off day."""
    found: defaultdict[Period, list[tuple[str, Term]]] = defaultdict(list)
    for body in () if directory is None else directory.everybody():
        for term in body.headed(span.period.first, span.period.last):
            if term.first <= span.period.until:
                until = min(term.last, span.period.until)
                found[Period(first=term.first, last=term.last, until=until)].append((body.id, term))
    return dict(found)


def build(
    reader: Reader, signer: SigningKey, year: int, until: date, directory: Path, forced: tuple[Forced, ...] = (),
    step: Step = lambda _: None,
) -> dict[str, str]:  # fmt: skip
    """Write the extract as of the newest checkpoint into a new directory; give the digest of each file.

    All of it or nothing. Raises `Refusal`: nothing is signed, or the directory is there.
    """
    newest = reader.checkpoints(newest=True)
    if not newest:
        raise Refusal(Problem(code="signing.no-checkpoint"))
    signed = reader.as_of(newest[0].size)
    with folders.appearing(directory, code="built.not-written", over_empty=True) as folder:
        export.export(reader, folder.place / LOG, redacted=True)
        step(1)
        for name, content in _files(signed, year, until, step):
            folder.write(name, content)
        digests = _digests(folder)
        manifest = _manifest(signed, year, until, forced, digests)
        folder.write(MANIFEST, manifest)
        folder.write(NOTE, signer.sign(text(identity.origin(signed), manifest, signed)))
    return digests


def text(origin: str, manifest: bytes, reader: Reader) -> str:
    """Give what is signed: the extract's own origin, the digest of its manifest, and the state of the log."""
    root = base64.b64encode(reader.root()).decode("ascii")
    return f"{origin}{ORIGIN}\nmanifest.json sha256 {sha256(manifest).hexdigest()}\nlog {reader.position} {root}\n"


def parts() -> int:
    """Tell how many parts there are at most, for a bar: the log, the walk, the rest."""
    return 1 + counting.WALKED + 1


def _digests(folder: Folder) -> dict[str, str]:
    found = sorted(one for one in folder.place.rglob("*") if one.is_file())
    return {one.relative_to(folder.place).as_posix(): sha256(one.read_bytes()).hexdigest() for one in found}


def _manifest(reader: Reader, year: int, until: date, forced: tuple[Forced, ...], digests: dict[str, str]) -> bytes:
    data = {
        "columns": list(COLUMNS),
        "files": digests,
        "forced": [{"code": one.code, "seq": one.seq, "values": dict(one.values)} for one in forced],
        "format": FORMAT,
        "origin": identity.origin(reader),
        "position": reader.position,
        "root": reader.root().hex(),
        "until": f"{until}",
        "year": year,
    }
    return _json(data, indent=1) + b"\n"


def _files(reader: Reader, year: int, until: date, step: Step) -> Iterator[tuple[str, bytes]]:
    told, directory = spans(year, until), directories.in_force(reader)
    headed = terms(directory, told[0])
    periods = dict.fromkeys([*(span.period for span in told), *headed])
    tallies, counts = _counted(reader, list(periods), step)
    documents = beside.documents(reader, {one.member.document for one in counts})
    found: list[Row] = []
    for span in told:
        found += _lines(reader, span, "all", "", tallies[span.period])
        if span is told[0]:  # the year
            for by, keyed in _groupings(counts, documents).items():
                for key, group in sorted(keyed.items()):
                    found += _lines(reader, span, by, key, group)
            found += _headed(reader, span.name, headed, tallies)
    yield from _tables("figures", found, [*NAMED, *COLUMNS])
    assignments = list(_assignments(reader, counts, documents))
    yield from _tables("assignments", assignments, list(assignments[0]) if assignments else ["assignment"])
    texts = {one: reader.text(documents[one].texts) or {} for one in sorted(documents)}
    yield "documents.jsonl", _lined(_document(documents[one], told) for one, told in texts.items())
    agencies = sorted({str(row["agency"]) for row in found} - {""})
    yield "agencies.jsonl", _lined({"agency": one, "name": directories.name_of(directory, one)} for one in agencies)
    yield "definitions.jsonl", _lined(_definitions(reader))


def _counted(reader: Reader, periods: list[Period], step: Step) -> tuple[dict[Period, Tally], list[Counts]]:
    """Count every period in one walk; also give what counts in the first one, which is the year."""
    tallies, counts = {period: Tally() for period in periods}, list[Counts]()
    for one in figures.walk(reader, periods, figures.due_soon_days(reader), figures.ways(reader)):
        for tally, members in zip(tallies.values(), one.members, strict=True):
            tally.take(members)
        counts += counting.counts(one, one.members[0], periods[0].until)
        step(1 + counting.come(one))
    return tallies, counts


def _groupings(counts: Iterable[Counts], documents: dict[str, Document]) -> dict[str, dict[str, Tally]]:
    """Group what counts in a year by what the data has: the assigning document, and its kind."""
    found: dict[str, defaultdict[str, Tally]] = {"document": defaultdict(Tally), "document-kind": defaultdict(Tally)}
    for one in counts:
        found["document"][one.member.document].take((one.member,))
        found["document-kind"][documents[one.member.document].document_kind].take((one.member,))
    return {by: dict(keyed) for by, keyed in found.items()}


def _lines(reader: Reader, span: Span, by: str, key: str, tally: Tally) -> Iterator[Row]:
    """Give lines of figures; all together comes last, under no agency."""
    lines, total = tally.lines(directories.in_force(reader), figures.ways(reader))
    days = {name: f"{getattr(span.period, name)}" for name in ("first", "last", "until")}
    for line in (*lines, total):
        about = {"agency": line.agency, "name": line.name, "period": span.name, **days, "by": by, "key": key}
        yield {**about, **_figures(line)}


def _headed(
    reader: Reader, year: str, headed: dict[Period, list[tuple[str, Term]]], tallies: dict[Period, Tally]
) -> list[Row]:
    """Give a line for each head of an agency that has figures: those of the agency for the days of the head's term."""
    found: list[Row] = []
    for period, some in headed.items():
        rows = {
            row["agency"]: row for row in _lines(reader, Span(name=year, period=period), "head", "", tallies[period])
        }
        found += [{**rows[agency], "key": term.name} for agency, term in some if agency in rows]
    return sorted(found, key=lambda row: (str(row["agency"]), str(row["first"])))


def _figures(line: Line) -> Row:
    """Give the figures as programs read them: what is divided as it is printed, with a point."""
    values = {column: line.value(column) for column in COLUMNS}
    return {name: written(value, ".") if isinstance(value, Ratio) else value for name, value in values.items()}


def _assignments(reader: Reader, counts: Sequence[Counts], documents: dict[str, Document]) -> Iterator[Row]:
    rows = {one.row.assignment: one.row for one in counts}
    cited = _cited(reader, [rows[one] for one in sorted(rows)])
    for each in counts:
        one, standing = each.member, each.standing
        document = documents[one.document]
        yield {
            "agency": one.lead,
            "assignment": one.assignment,
            "cells": list(one.cells),
            "completed_on": _day(standing.completed_on),
            "deadline": _day(standing.due_on),
            "document": one.document,
            "document_kind": document.document_kind,
            "entries": cited[one.assignment],
            "issued_on": f"{document.issued_on}",
            "lacking": list(standing.lacking),
            "quality": standing.quality,
            "standing": standing.code,
        }


def _cited(reader: Reader, rows: Collection[Assignment]) -> dict[str, list[list[object]]]:
    """Give the entries that state something of an assignment, or of its document for it: seq and leaf hash."""
    found = touching.find(reader, reader, rows)
    stating = {row.assignment: sorted(seq for seq in found.of(row) if _states(found.entries[seq])) for row in rows}
    leaves = {
        seq: entries.leaf(entries.as_text(found.entries[seq]).encode()).hex()
        for seqs in stating.values()
        for seq in seqs
    }
    return {assignment: [[seq, leaves[seq]] for seq in seqs] for assignment, seqs in stating.items()}


def _states(entry: Entry) -> bool:
    """Tell whether an entry is more than what was told to a source."""
    return not str(entry["kind"]).startswith("push_")


def _document(row: Document, told: dict[str, str]) -> Row:
    """Say what a document is called; empty where that was erased. What it is about is left out."""
    named = {key: told.get(key, "") for key in ("notation", "number")}
    kind = {"document_kind": row.document_kind, "issued_on": f"{row.issued_on}", "issuer": row.issuer}
    return {"document": row.document, **kind, **named}


def _definitions(reader: Reader) -> Iterator[Row]:
    days, ways = figures.due_soon_days(reader), figures.ways(reader)
    return (_definition(one, sheets.definition_of(one, ways), days) for one in COLUMNS)


def _definition(column: str, code: str, days: int) -> Row:
    said = {
        language: {
            "heading": messages.text(columns.text_of(column), language),
            "meaning": messages.text(code, language, days=days),
        }
        for language in ("vi", "en")
    }
    return {"column": column, **said}


def _tables(name: str, rows: list[Row], keys: list[str]) -> Iterator[tuple[str, bytes]]:
    """Write rows twice: as JSON lines, and as CSV for spreadsheets."""
    yield f"{name}.jsonl", _lined(rows)
    table: list[list[object]] = [list(keys), *([_flat(row[key]) for key in keys] for row in rows)]
    yield f"{name}.csv", to_csv_file(table)


def _flat(value: object) -> object:
    if isinstance(value, list):
        return " ".join(str(one[0]) if isinstance(one, list) else str(one) for one in value)
    return "" if value is None else value


def _lined(rows: Iterable[Row]) -> bytes:
    return b"".join(_json(row) + b"\n" for row in rows)


def _json(value: object, indent: int | None = None) -> bytes:
    form = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent, separators=form).encode()


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
