"""A log goes on under another key or name, and whoever trusts one key follows: both verifiers say the same of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from histories import NOW, grow
from naive_witness import Witness
from test_checkpoints import settings, signed, with_key
from test_export import exported, run

from adapter import logs
from adapter.audit import verify, verify_log
from adapter.audit.checkpoints import Outside
from adapter.audit.findings import Findings
from adapter.audit.naming import Name, Naming
from adapter.cli import house
from adapter.cli.backup import backup as backup_command
from adapter.cli.backup import restore as restore_command
from adapter.cli.log import init as log_init
from adapter.cli.session import OK
from adapter.cli.session import run as command_run
from adapter.core import continuity, notes, tlog
from adapter.core.continuity import Said, Step
from adapter.core.entries import Draft, seal
from adapter.core.notes import Verifier
from adapter.core.problems import Refusal
from adapter.core.tlog import Checkpoint
from adapter.reports import identity
from adapter.store import Store, StoreError, signing
from adapter.store.erasures import Line, read
from adapter.sync import checkpoints, rotation, succession
from adapter.sync.succession import Succeeded, Wanted

NOTE = {"actor": "an", "reason": "thử"}


@contextmanager
def opened(directory: Path) -> Iterator[Store]:
    store = Store.open(directory)
    try:
        yield store
    finally:
        store.close()


def announce(directory: Path, *, lost: bool = False) -> int | None:
    """Commit a rotation without touching the files after it."""
    with opened(directory) as store:
        with store.read() as reader:
            rotation.prepare(settings(directory), identity.origin(reader))
        return store.commit(
            lambda writer: rotation.rotate(writer, settings(directory), NOTE, house.SystemFresh(), NOW, lost=lost)
        )


def rotate(directory: Path, *, lost: bool = False) -> int | None:
    seq = announce(directory, lost=lost)
    with opened(directory) as store, store.read() as reader:
        key = checkpoints.key(settings(directory), reader)
        assert key is not None
        signing.keep(directory, key.verifier)
        signing.put_in_place(directory, settings(directory).signing_key, identity.origin(reader))
    return seq


def go_on(directory: Path, seed: int) -> bytes:
    """Let the log grow and be signed; give the checkpoint."""
    with opened(directory) as store:
        grow(store, seed, 6)
        signed(store, directory)
        with store.read() as reader:
            return reader.checkpoints(newest=True)[0].note


def succeed(directory: Path, note: bytes, *, lost: bool = False, again: Sequence[Line] = ()) -> Succeeded:
    known = signing.verifiers(directory)
    wanted = Wanted(checkpoint=note, known=known, erasures=again, lost=lost, note=NOTE)
    with opened(directory) as store:
        done = store.commit(
            lambda writer: succession.succeed(writer, settings(directory), wanted, house.SystemFresh(), NOW)
        )
    if done.verifier is not None:
        signing.keep(directory, done.verifier)
    return done


def verified(directory: Path, keys: Sequence[Verifier], *kept: bytes) -> tuple[set[str], list[str]]:
    """Verify with both verifiers; give the findings of ours, and the sentences, once they agree."""
    store = Store.open_reading(directory)
    with store.read() as reader:
        outside = Outside(verifiers=keys, kept=[(f"kept{number}", note) for number, note in enumerate(kept)])
        report = verify.verify(reader, outside=outside)
    store.close()
    folder = directory.parent / "export"
    shutil.rmtree(folder, ignore_errors=True)
    exported(directory, folder)
    earlier: list[str | Path] = []
    for number, note in enumerate(kept):
        file = directory.parent / f"kept{number}"
        file.write_bytes(note)
        earlier += ["--earlier", file]
    more = [part for key in keys[1:] for part in ("--key", str(key))]
    code, said = run(str(keys[0]), *more, *earlier, folder)
    assert code == bool(report.findings), said
    for one in report.continuity:
        if code == 0:
            assert dict(one.values)["seq" if "seq" in dict(one.values) else "size"] in said
        if code == 0 and one.code == "log.in-gap":
            told = "({size} entries) lies in the gap of the former log: its first {shared} entries are here, the {gone}"
            assert f"{told} ".format(**dict(one.values)) in said
    return {one.code for one in report.findings}, [one.code for one in report.continuity]


@pytest.fixture
def _quiet_again() -> Iterator[None]:
    """A command sets up the log of its process, which is that of the tests here."""
    yield
    logs.configure("error", "json")


def written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("first") / "data"
    with opened(directory) as store:
        with_key(store, directory)
        grow(store, 1408, 12)
        signed(store, directory)
    return directory


@pytest.fixture
def directory(first: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first, tmp_path / "data")


def test_who_trusts_the_first_key_learns_every_next_one_and_backwards(directory: Path) -> None:
    for seed in (2, 3):
        assert rotate(directory) is not None
        go_on(directory, seed)
    keys = signing.verifiers(directory)
    assert len(keys) == 3
    for key in keys:
        assert verified(directory, [key]) == (set(), ["log.holds-under"] * 3 + ["log.rekeyed"] * 2)
    retired = list((directory / "keys").glob("log.key.retired-*"))
    assert {file.name[-8:] for file in retired} == {key.key_id.hex() for key in keys[:2]}


def test_a_retired_key_signs_nothing_any_more(directory: Path) -> None:
    rotate(directory)
    go_on(directory, 2)
    keys = signing.verifiers(directory)
    (file,) = (directory / "keys").glob("log.key.retired-*")
    old = signing.load(directory, file, keys[0].name)
    assert old is not None
    with opened(directory) as store, store.write() as writer:
        text = tlog.Checkpoint(origin=keys[0].name, size=writer.size(), root=writer.root()).text
        writer.add_checkpoint(writer.size(), old.sign(text))
    assert verified(directory, [keys[0]])[0] == {"verify.checkpoint-out-of-turn"}
    assert verified(directory, [keys[1]])[0] == {"verify.checkpoint-out-of-turn"}


def test_a_retired_key_names_no_other_one(directory: Path) -> None:
    """Whoever finds the former key cannot take the log over with an entry of his own."""
    rotate(directory)
    go_on(directory, 2)
    keys = signing.verifiers(directory)
    (file,) = (directory / "keys").glob("log.key.retired-*")
    old = signing.load(directory, file, keys[0].name)
    stranger = signing.make(directory, directory.parent / "stranger", keys[0].name)
    assert old is not None
    with opened(directory) as store, store.write() as writer:
        (newest,) = writer.checkpoints(newest=True)
        sealed = seal(b"{}", b"\0" * 16)
        body = {"former": str(keys[0]), "key": str(stranger.verifier), "how": "signed", "note": sealed.commitment}
        body |= {"size": writer.size(), "root": writer.root().hex(), "checkpoint": sha256(newest.note).hexdigest()}
        writer.append([Draft(kind="rekeyed", body=body)], [sealed], at=NOW)
        rotation.sign(writer, stranger, old)
    grown = directory.parent / "grown"
    shutil.copytree(directory, grown / "data")
    with opened(grown / "data") as store, store.write() as writer:
        sealed = seal(b"{}", b"\1" * 16)
        writer.append([Draft(kind="purged", body={"because": "order", "note": sealed.commitment})], [sealed], at=NOW)
        rotation.sign(writer, stranger, None)
    assert verified(directory, keys[:1])[0] == {"verify.identity", "verify.checkpoint-out-of-turn"}
    assert "does not sign at this size" in run(str(keys[0]), directory.parent / "export")[1]
    assert "verify.checkpoint-signature" in verified(grown / "data", keys[:1])[0]
    assert "checkpoint: it bears no right signature" in run(str(keys[0]), grown / "export")[1]


def test_a_lost_key_answers_for_nobody(directory: Path) -> None:
    with pytest.raises(Refusal) as refused:
        announce(directory, lost=True)
    assert refused.value.problems[0].code == "rotation.not-lost"
    settings(directory).signing_key.unlink()
    rotate(directory, lost=True)
    go_on(directory, 2)
    old, new = signing.verifiers(directory)
    assert verified(directory, [old])[0] == {"verify.key-lost"}
    assert verified(directory, [new]) == (set(), ["log.holds-under"] * 2 + ["log.rekeyed-lost"])
    assert verified(directory, [old, new])[0] == set()


def test_a_key_without_an_entry_is_a_finding_even_when_both_are_given(directory: Path) -> None:
    settings(directory).signing_key.unlink()
    with opened(directory) as store:
        other = with_key(store, directory)
        grow(store, 2, 6)
        with store.write() as writer:
            text = tlog.Checkpoint(origin=other.verifier.name, size=writer.size(), root=writer.root()).text
            writer.add_checkpoint(writer.size(), other.sign(text))
    keys = signing.verifiers(directory)
    assert verified(directory, keys)[0] == {"verify.key-unannounced"}
    assert verified(directory, keys[:1])[0] == {"verify.checkpoint-signature"}


def test_a_death_between_any_two_steps_leaves_what_the_next_run_completes(directory: Path) -> None:
    key, folder = settings(directory).signing_key, directory / "keys"
    with opened(directory) as store, store.read() as reader:
        origin, size = identity.origin(reader), reader.size()
    # A next key that nobody knows is taken.
    unknown = rotation.prepare(settings(directory), origin)
    go_on(directory, 9)
    assert announce(directory) is not None
    with opened(directory) as store, store.read() as reader:
        named = identity.verifier(reader)
        assert named == str(unknown) == str(checkpoints.key(settings(directory), reader).verifier)
        assert reader.size() > size
    # Committed, and the files are as before: the next key signs from where it lies; once more changes nothing.
    go_on(directory, 2)
    assert announce(directory) is None
    # Moved aside, and the next one not yet in its place.
    aside = key.rename(key.with_name("log.key.retired-x"))
    go_on(directory, 3)
    assert rotate(directory) is None
    assert key.exists()
    assert aside.exists()
    assert not (folder / "log.key.next").exists()
    assert str(signing.load(directory, key, origin).verifier) == named
    assert verified(directory, signing.verifiers(directory)[:1])[0] == set()
    # And now another one is made.
    assert rotate(directory) is not None


def test_what_an_entry_says_of_the_log_has_to_be_so(directory: Path) -> None:
    with opened(directory) as store, store.write() as writer:
        key, sealed = signing.verifiers(directory)[0], seal(b"{}", b"\0" * 16)
        (newest,) = writer.checkpoints(newest=True)
        body = {"former": str(key), "key": str(key), "how": "signed", "checkpoint": "0" * 64}
        body |= {"size": writer.size(), "root": "0" * 64, "note": sealed.commitment}
        writer.append([Draft(kind="rekeyed", body=body)], [sealed], at=NOW)
        assert newest.size < writer.size()
    with opened(directory) as store, store.read() as reader:
        assert {one.code for one in verify.verify(reader).findings} == {"verify.identity"}


def test_a_restored_log_goes_on_under_a_new_name_and_says_what_is_missing(directory: Path, tmp_path: Path) -> None:
    backup = shutil.copytree(directory, tmp_path / "backup" / "data")
    former = signing.verifiers(directory)
    between, anchored = go_on(directory, 2), go_on(directory, 3)
    size = tlog.checkpoint(notes.parse(anchored).text).size
    assert verified(backup, former, anchored)[0] == {"verify.checkpoint-beyond"}

    done = succeed(backup, anchored)
    assert done.gap == size - done.size > 0
    assert succeed(backup, anchored) == done, "once more changes nothing"
    kept = go_on(backup, 4)
    keys = signing.verifiers(backup)
    assert [key.public for key in keys] == [former[0].public] * 2, "the same key, under the new name"
    for trusted in (former, keys[1:]):
        findings, told = verified(backup, trusted, between, anchored, kept)
        assert findings == set()
        assert sorted(told) == ["log.holds-under"] * 2 + ["log.in-gap"] * 2 + ["log.succeeded"]
    proves_nothing_of_what_is_in_a_gap(backup, former, between)
    beyond = go_on(directory, 5)
    assert verified(backup, former, beyond)[0] == {"verify.checkpoint-beyond-gap"}
    assert verified(directory, former, kept)[0] & {"verify.checkpoint-origin"}
    # It may be rotated, and succeeded once more.
    rotate(backup)
    third = shutil.copytree(backup, tmp_path / "third" / "data")
    last = go_on(backup, 8)
    assert tlog.checkpoint(notes.parse(last).text).size <= size, "the second gap lies within the first"
    again = succeed(third, last)
    go_on(third, 7)
    assert verified(third, former, anchored, last)[0] == set()
    for note, shared in ((anchored, done.size), (last, again.size)):
        said = run(str(former[0]), "--earlier", written(tmp_path / "note", note), third.parent / "export")[1]
        assert f"its first {shared} entries are here" in said


def proves_nothing_of_what_is_in_a_gap(directory: Path, keys: Sequence[Verifier], between: bytes) -> None:
    """Neither a copy that somebody kept nor what a witness cosigned counts as a state of this log."""
    assert verified(directory, keys, between)[0] == set()
    with opened(directory) as store, store.read() as reader:
        kept = [("kept0", between)]
        assert verify.verify(reader, outside=Outside(verifiers=keys, kept=kept)).kept == 0
        inside = len(reader.checkpoints())
        kept += [("kept1", reader.checkpoints()[0].note)]
        assert verify.verify(reader, outside=Outside(verifiers=keys, kept=kept)).kept == 1
    witness = Witness()
    file = directory.parent / "cosigned"
    file.write_bytes(between + witness.sign(notes.parse(between).text))
    where = ("--witness", witness.vkey, "--earlier", file, directory.parent / "export")
    code, said = run(str(keys[0]), *where)
    assert code == 0, said
    assert f"Proven: {inside} checkpoints of the export and 0 kept elsewhere" in said
    assert f"Not proven: {witness.name} has cosigned no checkpoint" in said
    assert "Not proven: that this is the log which others were shown before" in said
    proves_nothing_with_our_root_either(directory, keys, between)


def proves_nothing_with_our_root_either(directory: Path, keys: Sequence[Verifier], between: bytes) -> None:
    """Whoever has the key may say under the former name what this log is: it is still said of the former one."""
    (secret,) = [signing.load(directory, settings(directory).signing_key, key.name) for key in keys]
    assert secret is not None
    with opened(directory) as store, store.read() as reader:
        size = reader.size()
        assert size < tlog.checkpoint(notes.parse(between).text).size
        crafted = secret.sign(Checkpoint(origin=keys[0].name, size=size, root=reader.root()).text)
        report = verify.verify(reader, outside=Outside(verifiers=keys, kept=[("crafted", crafted)]))
    assert (report.findings, report.kept) == ((), 0)
    witness = Witness()
    file = directory.parent / "crafted"
    file.write_bytes(crafted + witness.sign(notes.parse(crafted).text))
    where = ("--witness", witness.vkey, "--earlier", file, directory.parent / "export")
    code, said = run(str(keys[0]), *where)
    assert code == 0, said
    assert "and 0 kept elsewhere" in said
    assert f"Not proven: {witness.name} has cosigned no checkpoint" in said


def test_a_succession_in_vain_or_too_late_is_refused(directory: Path, tmp_path: Path) -> None:
    backup = shutil.copytree(directory, tmp_path / "backup" / "data")
    anchored = go_on(directory, 2)

    def refused(place: Path, note: bytes) -> str:
        with pytest.raises(Refusal) as told:
            succeed(place, note)
        return told.value.problems[0].code

    assert refused(directory, anchored) == "succession.not-behind"
    assert refused(backup, b"no checkpoint") == "succession.no-checkpoint"
    assert refused(backup, anchored.replace(b"\n", b"\n1", 1)) == "succession.no-checkpoint"
    settings(backup).signing_key.rename(tmp_path / "away")
    assert refused(backup, anchored) == "succession.no-key"
    with opened(backup) as store, store.read() as reader:
        signing.make(backup, settings(backup).signing_key, identity.origin(reader))
    assert refused(backup, anchored) == "succession.other-key"
    (tmp_path / "away").replace(settings(backup).signing_key)
    with opened(backup) as store:
        grow(store, 39, 30)
    assert refused(backup, anchored) == "succession.forked"


def test_with_the_key_lost_the_successor_is_signed_after_a_rotation(directory: Path, tmp_path: Path) -> None:
    backup = shutil.copytree(directory, tmp_path / "backup" / "data")
    anchored = go_on(directory, 2)
    settings(backup).signing_key.unlink()
    assert succeed(backup, anchored, lost=True).verifier is None
    with pytest.raises(Refusal):
        go_on(backup, 3)
    rotate(backup, lost=True)
    go_on(backup, 4)
    old, new = signing.verifiers(backup)
    assert verified(backup, [new], anchored)[0] <= {"verify.checkpoint-signature"}
    assert verified(backup, [old, new], anchored)[0] == set()
    assert verified(backup, [old])[0] == {"verify.key-lost"}


def lines(*erasures: tuple[str, Sequence[str]]) -> list[Line]:
    """Give lines of a file that was kept outside the backup."""
    told = [Line(seq=0, leaf="0" * 32, reason=reason, payloads=tuple(payloads)) for reason, payloads in erasures]
    assert read("".join(line.text() for line in told).encode()) == told
    return told


def test_erasures_kept_outside_a_backup_are_applied_once_more(directory: Path, tmp_path: Path) -> None:
    with opened(directory) as store:
        grow(store, 15, 25)
        signed(store, directory)
    backup = shutil.copytree(directory, tmp_path / "backup" / "data")
    with opened(backup) as store, store.read() as reader:
        there = [one.commitment for one in reader.evidence().payloads()]
        before = [line for line in reader.erasures() if line.payloads]
    assert before
    anchored = go_on(directory, 2)
    chosen = lines(("purged", (*there[::3], "ab" * 32)), ("passed", there[:1]))
    done = succeed(backup, anchored, again=[*chosen, *before])
    assert done.erased == len(there[::3])
    with opened(backup) as store, store.read() as reader:
        left = {one.commitment for one in reader.evidence().payloads()}
        assert left.isdisjoint(there[::3])
        assert {one for one in there if one not in there[::3]} <= left
        assert [line for line in reader.erasures() if line.reason == "purged"] != []
    assert verified(backup, signing.verifiers(directory)[:1], anchored)[0] == set()


def test_erasures_that_were_forgotten_are_applied_by_a_second_run(directory: Path, tmp_path: Path) -> None:
    backup = shutil.copytree(directory, tmp_path / "backup" / "data")
    anchored = go_on(directory, 2)
    done = succeed(backup, anchored)
    with opened(backup) as store, store.read() as reader:
        there = [one.commitment for one in reader.evidence().payloads()][:2]
    again = succeed(backup, anchored, again=lines(("order", there)))
    assert again == replace(done, erased=2)
    with opened(backup) as store, store.read() as reader:
        assert not any(map(reader.has_payload, there))
        (newest,) = reader.checkpoints(newest=True)
        size = reader.size()
        assert newest.size == size, "signed, so that an export holds it"
    assert succeed(backup, anchored, again=lines(("order", there))) == done
    with opened(backup) as store, store.read() as reader:
        assert reader.size() == size
    assert verified(backup, signing.verifiers(directory)[:1], anchored)[0] == set()


def test_the_rules_of_trust_with_values() -> None:
    steps = [Step(seq=10, former="a", key="b"), Step(seq=20, former="b", key="c", lost=True)]
    said = [Said(size=s, keys=frozenset(k)) for s, k in ((10, "a"), (11, "ab"), (15, "b"), (21, "c"), (30, "c"))]
    assert continuity.trusted("a", steps, said) == {"a", "b"}
    assert continuity.trusted("c", steps, said) == {"a", "b", "c"}
    assert continuity.trusted("", steps, said) == set()
    assert continuity.trusted("a", steps, said[:1] + said[2:]) == {"a"}, "nobody answered for the next key"
    forged = [Step(seq=10, former="a", key="b"), Step(seq=40, former="a", key="x")]
    signed = [*said[:3], Said(size=41, keys=frozenset("ax"))]
    assert continuity.trusted("a", forged, signed) == {"a", "b"}, "a is not in its turn any more"
    turns = [(key, size) for key in "abc" for size in (10, 11, 12, 20, 21) if continuity.in_turn(steps, key, size)]
    assert turns == [("a", 10), ("a", 11), ("b", 11), ("b", 12), ("b", 20), ("c", 21)]
    assert continuity.unannounced(steps, [*said, Said(size=30, keys=frozenset("xyc"))]) == ["x", "y"]


def test_a_checkpoint_in_a_gap_is_held_against_the_succession_after_its_own_name() -> None:
    names = [("a", -1, 0), ("b", 10, 100), ("c", 50, 90)]
    ours = Naming(Findings(), [Name(origin=name, seq=seq, anchored=(end, b"")) for name, seq, end in names])
    theirs = verify_log.Names(verify_log.Findings("en"))
    theirs.names = [(*one, "") for one in names]
    for origin, shared in (("a", 10), ("b", 50)):
        assert ours.place(Checkpoint(origin=origin, size=60, root=b"")) == "gap"
        told = ours.in_gap("x", Checkpoint(origin=origin, size=60, root=b""))
        assert dict(told.values)["shared"] == str(shared) == str(theirs.shared(origin))


@pytest.mark.usefixtures("_quiet_again")
def test_log_init_shows_the_key_that_the_log_goes_by_wherever_it_lies(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = directory.parent / "config.toml"
    config.write_text(f'data_directory = "{directory}"\nlanguage = "en"\n')

    def init() -> tuple[int, str]:
        capsys.readouterr()
        code = command_run(log_init, ["-c", str(config)])
        told = capsys.readouterr()
        return code, (told.out or told.err).strip()

    file = settings(directory).signing_key
    former = str(signing.verifiers(directory)[0])
    assert init() == (OK, f"The key that signs the log is there: {file}. Its verifier key:\n{former}")
    stranger = signing.make(directory, directory.parent / "stranger", signing.verifiers(directory)[0].name)
    aside = file.rename(directory.parent / "aside")
    shutil.copy(directory.parent / "stranger", file)
    assert "signing.other-key" in init()[1], "it is not the one that signed last"
    aside.replace(file)

    assert announce(directory) is not None
    with opened(directory) as store, store.read() as reader:
        named = identity.verifier(reader)
    code, told = init()
    assert (code, told.splitlines()[-1]) == (OK, named), "not the former one, whose file is still in its place"
    assert str(signing.next_file(file)) in told
    assert named not in (None, former)

    keep_with_keys(directory, config, str(named))
    signing.next_file(file).unlink()
    assert "signing.other-key" in init()[1], "the log names another one"
    file.unlink()
    assert "signing.gone" in init()[1]
    assert str(stranger.verifier) not in map(str, signing.verifiers(directory))
    assert not file.exists()


def keep_with_keys(directory: Path, config: Path, named: str) -> None:
    """A backup with keys holds the one that signs, in its place."""
    backup, restored = directory.parent / "kept", directory.parent / "restored"
    assert command_run(backup_command, ["-c", str(config), "--with-keys", str(backup)]) == OK
    assert command_run(restore_command, ["-c", str(config), str(backup), "--to", str(restored)]) == OK
    with opened(restored) as store, store.read() as reader:
        key = checkpoints.key(settings(restored), reader)
        assert key is not None
        assert str(key.verifier) == named
    assert verified(restored, signing.verifiers(directory)[:1])[0] == set()


def test_a_lost_index_key_is_told_and_reading_goes_on(directory: Path) -> None:
    (directory / "keys" / "index.key").unlink()
    with pytest.raises(StoreError) as refused:
        Store.open(directory)
    assert refused.value.code == "store.no-key"
    store = Store.open_reading(directory)
    with store.read() as reader:
        assert verify.verify(reader).findings == ()
    store.close()
    (directory / "keys" / "index.key").write_bytes(b"x" * 32)
    with pytest.raises(StoreError) as refused:
        Store.open(directory)
    assert refused.value.code == "store.wrong-key"
