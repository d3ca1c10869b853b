"""What the verbs of `nhiemvu mapping` read: mappings by file, name or digest, and messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from adapter import settings as files
from adapter.cli import house
from adapter.cli.session import Session
from adapter.core import mapping, organisations
from adapter.core.entries import decode
from adapter.core.ledger import Activation
from adapter.core.mapping import bundle
from adapter.core.mapping.digest import digest
from adapter.core.problems import Place, Problem, Refusal
from adapter.settings.model import BUILTIN
from adapter.store import Reader
from adapter.workbench.differing import Written

DIRECTORY = BUILTIN + "codes/organisations_quangngai.csv"
IN_FORCE = "in-force:"
_DIGEST = re.compile(r"[0-9a-f]{6,64}")


def shipped() -> list[str]:
    """Name the mappings that ship with the program."""
    names = (one.name for one in resources.files("mappings").iterdir())
    return sorted(BUILTIN + name for name in names if name.endswith(".yaml"))


def directory(name: str = DIRECTORY) -> organisations.Directory:
    """Read a directory of organisations."""
    return organisations.load(files.read_file(name), name)


def read(name: str) -> mapping.Mapping:
    """Read a mapping with its tables: a file, or one that ships with the program. Raises `problems.Refusal`."""
    return mapping.load(*_written(name))


def named(session: Session, name: str, config: Path) -> Written:
    """Give a mapping as it is written: a file, `builtin:NAME`, `in-force:SOURCE`, or the beginning of a digest.

    Raises `problems.Refusal` where there is none.
    """
    if name.startswith(IN_FORCE):
        return _in_force(session, name, config)
    if name.startswith(BUILTIN) and not name.endswith(".yaml"):
        name += ".yaml"
    if _DIGEST.fullmatch(name) and not Path(name).exists():
        return _by_digest(session, name, config)._replace(file=name)
    return _written(name)


def _written(name: str) -> Written:
    return Written(files.read_file(name), name, files.beside(name))


def _in_force(session: Session, name: str, config: Path) -> Written:
    source = name.removeprefix(IN_FORCE)
    with house.reading(session, config) as reader:
        row = reader.row(Activation, "mapping", source)
        blob = None if row is None else reader.blob(row.blob)
    if blob is None:
        raise Refusal(Problem(code="workbench.not-in-force", values=(("source", source),)))
    text, tables = bundle.unpack(blob)
    return Written(text, name, tables)


def _by_digest(session: Session, beginning: str, config: Path) -> Written:
    """Look among shipped, configured and ever activated mappings."""
    known = {digest(mapping.whole(*one)): one for one in _known(session, config)}
    fitting = [one for found, one in known.items() if found.startswith(beginning)]
    if len(fitting) == 1:
        return fitting[0]
    code = "workbench.several-digests" if fitting else "workbench.unknown-digest"
    raise Refusal(Problem(code=code, values=(("digest", beginning),)))


def _known(session: Session, config: Path) -> Iterator[Written]:
    for name in shipped():
        yield _written(name)
    if not config.exists():
        return
    loaded = house.settings(session, config)
    for source in loaded.sources.values():
        yield _written(source.mapping)
    with house.reading_if_any(loaded) as reader:
        if reader is not None:
            yield from _activated(reader)


def _activated(reader: Reader) -> Iterator[Written]:
    for seq, data in reader.entries():
        # Most entries are something else: they are not even decoded.
        entry = decode(data) if b'"kind":"activated"' in data else {}
        blob = reader.blob(str(entry["blob"])) if entry.get("what") == "mapping" else None
        if blob is not None:
            text, tables = bundle.unpack(blob)
            yield Written(text, f"entry:{seq}", tables)


def content(file: Path) -> bytes:
    """Read a message from a file. Raises `problems.Refusal`."""
    try:
        return file.read_bytes()
    except OSError:
        raise Refusal(Problem(code="workbench.unreadable", place=Place(file=str(file)))) from None


def samples(places: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    """Read samples, one after the other; of a folder, every XML file in it and below. Raises `problems.Refusal`."""
    for place in places:
        found = sorted(place.rglob("*.xml")) if place.is_dir() else [place]
        if not found:
            raise Refusal(Problem(code="workbench.no-samples", place=Place(file=str(place))))
        yield from ((str(file), content(file)) for file in found)
