"""The files of a pack and their manifest: all of them in a folder of its own, or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from adapter.audit import folders
from adapter.audit.folders import Folder
from adapter.core import dates
from adapter.packs import as_csv, as_html, as_pdf, as_xlsx, former, sheets
from adapter.packs.model import Pack
from adapter.packs.statement import FORMAT, Statement

MANIFEST = "manifest.json"

KINDS = ("xlsx", "pdf", "html", "csv")
"""Formats, in the order in which they are written; of the last there is one file for each sheet."""

Step = Callable[[int], None]


def stem(statement: Statement) -> str:
    """Give what the names of the files begin with: the kind of document, and the period."""
    word = "report" if statement.language == "en" else "bao-cao"
    if statement.agency:
        # Whatever an id is made of, a file may be called that.
        word = f"{'agency' if statement.language == 'en' else 'co-quan'}-{_file_name(statement.agency)}"
    first, last = statement.period.first, statement.period.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{word}-{first:%Y}"
    if former.months_of(statement.period) == sheets.QUARTER:
        return f"{word}-{first:%Y}-Q{last.month // sheets.QUARTER}"
    return f"{word}-{first:%Y-%m}" if first.day == 1 and last == dates.month_end(first) else f"{word}-{first}-{last}"


def made(pack: Pack, folder: Path, kinds: tuple[str, ...] = KINDS) -> Iterator[tuple[str, bytes]]:
    """Give each file by name; `folder` is where the workbook keeps its rows until it is whole."""
    told, name = sheets.of(pack), stem(pack.statement)
    if "xlsx" in kinds:
        yield f"{name}.xlsx", as_xlsx.write(pack, told, folder)
    if "pdf" in kinds:
        yield f"{name}.pdf", as_pdf.write(pack, told)
    if "html" in kinds:
        yield f"{name}.html", as_html.write(pack, told)
    for sheet in told if "csv" in kinds else ():
        yield f"{name}.{sheet.key}.csv", as_csv.write(pack, sheet)


def build(pack: Pack, directory: Path, step: Step = lambda _: None) -> dict[str, str]:
    """Write the whole pack into a new directory; give the digest of each file. Raises `Refusal`."""
    with folders.appearing(directory, code="built.not-written", over_empty=True) as folder:
        return _written(pack, folder, "", step)


def build_all(packs: Iterable[Pack], directory: Path, step: Step = lambda _: None) -> dict[str, dict[str, str]]:
    """Write sheets of agencies into one new directory, each into a folder of its own, all of them or none."""
    found = {}
    with folders.appearing(directory, code="built.not-written", over_empty=True) as folder:
        for number, pack in enumerate(packs, start=1):
            name = _file_name(pack.statement.agency)
            found[name] = _written(pack, folder, f"{name}/")
            step(number)
    return found


def _written(pack: Pack, folder: Folder, under: str, step: Step = lambda _: None) -> dict[str, str]:
    digests: dict[str, str] = {}
    for number, (name, content) in enumerate(made(pack, folder.place), start=1):
        folder.write(under + name, content)
        digests[name] = sha256(content).hexdigest()
        step(number)
    folder.write(under + MANIFEST, manifest(pack, digests))
    return digests


def manifest(pack: Pack, digests: dict[str, str]) -> bytes:
    """Say what the pack is made of, and the digest of each file."""
    told, period = pack.statement, pack.statement.period
    data = {
        "checkpoint": told.checkpoint,
        "files": digests,
        "forced": [{"code": one.code, "seq": one.seq, "values": dict(one.values)} for one in told.forced],
        "format": FORMAT,
        "language": told.language,
        "origin": pack.evidence.origin,
        "period": {"first": f"{period.first}", "last": f"{period.last}", "until": f"{period.until}"},
        "position": told.position,
        "root": told.root,
        "statement": told.text(),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _file_name(agency: str) -> str:
    """Give what a file may be called, whatever an id is made of: `..` is one, too."""
    return quote(agency, safe="").replace(".", "%2E")
