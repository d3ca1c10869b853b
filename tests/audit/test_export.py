"""Whoever has nothing but one file of Python, openssl and a verifier key finds whatever was done to an export."""

from __future__ import annotations

import ast
import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import histories
import pytest
from test_checkpoints import rewrite, settings, signed, with_key
from test_verify import tamper

from adapter.audit import export as exporting
from adapter.audit import verify
from adapter.audit.checkpoints import Outside
from adapter.core import entries, merkle, notes, proofs, tlog
from adapter.core.entries import KINDS, Draft, seal
from adapter.core.problems import Refusal
from adapter.store import Store, signing

SHIPPED = Path(exporting.__file__).with_name("verify_log.py")


def grown(directory: Path, seed: int, length: int) -> None:
    """Let a log grow and sign it: twice on the way, and at its end."""
    store = Store.open(directory)
    if not settings(directory).signing_key.exists():
        with_key(store, directory)
    for number, batch in enumerate(histories.told(seed=seed, length=length)):
        with store.write() as writer:
            histories.write(writer, batch)
        if number in (1, length // 2):
            signed(store, directory)
    signed(store, directory)
    store.close()


def exported(directory: Path, to: Path, *, redacted: bool = False) -> Path:
    store = Store.open_reading(directory)
    try:
        with store.read() as reader:
            exporting.export(reader, to, redacted=redacted)
    finally:
        store.close()
    return to


def tells_everything(seed: int) -> bool:
    """Tell whether a history is small, and has payloads kept and erased, and blobs."""
    batches = list(histories.told(seed=seed, length=14))
    erased = sum(len(batch.erase) for batch in batches)
    kept = sum(len(batch.payloads) for batch in batches) - erased
    blobs = sum(batch.blob is not None for batch in batches)
    return bool(erased > 1 and kept > 3 and blobs and sum(len(batch.drafts) for batch in batches) < 16)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small log with payloads kept and erased, blobs, and three checkpoints; its data and its export."""
    folder = tmp_path_factory.mktemp("house")
    grown(folder / "data", seed=next(filter(tells_everything, range(1000))), length=14)
    exported(folder / "data", folder / "export")
    return folder


@pytest.fixture
def copy(house: Path, tmp_path: Path) -> Path:
    return shutil.copytree(house / "export", tmp_path / "export")


@pytest.fixture(scope="module")
def key(house: Path) -> str:
    (verifier,) = signing.verifiers(house / "data")
    return str(verifier)


@pytest.fixture(scope="module")
def program() -> ModuleType:
    """The shipped file as a module, for thousands of runs; openssl is asked once for each question."""
    spec = importlib.util.spec_from_file_location("verify_log", SHIPPED)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.signature_fits = cache(module.signature_fits)
    return module


def run(key: str, *arguments: str | Path) -> tuple[int, str]:
    """Run the shipped file as an auditor does: alone, isolated from everything that is installed."""
    line = [sys.executable, "-I", str(SHIPPED), "--language", "en", "--key", key, *map(str, arguments)]
    environment = {"PATH": os.environ["PATH"]}
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def files(folder: Path) -> list[Path]:
    """Name every file of an export but the program: nothing can verify itself."""
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.name != "verify_log.py")


def test_the_program_stands_alone() -> None:
    imported = set()
    # The oldest Python that it promises to run on.
    for node in ast.walk(ast.parse(SHIPPED.read_text("utf-8"), feature_version=(3, 9))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).split(".", maxsplit=1)[0])
    assert imported <= sys.stdlib_module_names


def test_an_export_that_nobody_touched_verifies_and_says_what_is_not_proven(house: Path, key: str) -> None:
    code, said = run(key, house / "export")
    assert code == 0, said
    assert "VERIFIED: " in said
    count = len(list((house / "export" / "checkpoints").iterdir()))
    assert f"{count} checkpoints of the export" in said
    assert said.count("Not proven") == 2
    done = subprocess.run(
        [sys.executable, "-I", house / "export" / "verify_log.py", "--key", key],
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
    )
    assert (done.returncode, "HỢP LỆ" in done.stdout.decode()) == (0, True), "the copy in the export, in Vietnamese"
    assert (house / "export" / "verify_log.py").read_bytes() == SHIPPED.read_bytes()


def test_what_lies_in_an_export_is_its_owners_alone_and_in_the_forms_of_c2sp(house: Path, key: str) -> None:
    folder = house / "export"
    for one in [folder, *folder.rglob("*")]:
        assert one.stat().st_mode & 0o777 == (0o700 if one.is_dir() else 0o600)
    note = notes.opened((folder / "checkpoint").read_bytes(), [notes.verifier(key)], signing.verify)
    checkpoint = tlog.checkpoint(note.text)
    bundle = (folder / tlog.tile_path("entries", 0, checkpoint.size)).read_bytes()
    lines = []
    while bundle:
        length = int.from_bytes(bundle[:2])
        lines.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    leaves = [entries.leaf(line) for line in lines]
    assert (folder / tlog.tile_path(0, 0, checkpoint.size)).read_bytes() == b"".join(leaves)
    assert merkle.root(leaves) == checkpoint.root
    assert {file.name for file in folder.iterdir()} == {
        "blobs", "checkpoint", "checkpoints", "payloads", "tile", "verify_log.py"
    }  # fmt: skip
    assert [file for file in folder.parent.iterdir() if ".part-" in file.name] == []


def agrees(program: ModuleType, key: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> bool:
    code = program.main(["--language", "en", "--key", key, str(folder)])
    said = capsys.readouterr().out
    assert (code == 0) == ("NOT VERIFIED" not in said)
    return bool(code == 0)


def test_a_flipped_byte_in_any_file_is_found(
    copy: Path, key: str, program: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exhaustive: every byte of every file, in files beyond a few thousand bytes every seventh."""
    assert agrees(program, key, copy, capsys)
    tried = 0
    for file in files(copy):
        content = file.read_bytes()
        for at in range(0, len(content), 7 if len(content) > 3000 else 1):
            file.write_bytes(bytes((*content[:at], content[at] ^ 1 << at % 8, *content[at + 1 :])))
            assert not agrees(program, key, copy, capsys), (file, at)
            tried += 1
        file.write_bytes(content)
    assert tried > 2000
    assert agrees(program, key, copy, capsys)


def test_the_shipped_file_finds_a_flipped_byte_in_each_file(copy: Path, key: str) -> None:
    for file in files(copy):
        content = file.read_bytes()
        at = len(content) // 2
        file.write_bytes(bytes((*content[:at], content[at] ^ 1, *content[at + 1 :])))
        code, said = run(key, copy)
        assert (code, "NOT VERIFIED" in said) == (1, True), file
        file.write_bytes(content)
    assert run(key, copy)[0] == 0


def test_a_file_that_is_gone_cut_or_added_is_found(
    copy: Path, key: str, program: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in files(copy):
        content = file.read_bytes()
        file.unlink()
        assert not agrees(program, key, copy, capsys), file
        for other in (content[:-1], content + b"\0", b""):
            file.write_bytes(other)
            assert not agrees(program, key, copy, capsys), file
        file.write_bytes(content)
        beside = file.with_name(file.name + "0")
        beside.write_bytes(content)
        assert not agrees(program, key, copy, capsys), beside
        beside.unlink()
    (copy / "link").symlink_to("checkpoint")
    assert not agrees(program, key, copy, capsys)


def rebuilt(folder: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the entries of an export and make all its hashes anew, as one can who has no key."""
    (bundle,) = (file for file in (folder / "tile" / "entries").rglob("*") if file.is_file())
    data, lines = bundle.read_bytes(), []
    while data:
        length = int.from_bytes(data[:2])
        lines.append(data[2 : 2 + length])
        data = data[2 + length :]
    lines = change(lines)
    shutil.rmtree(folder / "tile")
    for level, content in (("entries", tlog.bundle(lines)), (0, b"".join(map(entries.leaf, lines)))):
        file = folder / tlog.tile_path(level, 0, len(lines))
        file.parent.mkdir(parents=True)
        file.write_bytes(content)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        lambda lines: [*lines[:3], *lines[4:]],
        lambda lines: [*lines[:3], lines[2], *lines[3:]],
        lambda lines: lines[:-1],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [*lines[:-1], lines[-1].replace(b'"at":"2026', b'"at":"2025')],
    ],
    ids=["reordered", "deleted", "inserted", "truncated", "appended", "rewritten"],
)
def test_entries_that_were_moved_are_found(copy: Path, key: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
    rebuilt(copy, change)
    code, said = run(key, copy)
    assert (code, "NOT VERIFIED" in said) == (1, True)


def test_a_log_written_anew_with_another_key_is_found_by_the_key_and_by_a_kept_checkpoint(
    house: Path, key: str, tmp_path: Path
) -> None:
    directory = shutil.copytree(house / "data", tmp_path / "data")
    kept = house / "export" / "checkpoint"
    rewrite(directory, seed=5)
    store = Store.open(directory)
    signed(store, directory)
    store.close()
    again = exported(directory, tmp_path / "same key")
    # With the stolen key the forgery is perfect in itself: this is what nobody can find who kept nothing.
    assert run(key, again)[0] == 0
    code, said = run(key, "--earlier", kept, again)
    assert (code, str(kept) in said) == (1, True)

    settings(directory).signing_key.unlink()
    (directory / "keys" / "log.vkey").unlink()
    rewrite(directory, seed=6)
    store = Store.open(directory)
    other = str(with_key(store, directory).verifier)
    signed(store, directory)
    store.close()
    forged = exported(directory, tmp_path / "other key")
    assert run(other, forged)[0] == 0
    code, said = run(key, forged)
    assert (code, "no right signature" in said) == (1, True)


def test_a_rollback_is_found_by_a_later_checkpoint_and_growth_is_none(house: Path, key: str, tmp_path: Path) -> None:
    directory = shutil.copytree(house / "data", tmp_path / "data")
    grown(directory, seed=9, length=6)
    later = exported(directory, tmp_path / "later")
    assert run(key, "--earlier", house / "export" / "checkpoint", later)[0] == 0
    code, said = run(key, "--earlier", later / "checkpoint", house / "export")
    assert (code, "rolled back" in said) == (1, True)
    store = Store.open_reading(house / "data")
    with store.read() as reader:
        outside = Outside(verifiers=signing.verifiers(directory), kept=[("later", (later / "checkpoint").read_bytes())])
        found = verify.verify(reader, outside=outside).findings
    store.close()
    assert {one.code for one in found} == {"verify.checkpoint-beyond"}, "the database says the same"


def test_a_redacted_export_holds_no_payload_and_says_that_they_were_not_checked(
    house: Path, key: str, tmp_path: Path
) -> None:
    folder = exported(house / "data", tmp_path / "redacted", redacted=True)
    assert not (folder / "payloads").exists()
    code, said = run(key, "--redacted", folder)
    assert (code, "Not checked" in said) == (0, True)
    assert run(key, folder)[0] == 1, "nobody takes a loss for a redaction unless told so"
    # A single payload may be taken out by hand, too.
    copied = shutil.copytree(house / "export", tmp_path / "one")
    next(file for file in (copied / "payloads").rglob("*") if file.is_file()).unlink()
    assert [run(key, copied)[0], run(key, "--redacted", copied)[0]] == [1, 0]


def test_what_was_erased_is_not_in_the_export_and_may_not_come_back(house: Path, key: str, copy: Path) -> None:
    store = Store.open_reading(house / "data")
    with store.read() as reader:
        decoded = [entries.decode(data) for _, data in reader.entries()]
    store.close()
    erased = {one for entry in decoded if entry["kind"] == "erased" for one in entry["payloads"]}
    assert erased
    assert [file for file in files(copy) if file.name in erased] == []
    back = copy / "payloads" / min(erased)[:2] / min(erased)
    back.parent.mkdir(exist_ok=True)
    back.write_bytes(b"x")
    code, said = run(key, copy)
    assert (code, "still there" in said) == (1, True)


def test_entries_that_a_key_signed_but_that_break_the_format_are_found(tmp_path: Path) -> None:
    """The daemon's own mistakes, or its owner's: everything is signed, and the log contradicts itself."""
    secret = with_key_alone(tmp_path)
    origin = secret.verifier.name
    opened = {"at": "2026-03-02T04:05:06Z", "format": 1, "kind": "opened", "origin": origin, "program": "0.1.0"}
    raised = {"at": "2026-03-02T04:05:07Z", "document": "0" * 32, "format": 1, "kind": "raised"}
    erased = raised | {"kind": "erased", "payloads": [], "reason": "raised", "cause": 1}
    del erased["document"]
    line = entries.line
    cases: dict[str, list[bytes]] = {
        "": [line(opened), line(raised), line(erased)],
        "cause": [line(opened), line(raised), line(erased | {"cause": 0})],
        "earlier": [line(opened), line(raised), line(erased | {"cause": 7})],
        "opens": [line(raised)],
        "name": [line(opened | {"origin": "nhiemvu/" + "0" * 32})],
        "activation": [line(opened), line(raised | {"under": [0]})],
        "never was": [line(opened), line(raised), line(erased | {"payloads": ["0" * 64]})],
        "canonical": [line(opened), line(raised) + b" "],
        "missing": [line(opened), line(raised | {"kind": "held", "reference": "1" * 64})],
        "JSON": [line(opened), b"[]"],
    }
    for number, (word, lines) in enumerate(cases.items()):
        folder = handmade(tmp_path / str(number), secret, lines)
        code, said = run(str(secret.verifier), folder)
        assert (code == 0) == (word == ""), said
        assert word in said


def with_key_alone(directory: Path) -> signing.SigningKey:
    return signing.make(directory, directory / "log.key", "nhiemvu/" + "ab" * 16)


def handmade(folder: Path, secret: signing.SigningKey, lines: list[bytes]) -> Path:
    """Write an export of a few entries by hand."""
    leaves = [entries.leaf(line) for line in lines]
    root = merkle.root(leaves)
    note = secret.sign(tlog.Checkpoint(origin=secret.verifier.name, size=len(lines), root=root).text)
    for name, content in {
        tlog.tile_path("entries", 0, len(lines)): tlog.bundle(lines),
        tlog.tile_path(0, 0, len(lines)): b"".join(leaves),
        "checkpoint": note,
        "checkpoints/1": note,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("size", [255, 256, 257, 512, 700])
def test_tiles_full_and_partial_are_those_of_the_entries(tmp_path: Path, size: int) -> None:
    """Logs that end at, before and after a full tile, with a level of tiles above."""
    directory = tmp_path / "data"
    store = Store.open(directory)
    secret = with_key(store, directory)
    batch = next(batch for batch in histories.told(seed=1, length=40) if len(batch.drafts) == 1 and not batch.payloads)
    with store.write() as writer:
        for _ in range(size - 1):
            histories.write(writer, batch)
    signed(store, directory)
    store.close()
    folder = exported(directory, tmp_path / "export")
    wanted = {tlog.tile_path(*one) for one in tlog.tiles(size)}
    found = {str(file.relative_to(folder)) for file in files(folder) if "entries" not in str(file)}
    assert {name for name in found if name.startswith("tile/")} == wanted
    code, said = run(str(secret.verifier), folder)
    assert code == 0, said
    last = folder / tlog.tile_path(1, 0, max(size // 256, 1)) if size >= 256 else folder / tlog.tile_path(0, 0, 255)
    last.write_bytes(last.read_bytes()[:-1] + b"\0")
    assert run(str(secret.verifier), folder)[0] == 1


def test_a_proof_is_checked_with_the_file_alone_and_every_changed_byte_is_found(
    house: Path, key: str, tmp_path: Path, program: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store.open_reading(house / "data")
    with store.read() as reader:
        ((_, entry),) = reader.entries(3, 4)
        proof = exporting.prove(reader, 3)
        with pytest.raises(Refusal) as refused:
            exporting.prove(reader, 10**6)
    store.close()
    assert refused.value.problems[0].code == "signing.no-checkpoint"
    file = tmp_path / "entry.tlog-proof"
    file.write_bytes(proof)
    code, said = run(key, "--proof", file)
    assert (code, entry.decode() in said) == (0, True)
    read = tlog.read_proof(proof)
    checkpoint = tlog.checkpoint(notes.opened(read.checkpoint, [notes.verifier(key)], signing.verify).text)
    assert proofs.includes(read.path, 3, entries.leaf(read.extra or b""), checkpoint.size, checkpoint.root)
    for at, byte in enumerate(proof):
        file.write_bytes(bytes((*proof[:at], byte ^ 1, *proof[at + 1 :])))
        assert program.main(["--key", key, "--proof", str(file)]) == 1, at
        capsys.readouterr()


def test_an_export_is_whole_or_not_there(house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for taken in ("file", "folder"):
        to = tmp_path / taken
        to.mkdir() if taken == "folder" else to.write_text("x")
        with pytest.raises(Refusal) as refused:
            exported(house / "data", to)
        assert refused.value.problems[0].code == "export.exists"
    with pytest.raises(Refusal) as refused:
        exported(house / "data", tmp_path / "file" / "below")
    assert refused.value.problems[0].code == "export.not-written"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.sync", full)
    with pytest.raises(Refusal) as refused:
        exported(house / "data", tmp_path / "full")
    assert dict(refused.value.problems[0].values)["reason"] == "No space left on device"
    assert {file.name for file in tmp_path.iterdir()} == {"file", "folder"}


def test_an_export_needs_no_more_memory_than_a_few_entries(tmp_path: Path) -> None:
    """Six megabytes of bodies pass through less than one and a half."""
    directory = tmp_path / "data"
    store = Store.open(directory)
    with_key(store, directory)
    for number in range(300):
        body = seal(random.Random(number).randbytes(20_000), bytes(16))
        told = {"body": body.commitment, "message": f"{number:032x}", "order": "older", "size": 20_000}
        draft = Draft(kind="received", body=told | {"source": "qlvb", "stream": "documents"})
        with store.write() as writer:
            writer.append([draft], [body], at=histories.NOW)
    signed(store, directory)
    tracemalloc.start()
    with store.read() as reader:
        assert exporting.export(reader, tmp_path / "export").payloads == 300
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    store.close()
    assert peak < 1_500_000


def test_what_cannot_be_exported_truly_is_refused(house: Path, tmp_path: Path) -> None:
    directory = tmp_path / "none"
    Store.open(directory).close()
    with pytest.raises(Refusal) as refused:
        exported(directory, tmp_path / "export")
    assert refused.value.problems[0].code == "signing.no-checkpoint"
    directory = shutil.copytree(house / "data", tmp_path / "data")
    store = Store.open(directory)
    for batch in unsigned_erasure():
        with store.write() as writer:
            histories.write(writer, batch)
    store.close()
    with pytest.raises(Refusal) as refused:
        exported(directory, tmp_path / "export")
    assert refused.value.problems[0].code == "export.erased-since"
    assert not (tmp_path / "export").exists()


def test_a_log_that_was_cut_off_or_changed_is_not_exported(house: Path, tmp_path: Path) -> None:
    for number, statement in enumerate(
        ("DELETE FROM entries WHERE seq > 3", "UPDATE entries SET data = CAST(data || x'20' AS BLOB) WHERE seq = 2")
    ):
        directory = shutil.copytree(house / "data", tmp_path / f"data{number}")
        tamper(directory, "PRAGMA foreign_keys=OFF", statement)
        with pytest.raises(Refusal) as refused:
            exported(directory, tmp_path / f"export{number}")
        assert refused.value.problems[0].code == "signing.inconsistent"
    assert [file for file in tmp_path.iterdir() if "export" in file.name] == []


def unsigned_erasure() -> Iterator[histories.Batch]:
    for batch in histories.told(seed=77, length=60):
        yield batch
        if batch.erase:
            return


def test_the_causes_of_the_program_are_those_of_the_format(program: ModuleType) -> None:
    for kind, causes in program.CAUSES.items():
        known = KINDS[kind]
        assert set(causes) == known.causes | (set() if known.caused else {None}), kind
    assert {key for kind in KINDS.values() for key in kind.commitments} == set(program.COMMITMENTS)


def test_it_is_called_wrongly(key: str, house: Path, tmp_path: Path) -> None:
    assert run("x+y+z", house / "export")[0] == 2
    assert run(key[:-1] + "A", house / "export")[0] == 2
    assert run(key, "--earlier", tmp_path / "none", house / "export")[0] == 2
    assert run(key, tmp_path)[0] == 1


def test_every_sentence_stands_in_two_languages_with_the_same_values(program: ModuleType) -> None:
    for code, (vietnamese, english) in program.TEXTS.items():
        assert set(re.findall(r"\{\w+\}", vietnamese)) == set(re.findall(r"\{\w+\}", english)), code
        assert vietnamese.split(": ", 1)[-1] != english.split(": ", 1)[-1], code
