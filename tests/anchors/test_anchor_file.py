"""A file that others own: everything that was written whole is read back, whatever was torn or written between."""

from __future__ import annotations

import errno
import os
import resource
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from notes_of import ORIGIN, OTHER, key, no_proof, note

from adapter.anchors import file, making
from adapter.anchors.anchor import Anchor, IsOurs
from adapter.core import notes
from adapter.core.notes import Verifier
from adapter.core.problems import Refusal
from adapter.settings.model import AnchorSettings
from adapter.store import signing
from adapter.store.signing import SigningKey
from adapter.wire import AdministratorNeeded, Later


def anchor(path: Path, origin: str = ORIGIN) -> Anchor:
    return making.of("so", AnchorSettings(kind="file", options={"path": str(path)}), origin)


def size(path: Path, origin: str = ORIGIN) -> int | None:
    held = anchor(path, origin).newest()
    return None if held is None else held.size


def test_what_was_placed_is_read_back_and_the_same_is_held_once(tmp_path: Path) -> None:
    share = tmp_path / "so"
    assert anchor(share).newest() is None
    for one in (3, 5, 5, 9):
        placed = anchor(share).place(note(one), no_proof)
        assert placed.token == b""
        held = anchor(share).newest()
        assert held is not None
        assert (held.size, held.note) == (one, note(one))
    assert list(file.framed(share.read_bytes())) == [note(one) for one in (3, 5, 9)]
    assert share.read_text("utf-8").count("\n—") == 3, "a person can read it, too"


def test_a_smaller_checkpoint_that_comes_later_does_not_hide_a_larger_one(tmp_path: Path) -> None:
    """Who sets the log back and goes on would append smaller ones."""
    share = tmp_path / "so"
    for one in (3, 9, 4):
        anchor(share).place(note(one), no_proof)
    assert size(share) == 9


def test_logs_that_share_a_file_are_told_apart(tmp_path: Path) -> None:
    share = tmp_path / "so"
    anchor(share).place(note(30), no_proof)
    anchor(share, OTHER).place(note(7, OTHER), no_proof)
    assert (size(share), size(share, OTHER)) == (30, 7)
    assert size(share, "nhiemvu/third") is None


def test_a_write_that_was_torn_anywhere_is_harmless(tmp_path: Path) -> None:
    """Exhaustive over where the last frame was cut: what came before is held, and what comes after it, too."""
    share, frame = tmp_path / "so", file.frame(note(7))
    for cut in range(len(frame)):
        share.write_bytes(file.frame(note(3)) + frame[:cut])
        assert size(share) == 3
        anchor(share).place(note(9), no_proof)
        assert size(share) == 9
        # The line feed of the next frame may be the very one that was cut off.
        torn = [note(7)] if cut == len(frame) - 1 else []
        assert list(file.framed(share.read_bytes())) == [note(3), *torn, note(9)]


@given(st.lists(st.one_of(st.integers(1, 9), st.binary(max_size=200)), max_size=8))
def test_whatever_stands_between_frames_that_are_whole(parts: list[int | bytes]) -> None:
    written = [file.frame(note(part)) if isinstance(part, int) else part for part in parts]
    assert list(file.framed(b"".join(written))) == [note(part) for part in parts if isinstance(part, int)]


def test_only_the_end_of_a_large_file_is_read(tmp_path: Path) -> None:
    share = tmp_path / "so"
    share.write_bytes(file.frame(note(5)) + b"x" * (3 * file.LOOKED_AT))
    assert size(share) is None
    anchor(share).place(note(6), no_proof)
    assert size(share) == 6


def test_a_full_disk_tears_the_last_write_and_the_next_one_goes_well(tmp_path: Path) -> None:
    """The kernel's own limit of a file's size cuts the write in the middle, as a full disk does."""
    share = tmp_path / "so"
    anchor(share).place(note(3), no_proof)
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (share.stat().st_size + 100, former[1]))
    try:
        with pytest.raises(Later) as failed:
            anchor(share).place(note(7), no_proof)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
    assert failed.value.code == "anchor.file-failed"
    assert len(share.read_bytes()) == len(file.frame(note(3))) + 100
    assert size(share) == 3
    anchor(share).place(note(7), no_proof)
    assert size(share) == 7


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, Later), (errno.EIO, Later), (errno.ESTALE, Later), (errno.EROFS, AdministratorNeeded)],
)
def test_every_failure_of_the_disk_is_one_of_the_kinds_of_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    for call in ("write", "fsync", "pread", "open"):

        def fail(*_: object, **__: object) -> int:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as patched:
            patched.setattr(os, call, fail)
            with pytest.raises(kind):
                anchor(tmp_path / "so").place(note(7), no_proof)
    anchor(tmp_path / "so").place(note(7), no_proof)
    assert size(tmp_path / "so") == 7


