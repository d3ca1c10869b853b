"""Looks for planted words in everything a program has written, however they are spelled, packed or hashed.

A word is looked for as it is and in every spelling of `SPELLINGS`; what is packed (gzip, zlib, bare deflate, bzip2,
xz, ZIP) is unpacked and looked through again; base64, hex and percent-encoded runs are undone once, so that a word
deep inside a spelled-out document shows, too; cells of a database are read one by one, because in the file they lie
across pages. Of wholes that may not even stand as a digest, every digest is looked for by its first eight bytes.
Used by tests alone: imports nothing of the adapter.
"""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import base64
import bz2
import hashlib
import html
import io
import json
import lzma
import quopri
import re
import shutil
import sqlite3
import sys
import tempfile
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

DEPTH = 3
"""So many packings within each other are undone."""

MOST = 64 << 20


def _base64_parts(raw: bytes) -> list[bytes]:
    """Give the part of a word's base64 that does not depend on what stands around it, at the three alignments."""
    found = []
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw).rstrip(b"=")
        left_over = (before + len(raw)) % 3
        found.append(whole[(0, 2, 3)[before] : len(whole) - (1 if left_over else 0)])
    return found


def _aligned(raw: bytes, size: int, encode: Callable[[bytes], bytes], depends: tuple[int, ...]) -> list[bytes]:
    """Give what does not depend on what stands around a word, at every alignment within groups of `size` bytes."""
    found = []
    for before in range(size):
        left_over = (before + len(raw)) % size
        whole = encode(b"\0" * before + raw[: len(raw) - left_over] if left_over <= len(raw) else b"")
        # A group of four zero bytes is one letter in ascii85: the group before a word is never whole, and not zero.
        found.append(whole[depends[before] :])
    return [part for part in found if len(part) > 8]  # a shorter one may stand anywhere by chance


def _of_base64(raw: bytes) -> list[bytes]:
    parts = _base64_parts(raw)
    return [*parts, *(part.translate(bytes.maketrans(b"+/", b"-_")) for part in parts)]


def _escaped(word: str, form: str) -> bytes:
    return "".join(form.format(ord(letter)) for letter in word).encode()


SPELLINGS: dict[str, Callable[[str], list[bytes]]] = {
    "utf-8": lambda word: [word.encode()],
    "utf-16, small end first": lambda word: [word.encode("utf-16-le")],
    "utf-16, big end first": lambda word: [word.encode("utf-16-be")],
    "utf-32, small end first": lambda word: [word.encode("utf-32-le")],
    "utf-32, big end first": lambda word: [word.encode("utf-32-be")],
    "utf-7": lambda word: [word.encode("utf-7")],
    "decomposed": lambda word: [unicodedata.normalize("NFD", word).encode()],
    "composed": lambda word: [unicodedata.normalize("NFC", word).encode()],
    "without marks": lambda word: [_bare(word).encode()],
    "capitals": lambda word: [word.upper().encode()],
    "small letters": lambda word: [word.lower().encode()],
    "encoded twice": lambda word: [word.encode().decode("latin-1").encode()],
    "backwards": lambda word: [word[::-1].encode(), word.encode()[::-1]],
    "hex": lambda word: [word.encode().hex().encode(), word.encode().hex().upper().encode()],
    "hex of utf-16": lambda word: [word.encode("utf-16-le").hex().encode(), word.encode("utf-16-be").hex().encode()],
    "hex with spaces": lambda word: [word.encode().hex(" ").encode(), word.encode().hex(":").encode()],
    "base64": lambda word: _of_base64(word.encode()),
    "base64 of utf-16": lambda word: _of_base64(word.encode("utf-16-le")),
    "base32": lambda word: _aligned(word.encode(), 5, lambda raw: base64.b32encode(raw).rstrip(b"="), (0, 2, 4, 5, 7)),
    "ascii85": lambda word: _aligned(word.encode(), 4, base64.a85encode, (0, 5, 5, 5)),
    "base85": lambda word: _aligned(word.encode(), 4, base64.b85encode, (0, 5, 5, 5)),
    "percent": lambda word: [
        urllib.parse.quote(word).encode(),
        "".join(f"%{byte:02X}" for byte in word.encode()).encode(),
        "".join(f"%{byte:02x}" for byte in word.encode()).encode(),
    ],
    "quoted-printable": lambda word: [quopri.encodestring(word.encode()).strip(), "".join(f"={b:02X}" for b in word.encode()).encode()],
    "escapes of JSON": lambda word: [json.dumps(word)[1:-1].encode(), _escaped(word, "\\u{:04x}"), _escaped(word, "\\u{:04X}")],
    "escapes of Python": lambda word: [ascii(word)[1:-1].encode(), repr(word.encode())[2:-1].encode(), _hexes(word)],
    "octal escapes": lambda word: ["".join(f"\\{byte:03o}" for byte in word.encode()).encode()],
    "entities": lambda word: [_escaped(word, "&#{};"), word.encode("ascii", "xmlcharrefreplace")],
    "entities in hex": lambda word: [_escaped(word, "&#x{:x};"), _escaped(word, "&#x{:X};"), html.escape(word).encode()],
    "letters apart": lambda word: [" ".join(word).encode(), "\0".join(word).encode()],
    "list of numbers": lambda word: [", ".join(map(str, word.encode())).encode(), ",".join(map(str, word.encode())).encode()],
    "turned by thirteen": lambda word: [word.translate(_ROT13).encode()],
    "MD5": lambda word: _digests(hashlib.md5(word.encode(), usedforsecurity=False)),
    "SHA-1": lambda word: _digests(hashlib.sha1(word.encode(), usedforsecurity=False)),
    "SHA-256": lambda word: _digests(hashlib.sha256(word.encode())),
    "SHA-512": lambda word: _digests(hashlib.sha512(word.encode())),
}  # fmt: skip

