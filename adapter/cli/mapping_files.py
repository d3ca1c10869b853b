"""What the verbs of `nhiemvu mapping` read: mappings by file, name or digest, and messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from adapter import settings as files
from adapter.cli import house
from adapter.cli.session import Session
from adapter.core import organisations
from adapter.core.entries import decode
from adapter.core.ledger import Activation
from adapter.core.mapping import yaml
from adapter.core.mapping.digest import digest
from adapter.core.problems import Place, Problem, Refusal
from adapter.settings.model import BUILTIN
from adapter.store import Reader
from adapter.workbench.testing import Reading

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


def beside(name: str) -> Reading:
    """Give what reads the files that a mapping names: beside it on disk, or shipped with the program."""
    folder = resources.files("mappings") if name.startswith(BUILTIN) else Path(name).parent

    def read(file: str) -> bytes | None:
        try:
            return folder.joinpath(file).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None

    return read


def named(session: Session, name: str, config: Path) -> tuple[str, str]:
    """Give text and name of a mapping: a file, `builtin:NAME`, `in-force:SOURCE`, or the beginning of a digest.

    Raises `problems.Refusal` where there is none.
    """
    if name.startswith(IN_FORCE):
        return _in_force(session, name.removeprefix(IN_FORCE), config), name
    if name.startswith(BUILTIN) and not name.endswith(".yaml"):
        name += ".yaml"
    if _DIGEST.fullmatch(name) and not Path(name).exists():
        return _by_digest(session, name, config), name
    return files.read_file(name), name


def _in_force(session: Session, source: str, config: Path) -> str:
    with house.reading(session, config) as reader:
        row = reader.row(Activation, "mapping", source)
        blob = None if row is None else reader.blob(row.blob)
    if blob is None:
        raise Refusal(Problem(code="workbench.not-in-force", values=(("source", source),)))
    return blob.decode()


def _by_digest(session: Session, beginning: str, config: Path) -> str:
    """Look among shipped, configured and ever activated mappings."""
    texts = {digest(yaml.read(text, name)): text for name, text in _known(session, config)}
    fitting = [text for found, text in texts.items() if found.startswith(beginning)]
    if len(fitting) == 1:
        return fitting[0]
    code = "workbench.several-digests" if fitting else "workbench.unknown-digest"
    raise Refusal(Problem(code=code, values=(("digest", beginning),)))


def _known(session: Session, config: Path) -> Iterator[tuple[str, str]]:
    for name in shipped():
        yield name, files.read_file(name)
    if not config.exists():
        return
    loaded = house.settings(session, config)
    for source in loaded.sources.values():
        yield source.mapping, files.read_file(source.mapping)
    with house.reading_if_any(loaded) as reader:
        if reader is not None:
            yield from _activated(reader)


def _activated(reader: Reader) -> Iterator[tuple[str, str]]:
    for seq, data in reader.entries():
        # Most entries are something else: they are not even decoded.
        entry = decode(data) if b'"kind":"activated"' in data else {}
        blob = reader.blob(str(entry["blob"])) if entry.get("what") == "mapping" else None
        if blob is not None:
            yield f"entry:{seq}", blob.decode()


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