def test_a_write_that_nobody_keeps_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda _, content: len(content))
    with pytest.raises(Later) as failed:
        anchor(tmp_path / "so").place(note(7), no_proof)
    assert failed.value.code == "anchor.file-not-shown"


def test_what_is_no_file_and_what_is_not_there(tmp_path: Path) -> None:
    pipe, share = tmp_path / "pipe", tmp_path / "not-mounted" / "so"
    os.mkfifo(pipe)
    for path, kind in ((pipe, AdministratorNeeded), (tmp_path, AdministratorNeeded), (share, Later)):
        with pytest.raises(kind):
            anchor(path).place(note(7), no_proof)
        with pytest.raises(kind):
            anchor(path).newest()


def test_wrong_options_are_told_with_their_table() -> None:
    with pytest.raises(Refusal) as refused:
        making.all_of({"so": AnchorSettings(kind="file", options={"paht": "x"})}, ORIGIN)
    told = [(one.place.file, one.code) for one in refused.value.problems]
    assert told == [
        ("[anchors.so.options]", "connector.option-unknown"),
        ("[anchors.so.options]", "connector.option-missing"),
    ]


def known(origin: str = ORIGIN) -> IsOurs:
    return partial(notes.may_be_of, name=origin, known=[key(origin).verifier], verify=signing.verify)


def unsigned(count: int) -> bytes:
    """Give a note of this log that only a stranger signed, under a name of his own."""
    return key("ai-do").sign(notes.parse(note(count)).text)


def wrongly_signed(count: int) -> bytes:
    """Give a note with a line of the known key that is another note's."""
    return notes.written(notes.parse(note(count)).text, notes.parse(note(1)).signatures)


def newer(count: int) -> bytes:
    """Give a note that a key of the log signed which is not known here."""
    secret = Ed25519PrivateKey.from_private_bytes(bytes(32))
    verifier = Verifier(name=ORIGIN, public=secret.public_key().public_bytes_raw())
    return SigningKey(verifier=verifier, secret=secret).sign(notes.parse(note(count)).text)


def test_what_cannot_be_of_this_log_counts_for_nothing_and_is_told_of(tmp_path: Path) -> None:
    share = tmp_path / "so"
    made = making.of("so", AnchorSettings(kind="file", options={"path": str(share)}), ORIGIN, known())
    for strange in (unsigned(10**9), wrongly_signed(10**9)):
        share.write_bytes(file.frame(strange))
        with pytest.raises(AdministratorNeeded) as raised:
            made.newest()
        assert raised.value.code == "anchor.not-signed"
        made.place(note(7), no_proof)
        held = made.newest()
        assert held is not None
        assert (held.size, held.beside and held.beside.code) == (7, "anchor.not-signed")
        assert size(share) == 10**9, "without a key nothing can be told"
    share.write_bytes(share.read_bytes() + file.frame(newer(99)) + file.frame(unsigned(3)))
    held = made.newest()
    assert held is not None
    assert held.size == 99, "of a key that came after the backup"
    share.write_bytes(file.frame(note(9)) + file.frame(unsigned(3)))
    held = made.newest()
    assert held is not None
    assert (held.size, held.beside) == (9, None), "smaller ones change nothing"


def test_what_cannot_be_whole_is_not_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[int] = []

    def count(data: bytes) -> object:
        hashed.append(len(data))
        return sha256(data)

    monkeypatch.setattr(file, "sha256", count)
    lines = [b"nhiemvu-checkpoint %d %s\n" % (count, b"0" * 64) for count in (9_999_999, 99_999)]
    assert list(file.framed(b"".join(lines * 50))) == []
    assert hashed == []