_ROT13 = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "nopqrstuvwxyzabcdefghijklmNOPQRSTUVWXYZABCDEFGHIJKLM"
)


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _hexes(word: str) -> bytes:
    return "".join(f"\\x{byte:02x}" for byte in word.encode()).encode()


def _digests(digest: hashlib._Hash) -> list[bytes]:
    raw = digest.digest()
    return [raw, raw.hex().encode(), raw.hex().upper().encode(), base64.b64encode(raw).rstrip(b"=")]


class Scanner:
    """Looks for some words, and for digests of some wholes."""

    def __init__(self, words: Iterable[str], wholes: Iterable[bytes] = ()) -> None:
        self.needles: dict[bytes, tuple[str, str]] = {}
        for word in words:
            assert len(word) >= 8, "a shorter word may stand anywhere by chance"
            for spelling, spell in SPELLINGS.items():
                for needle in spell(word):
                    self.needles.setdefault(needle, (word, spelling))
        self.digests = {begin: name for whole in wholes for begin, name in _digests_of(whole)}
        self._begins = frozenset(self.digests)

    def hits(self, content: bytes) -> set[tuple[str, str]]:
        """Give every word found in some bytes, with its spelling."""
        found: set[tuple[str, str]] = set()
        for piece in _unpacked(content, DEPTH):
            found |= self._in(piece)
            if self.digests:
                found |= self._digests_in(piece)
        return found

    def _in(self, piece: bytes) -> set[tuple[str, str]]:
        return {told for needle, told in self.needles.items() if needle in piece}

    def _digests_in(self, piece: bytes) -> set[tuple[str, str]]:
        found = set()
        for shift in range(BEGIN):
            # Eight bytes as one number each: without a Python step per byte.
            numbers = memoryview(piece)[shift : shift + (len(piece) - shift) // BEGIN * BEGIN].cast("Q")
            if not self._begins.isdisjoint(numbers):
                found |= {(self.digests[number], "digest") for number in numbers if number in self.digests}
        return found

    def of_folder(
        self, folder: Path, *, but: Callable[[Path], bool] = lambda _: False
    ) -> dict[str, set[tuple[str, str]]]:
        """Give what stands in any file of a folder, in its name, or in a cell of a database; leave some files out."""
        found = {}
        for file in sorted(folder.rglob("*")):
            if but(file):
                continue
            hits = self.hits(str(file.relative_to(folder)).encode())
            if file.is_file():
                content = file.read_bytes()
                hits |= self.hits(content) if len(content) < LARGE else self._in(content)
                for _, cell in cells(file):
                    hits |= self.hits(cell)
            if hits:
                found[str(file.relative_to(folder))] = hits
        return found


LARGE = 16 << 20
"""A file of so many bytes is somebody's memory: it is looked through as it is, and nothing in it is unpacked."""

BEGIN = 8
"""So many bytes of a digest are enough to know it by, so that one that was cut off is found, too."""


def _digests_of(whole: bytes) -> Iterator[tuple[int, str]]:
    for kind in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
        begin = hashlib.new(kind, whole, usedforsecurity=False).digest()[:BEGIN]
        yield int.from_bytes(begin, sys.byteorder), f"{kind} of {whole[:40]!r}"


_BASE64_RUN = re.compile(rb"(?:[A-Za-z0-9+/_-]{16,}[\r\n]*)+={0,2}")
_HEX_RUN = re.compile(rb"(?:[0-9A-Fa-f]{2}){8,}")
_PERCENT_RUN = re.compile(rb"%[0-9A-Fa-f]{2}")
_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|BZh[1-9]1AY|\xfd7zXZ\0|PK\x03\x04")
_BETWEEN = b"\0|\0"
"""Stands between things that were unpacked side by side and are looked through as one."""


def _unpacked(content: bytes, depth: int) -> Iterator[bytes]:
    yield content
    if not depth:
        return
    for inner in _inside(content):
        if inner and inner != content:
            yield from _unpacked(inner[:MOST], depth - 1)


def _inside(content: bytes) -> Iterator[bytes]:
    yield from _archived(content)
    yield _BETWEEN.join(
        _inflated(memoryview(content)[begin.start() :], begin[0]) for begin in _PACKED.finditer(content)
    )
    # A cell that is nothing but deflated bytes has no beginning to be known by.
    yield _inflated(memoryview(content), b"")
    texts = [run[0].translate(_PLAIN_BASE64, b"\r\n=") for run in _BASE64_RUN.finditer(content)]
    for shift in range(4):
        runs = [_from_base64(text[shift:]) for text in texts]
        yield _BETWEEN.join(runs)
        yield _BETWEEN.join(_inflated(memoryview(run), b"") for run in runs)
    raw = [bytes.fromhex(run[0].decode()) for run in _HEX_RUN.finditer(content)]
    yield _BETWEEN.join(raw)
    yield _BETWEEN.join(_inflated(memoryview(run), b"") for run in raw)
    if _PERCENT_RUN.search(content):
        yield urllib.parse.unquote_to_bytes(content)


_PLAIN_BASE64 = bytes.maketrans(b"-_", b"+/")


def _from_base64(text: bytes) -> bytes:
    """Undo base64; one letter that is left over belongs to something else."""
    text = text[: len(text) - 1] if len(text) % 4 == 1 else text
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def _inflated(content: memoryview, begin: bytes) -> bytes:
    try:
        if begin.startswith(b"BZh"):
            return bz2.BZ2Decompressor().decompress(content, MOST)
        if begin.startswith(b"\xfd7z"):
            return lzma.LZMADecompressor().decompress(content, MOST)
        wbits = 31 if begin.startswith(b"\x1f") else 15 if begin else -15
        return zlib.decompressobj(wbits=wbits).decompress(content, MOST)
    except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError):
        return b""


def _archived(content: bytes) -> Iterator[bytes]:
    if b"PK\x03\x04" not in content:
        return
    failures = (zipfile.BadZipFile, OSError, RuntimeError, zlib.error, NotImplementedError, ValueError)
    with suppress(*failures), zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield "\n".join(archive.namelist()).encode()
        for name in archive.namelist():
            yield archive.read(name)


def cells(file: Path) -> Iterator[tuple[str, bytes]]:
    """Give what stands in every table of a database, read from a copy: looking changes nothing."""
    if not file.read_bytes().startswith(b"SQLite format 3"):
        return
    with tempfile.TemporaryDirectory() as copied:
        for part in (file, file.with_name(f"{file.name}-wal")):
            if part.exists():
                shutil.copy(part, copied)
        with closing(sqlite3.connect(Path(copied) / file.name)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                texts = []
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    for cell in row:
                        if isinstance(cell, bytes) and len(cell) > SHORT:
                            yield table, cell
                        elif cell is not None:
                            texts.append(cell if isinstance(cell, bytes) else str(cell).encode())
                yield table, b"\n".join(texts)


SHORT = 64
"""Cells of so many bytes hold nothing that is packed; they are looked through together."""
