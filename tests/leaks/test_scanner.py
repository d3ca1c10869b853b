"""The leak scanner finds every leak that is planted: else its silence would prove nothing."""

from __future__ import annotations

import base64
import bz2
import gzip
import hashlib
import json
import lzma
import random
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from scanner import SPELLINGS, Scanner

WORDS = ("yen0123456789ab", "Kế hoạch đèo Violắc", "<tệp&tin>-tuyệt")
AROUND = [b"", b"x", b"xy", "Nội dung ".encode(), bytes(range(256))]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("word", WORDS)
def test_every_spelling_is_found_in_the_middle_of_anything(spelling: str, word: str) -> None:
    scanner = Scanner([word])
    for needle in SPELLINGS[spelling](word):
        assert needle
        for around in AROUND:
            assert word in {found for found, _ in scanner.hits(around + needle + around[::-1])}, needle


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def _zipped(content: bytes) -> bytes:
    import io

    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a/b.xml", content)
    return written.getvalue()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "gzip after others": lambda content: b"head" + gzip.compress(content),
    "zlib": zlib.compress,
    "zlib, hardly": lambda content: zlib.compress(content, 1),
    "zlib, best, after others": lambda content: b"\0\0x" + zlib.compress(content, 9) + b"tail",
    "deflate": _deflated,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "archive": _zipped,
    "archive after others": lambda content: b"%PDF" + _zipped(content),
    "base64": base64.b64encode,
    "base64 in lines": base64.encodebytes,
    "base64 for addresses": lambda content: b"token=" + base64.urlsafe_b64encode(content),
    "base64 in JSON": lambda content: json.dumps({"c": base64.b64encode(content).decode()}).encode(),
    "hex": lambda content: b"x'" + content.hex().encode() + b"'",
    "base64 of zlib": lambda content: base64.b64encode(zlib.compress(content)),
    "gzip of base64": lambda content: gzip.compress(base64.b64encode(content)),
    "archive in base64": lambda content: b"<Content>" + base64.b64encode(_zipped(content)) + b"</Content>",
    "hex of gzip": lambda content: gzip.compress(content).hex().encode(),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("spelling", ["utf-8", "utf-16, small end first", "base64", "SHA-256", "decomposed"])
def test_what_is_packed_is_looked_through(packing: str, spelling: str) -> None:
    word, dice = WORDS[1], random.Random(7)
    noise = bytes(dice.randrange(32, 127) for _ in range(500))
    scanner = Scanner(WORDS)
    content = noise + SPELLINGS[spelling](word)[0] + noise
    assert word in {found for found, _ in scanner.hits(PACKINGS[packing](content))}
    assert scanner.hits(PACKINGS[packing](noise + noise)) == set()


def test_files_their_names_and_cells_of_databases_are_looked_through(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "plain.log").write_text(f"x {WORDS[0]} y", "utf-8")
    (tmp_path / "a" / WORDS[0]).write_bytes(b"")
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("CREATE TABLE t (a, b)")
        # A long cell lies on several pages of the file.
        filling = random.Random(1).randbytes(50_000)
        database.execute("INSERT INTO t VALUES (?, ?)", (zlib.compress(filling + WORDS[1].encode()), "b"))
        database.commit()
    (tmp_path / "clean").write_bytes(random.Random(2).randbytes(5_000))
    found = Scanner(WORDS).of_folder(tmp_path)
    assert set(found) == {"a/plain.log", f"a/{WORDS[0]}", "a.db"}


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_found_where_nothing_is(seed: int) -> None:
    dice = random.Random(seed)
    scanner = Scanner(WORDS)
    assert scanner.hits(dice.randbytes(20_000)) == set()
    assert scanner.hits(base64.b64encode(dice.randbytes(20_000))) == set()


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b"])
def test_a_digest_of_a_whole_is_found_raw_written_out_and_cut_off(kind: str) -> None:
    whole = b"<vanBan>one whole document</vanBan>"
    digest, noise = hashlib.new(kind, whole).digest(), random.Random(3).randbytes(999)
    scanner = Scanner(WORDS, [whole, b"another"])
    for told in (
        digest,
        digest[:8],
        digest.hex().encode(),
        digest.hex()[:16].upper().encode(),
        base64.b64encode(digest),
    ):
        assert len(scanner.hits(noise + b" " + told + b" " + noise)) == 1
    assert scanner.hits(noise + digest[1:] + noise) == set()


def test_a_database_is_read_with_what_stands_in_its_wal_and_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE t (a)")
        database.execute(
            "INSERT INTO t VALUES (?)", (zlib.compress(random.Random(1).randbytes(50_000) + WORDS[1].encode()),)
        )
        database.commit()
        before = {file: file.read_bytes() for file in tmp_path.iterdir()}
        assert "a.db" in Scanner(WORDS).of_folder(tmp_path)
        assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
