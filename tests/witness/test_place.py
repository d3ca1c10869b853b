"""What a witness keeps: its own key, the logs it watches, what it cosigned; and when it signs nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import naive_log
import pytest
from naive_log import Log, cosigned

from adapter.core import notes
from adapter.store import StoreError
from adapter.witness import place
from adapter.witness.cosigning import Signed, Witness
from adapter.witness.pace import ADDRESSES, Pace


def log_of(size: int, origin: str = "nhat-ky.example/l1") -> Log:
    return Log(origin).grow(*map(str, range(size)))


def refused(act: object, *arguments: object) -> str:
    with pytest.raises(StoreError) as error:
        act(*arguments)  # type: ignore[operator]
    return error.value.code


def test_a_witness_is_made_once_and_its_key_is_the_one_it_names(tmp_path: Path) -> None:
    directory = tmp_path / "w"
    assert refused(place.verifier, directory) == "witness.none"
    assert refused(place.watch, directory, notes.verifier(log_of(1).vkey)) == "witness.none"
    assert refused(place.make, directory, "hai từ") == "witness.bad-name"
    key = place.make(directory, "so.example/w")
    assert place.key(directory).verifier == key.verifier == place.verifier(directory)
    assert str(key.verifier) == naive_log.vkey("so.example/w", 4, key.verifier.public)
    assert refused(place.make, directory, "so.example/w") == "signing.exists"
    other = place.make(tmp_path / "other", "so.example/w")
    (directory / "witness.key").write_bytes((tmp_path / "other" / "witness.key").read_bytes())
    assert other.verifier != key.verifier
    assert refused(place.key, directory) == "witness.other-key"
    (directory / "witness.key").unlink()
    assert refused(place.key, directory) == "witness.other-key"


def test_a_log_may_have_several_keys_and_a_witness_is_no_log(tmp_path: Path) -> None:
    key, one, two = place.make(tmp_path, ""), log_of(2), log_of(3)
    assert [place.watch(tmp_path, notes.verifier(log.vkey)) for log in (one, two, one)] == [True, True, False]
    assert {str(known) for known in place.watched(tmp_path, one.origin)} == {one.vkey, two.vkey}
    assert refused(place.watch, tmp_path, key.verifier) == "witness.no-log-key"
    witness = Witness(tmp_path, key)
    assert isinstance(witness.add(one.body(0)), Signed)
    two.leaves = [*one.leaves, b"2"]
    assert isinstance(witness.add(two.body(2)), Signed), "signed with the new key, of the same history"


def test_what_is_kept_is_small_and_serves_as_a_checkpoint(tmp_path: Path) -> None:
    """Signatures of strangers and of other witnesses are not kept, ours is."""
    key, log = place.make(tmp_path, ""), log_of(4)
    place.watch(tmp_path, notes.verifier(log.vkey))
    noise = "".join(f"— ai.đó/{number} {naive_log.b64(bytes(76))}\n" for number in range(50)).encode()
    done = Witness(tmp_path, key).add(log.body(0) + noise)
    assert isinstance(done, Signed)
    kept = Witness(tmp_path, key).newest(place.name_of(log.origin))
    assert kept == log.note() + done.line
    assert cosigned(log.text(), done.line, str(key.verifier))


def test_a_moment_never_goes_back(tmp_path: Path) -> None:
    key, log, now = place.make(tmp_path, ""), log_of(1), [2_000_000_000.5]
    place.watch(tmp_path, notes.verifier(log.vkey))
    moments = []
    for moment in (2_000_000_000.5, 1_000_000_000.0, 2_000_000_009.0):
        now[0] = moment
        done = Witness(tmp_path, key, lambda: now[0]).add(log.body(len(log.leaves) - 1 if moments else 0))
        assert isinstance(done, Signed)
        moments.append(cosigned(log.text(), done.line, str(key.verifier)))
        log.grow("x")
    assert moments == [2_000_000_000, 2_000_000_000, 2_000_000_009]


@pytest.mark.parametrize("damage", ["empty", "swapped", "unsigned", "gone"])
def test_what_was_not_written_by_it_makes_it_sign_nothing(tmp_path: Path, damage: str) -> None:
    key, log, other = place.make(tmp_path, ""), log_of(2), log_of(3, "khác")
    for one in (log, other):
        place.watch(tmp_path, notes.verifier(one.vkey))
        Witness(tmp_path, key).add(one.body(0))
    file, second = (tmp_path / "cosigned" / place.name_of(one.origin) for one in (log, other))
    if damage == "gone":
        shutil.rmtree(file.parent)
    else:
        file.write_bytes({"empty": b"", "swapped": second.read_bytes(), "unsigned": log.note()}[damage])
    for size in (0, 2, 3):
        assert refused(Witness(tmp_path, key).add, log.body(size)) == "witness.damaged"


def test_a_full_disk_signs_nothing_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, log = place.make(tmp_path, ""), log_of(2)
    place.watch(tmp_path, notes.verifier(log.vkey))
    witness = Witness(tmp_path, key)
    witness.add(log.body(0))
    before = (tmp_path / "cosigned" / place.name_of(log.origin)).read_bytes()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    log.grow("2")
    with monkeypatch.context() as patched:
        patched.setattr("os.write", full)
        with pytest.raises(OSError, match="space"):
            witness.add(log.body(2))
    assert (tmp_path / "cosigned" / place.name_of(log.origin)).read_bytes() == before
    assert isinstance(witness.add(log.body(2)), Signed)


def test_evidence_is_kept_once_and_not_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "MOST_REFUSED", 3)
    key, log = place.make(tmp_path, ""), log_of(2)
    place.watch(tmp_path, notes.verifier(log.vkey))
    witness = Witness(tmp_path, key)
    witness.add(log.body(0))
    for number in (0, 0, 1, 2, 3, 4):
        witness.add(log.fork(1, f"khác {number}", "2").body(2))
    assert len(place.refused(tmp_path, log.origin)) == 3
    witness.add(log.fork(1, "chắc chắn").body(2))
    assert len(place.refused(tmp_path, log.origin)) == 4, "there is room for what is certain"
    stranger = log_of(2)
    stranger.grow("x")
    witness.add(stranger.body(2))
    assert len(place.refused(tmp_path, log.origin)) == 4


def test_the_pace_is_each_ones_own_and_comes_back_with_time() -> None:
    pace = Pace(3, 2)
    assert [pace.allows("a", 0.0) for _ in range(5)] == [True] * 3 + [False] * 2
    assert pace.allows("b", 0.0)
    assert [pace.allows("a", 0.6), pace.allows("a", 0.6), pace.allows("a", 100.0)] == [True, False, True]
    for number in range(3 * ADDRESSES):
        pace.allows(f"khách {number}", 100.0)
    assert len(pace._askers) == ADDRESSES
