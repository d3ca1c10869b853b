"""Whether given files of a pack are what the log gives: the pack is made anew, and every byte and cell compared."""

from __future__ import annotations

import errno
import io
import json
import lzma
import os
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Cycle, Document, Held
from adapter.core.problems import Place, Problem, Refusal
from adapter.packs import comparing, files, making, statement
from adapter.packs.comparing import Difference
from adapter.packs.model import Pack
from adapter.packs.statement import Statement
from adapter.store import Reader

INSIDE = "docProps/core.xml"
"""Where in a workbook its statement stands as plain text."""

LIKENESS = 200
"""By so many lines it is told which table of a pack a renamed file is."""

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of it."""

    statement: Statement
    files: tuple[str, ...]  #: names of those that were looked at
    differences: tuple[Difference, ...]
    erased: int  #: assignments whose texts are gone now
    since: tuple[int, ...] = ()  #: entries after the position that erased texts which the pack says, or rests on


def given(path: Path) -> tuple[dict[str, bytes], bool]:
    """Read what is to be verified: one file, or a whole pack with its manifest. Raises `Refusal`."""
    if path.name == files.MANIFEST:
        path = path.parent
    try:
        if path.is_dir():
            there = [one for one in sorted(path.iterdir()) if one.is_file()]
            # Without the manifest it may be any folder: what is no file of a pack is not even read.
            if files.MANIFEST not in {one.name for one in there}:
                there = [one for one in there if _kind(one.name) in files.KINDS]
            return {one.name: one.read_bytes() for one in there}, True
        if not path.is_file():  # a device or a pipe may never end
            raise _unreadable(path, os.strerror(errno.EINVAL if path.exists() else errno.ENOENT))
        return {path.name: path.read_bytes()}, False
    except OSError as error:
        raise _unreadable(path, error.strerror or type(error).__name__) from None


def _unreadable(path: Path, reason: str) -> Refusal:
    return Refusal(Problem(code="built.unreadable", place=Place(file=str(path)), values=(("reason", reason),)))


def stated(found: dict[str, bytes], path: Path) -> Statement:
    """Find what a pack says that it was made of: what most of its files say, so that one alone misleads nobody.

    Raises `Refusal`.
    """
    # The manifest first: it is believed where files say as often something else.
    ordered = sorted(found, key=lambda name: (name != files.MANIFEST, name))
    said = [one for one in (_said(found[name]) for name in ordered) if one is not None]
    if not said:
        raise Refusal(Problem(code="built.no-statement", place=Place(file=str(path))))
    ((most, _),) = Counter(one.text() for one in said).most_common(1)
    return next(one for one in said if one.text() == most)


def _said(content: bytes) -> Statement | None:
    return statement.find(content) or statement.find(_unpacked(content))


def verify(newest: Reader, told: Statement, found: dict[str, bytes], folder: Path, *, whole: bool) -> Verified:
    """Make the pack anew at the position that it states and compare. Raises `Refusal` when the log is another one.

    With `whole` no file may be missing, and none be there that is not of the pack. `folder` holds a workbook's rows
    while it is made.
    """
    check(newest, told, "" if whole else next(iter(found)))
    then = newest.as_of(told.position)
    pack = making.make(then, told)
    kinds = files.KINDS if whole else tuple({_kind(name) for name in found} & {*files.KINDS})
    made = dict(files.made(pack, folder, kinds))
    differences = _all(pack, found, made) if whole else _one(found, made)
    erased = pack.evidence.erased
    since = _erased_since(newest, then) if differences else ()
    return Verified(statement=told, files=tuple(found), differences=tuple(differences), erased=erased, since=since)


def _erased_since(newest: Reader, then: Reader) -> tuple[int, ...]:
    """Name the entries after a pack's position that erased what it rests on, by order, by rule, or with what left.

    Texts of documents and assignments stand in its cells. By the reference of what is held it is told whether that
    would change a known document, by the findings in a register what is missing: figures of exceptions rest on both.
    """
    resting = {row.texts for row in then.rows(Document)} | {row.texts for row in then.rows(Assignment)}
    resting |= {row.reference for row in then.rows(Held)} | {row.unmatched or "" for row in then.rows(Cycle)}
    found = []
    for seq, data in newest.entries(then.position):
        if b'"kind":"erased"' in data and not resting.isdisjoint(decode(data)["payloads"]):
            found.append(seq)
    return tuple(found)


def check(newest: Reader, told: Statement, file: str) -> None:
    """Look whether the statement of a file is about this log; raises `Refusal`."""
    wrong = _of_another_log(newest, told)
    if wrong:
        raise Refusal(Problem(code=wrong, place=Place(file=file), values=(("position", str(told.position)),)))


def _all(pack: Pack, found: dict[str, bytes], made: dict[str, bytes]) -> list[Difference]:
    made = {**made, files.MANIFEST: files.manifest(pack, {name: sha256(one).hexdigest() for name, one in made.items()})}
    differences = [Difference(file=name, what="missing") for name in made if name not in found]
    for name, content in found.items():
        if name in made:
            differences += comparing.compared(name, content, made[name])
        else:
            differences.append(Difference(file=name, what="foreign"))
    return differences


def _one(found: dict[str, bytes], made: dict[str, bytes]) -> list[Difference]:
    """Compare a file alone; it may have been renamed, so that of tables the one is meant that is most like it."""
    ((name, content),) = found.items()
    alike = made.get(name)
    if alike is None:
        others = [one for other, one in made.items() if _kind(other) == _kind(name)]
        first = content.split(b"\n", 1)[0]
        # Two tables may have the same headings: the very same one comes first.
        likely = [
            *(one for one in others if one == content),
            *(one for one in others if one.split(b"\n", 1)[0] == first),
        ]
        alike = next(iter(likely), None) or max(others, key=lambda one: _shared(one, content), default=b"")
    return comparing.compared(name, content, alike)


def _shared(one: bytes, other: bytes) -> int:
    """Count lines near the beginning that two tables have in common: of the same one most, also with other headings."""
    first, second = (set(content.split(b"\n", LIKENESS)[:LIKENESS]) for content in (one, other))
    return len(first & second)


def _of_another_log(newest: Reader, told: Statement) -> str:
    """Give the code of what in a statement is not true of the log; empty when all of it is."""
    if not 0 < told.position <= newest.position or newest.as_of(told.position).root().hex() != told.root:
        return "built.other-log"
    checkpoints = {one.number: one.size for one in newest.checkpoints()}
    if told.checkpoint and not 0 < checkpoints.get(told.checkpoint, 0) <= told.position:
        return "built.other-checkpoint"
    for one in told.forced:
        entries = [decode(data) for _, data in newest.entries(one.seq, one.seq + 1)]
        if [(entry["kind"], entry.get("despite")) for entry in entries] != [("forced", one.code)]:
            return "built.not-forced"
    return ""


def _unpacked(content: bytes) -> bytes:
    try:
        # What is packed may be larger than any memory: no more of it is unpacked than a statement needs.
        with zipfile.ZipFile(io.BytesIO(content)) as book, book.open(INSIDE) as part:
            return part.read(1 << 20)
    except (*_BROKEN, KeyError, OSError, ValueError, NotImplementedError, RuntimeError):
        return b""


_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)
"""What the library raises over an archive that is damaged, or only calls itself one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A pack that lies in a folder."""

    folder: Path
    statement: Statement | None  #: what it was made of; None where nothing in it says so any more
    is_sound: bool  #: its files are as the manifest says
    is_broken: bool = False  #: the manifest cannot be read as one of ours


def listed(directory: Path) -> list[Listed]:
    """Give the packs in a directory and one below it: where, of what, and whether files are as the manifest says.

    One whose manifest cannot be read is among them: left out, it would look as if nothing had been built there.
    """
    found = (
        _listed(file) for file in sorted([*directory.glob(files.MANIFEST), *directory.glob(f"*/{files.MANIFEST}")])
    )
    return [one for one in found if one is not None]


def _listed(manifest: Path) -> Listed | None:
    """Read a manifest; None for what is another program's, or of something else of ours, as a backup."""
    folder = manifest.parent
    told, content = None, None
    try:
        written = manifest.read_bytes()
        told, content = statement.find(written), json.loads(written)
        digests = content["files"]
        if told is not None:
            sound = all(_is_sound(folder, name, one) for name, one in digests.items())
            return Listed(folder=folder, statement=told, is_sound=sound)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    told = told or _told_beside(folder)
    # What is no JSON at all, nobody can tell from a manifest that was cut off or overwritten.
    return Listed(folder=folder, statement=told, is_sound=False, is_broken=True) if told or content is None else None


def _told_beside(folder: Path) -> Statement | None:
    """Find what the files beside a manifest say that they were made of; None where none says anything."""
    try:
        # Only what may be of a pack: in a folder of something else the files may be of any size.
        beside = [one for one in sorted(folder.iterdir()) if _kind(one.name) in files.KINDS and one.is_file()]
        return stated({one.name: one.read_bytes() for one in beside}, folder)
    except (Refusal, OSError):
        return None


def _is_sound(folder: Path, name: str, digest: str) -> bool:
    """Tell whether a file that a manifest names is there, in its folder, and as it says."""
    file = folder / name
    if Path(name).name != name or file.is_symlink() or not file.is_file():
        return False
    try:
        return sha256(file.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _kind(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower()
