"""An auditor who names witnesses learns how far each has cosigned the log of an export, and of every other history."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import naive_log
import naive_witness
import pytest
from naive_witness import Witness
from public_witnesses import COSIGNED, LOG, PUBLISHED, SERVED
from test_export import SHIPPED, exported, grown

from adapter.anchors import witness as anchors
from adapter.core import notes, proofs, tlog
from adapter.store import Store, signing


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("witnessed")
    grown(folder / "data", seed=3, length=12)
    exported(folder / "data", folder / "export")
    return folder


@pytest.fixture
def copy(house: Path, tmp_path: Path) -> Path:
    return shutil.copytree(house / "export", tmp_path / "export")


@pytest.fixture(scope="module")
def key(house: Path) -> str:
    (verifier,) = signing.verifiers(house / "data")
    return str(verifier)


def run(key: str, directory: Path, *witnesses: Witness) -> tuple[int, str]:
    named = [part for one in witnesses for part in ("--witness", one.vkey)]
    line = [sys.executable, "-I", str(SHIPPED), "--language", "en", "--key", key, *named, str(directory)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]})
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def signed(house: Path) -> list[bytes]:
    """Give every checkpoint of the log, the oldest first."""
    files = sorted((house / "export" / "checkpoints").iterdir(), key=lambda file: int(file.name))
    return [file.read_bytes() for file in files]


def token(house: Path, note: bytes, witness: Witness) -> bytes:
    """Have our client ask a witness of others, with the log as it stands in the database."""
    (log,) = signing.verifiers(house / "data")
    witness.logs[log.name] = log.public
    at = anchors.make("x", {"url": witness.url, "verifier": witness.vkey}, log.name)
    store = Store.open_reading(house / "data")
    try:
        with store.read() as reader:
            return at.place(note, lambda old, new: proofs.consistency(old, new, reader.root_of)).token
    finally:
        store.close()


def put(export: Path, *tokens: bytes) -> None:
    """Put tokens into an export, with what it would say of the anchors that gave them."""
    (export / "anchors").mkdir()
    size = tlog.checkpoint(notes.parse((export / "checkpoints" / "1").read_bytes()).text).size
    for number, one in enumerate(tokens, 1):
        said = {"at": "2026-03-02T04:05:06Z", "checkpoint": 1, "kind": "witness", "name": f"w{number}", "size": size}
        (export / "anchors" / f"{number}.token").write_bytes(one)
        (export / "anchors" / f"{number}.json").write_text(json.dumps(said))


def test_each_witness_is_told_with_the_size_it_has_cosigned(house: Path, copy: Path, key: str) -> None:
    early, late, none = Witness("so.example/sớm"), Witness("so.example/w2"), Witness("so.example/w3")
    states = signed(house)
    assert len(states) > 1
    with naive_witness.serving(early), naive_witness.serving(late):
        tokens = [token(house, states[0], early), token(house, states[0], late), token(house, states[-1], late)]
    put(copy, *tokens, b"\x30\x03not a note")
    code, said = run(key, copy, early, late, none)
    assert code == 0, said
    sizes = [tlog.checkpoint(notes.parse(note).text).size for note in (states[0], states[-1])]
    assert f"so.example/sớm has cosigned the first {sizes[0]} entries" in said
    assert f"so.example/w2 has cosigned the first {sizes[1]} entries" in said
    assert "so.example/w3 has cosigned no checkpoint" in said
    assert "cosigned" not in run(key, copy)[1]


def test_a_line_beneath_the_checkpoint_itself_counts_too(house: Path, copy: Path, key: str) -> None:
    witness = Witness("so.example/w1")
    newest = signed(house)[-1]
    line = witness.sign(notes.parse(newest).text, 1_800_000_000)
    for name in ("checkpoint", f"checkpoints/{len(signed(house))}"):
        (copy / name).write_bytes(newest + line)
    code, said = run(key, copy, witness)
    assert code == 0, said
    assert "at 2027-01-15 08:00:00 UTC (checkpoint" in said


def test_a_witness_of_another_history_is_a_finding(house: Path, copy: Path, key: str) -> None:
    """Signed with the log's own key, and cosigned: what the owner of a stolen key has shown to the witness."""
    witness = Witness("so.example/w1")
    newest = tlog.checkpoint(notes.parse(signed(house)[-1]).text)
    secret = signing.load(house / "data", house / "data" / "keys" / "log.key", newest.origin)
    assert secret is not None
    for size, told in ((newest.size, "are not those"), (newest.size - 1, "are not those"), (newest.size + 5, "rolled")):
        text = f"{newest.origin}\n{size}\n{naive_log.b64(bytes(32))}\n"
        shutil.rmtree(copy / "anchors", ignore_errors=True)
        put(copy, secret.sign(text) + witness.sign(text))
        code, said = run(key, copy, witness)
        assert (code, told in said) == (1, True), said


def test_what_is_not_signed_by_both_does_not_count(house: Path, copy: Path, key: str) -> None:
    witness, newest = Witness("so.example/w1"), signed(house)[-1]
    text = notes.parse(newest).text
    right = witness.sign(text)
    namesake, changed = Witness("so.example/w1").sign(text), right[:60] + b"AAA" + right[63:]
    put(copy, newest + namesake, newest + changed, right, newest)
    code, said = run(key, copy, witness)
    assert code == 0, said
    assert "so.example/w1 has cosigned no checkpoint" in said
    shutil.rmtree(copy / "anchors")
    put(copy, text.encode() + b"\n" + right)
    code, said = run(key, copy, witness)
    assert (code, "anchors/1.token: it bears no right signature" in said) == (1, True), said


def test_what_public_witnesses_signed_is_verified_with_openssl_alone() -> None:
    spec = importlib.util.spec_from_file_location("verify_log", SHIPPED)
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    note = SERVED + COSIGNED
    assert program.read_checkpoint(note, [program.verifier_key(LOG)])[1] == 1432088532
    assert {program.cosigned_at(note, program.witness_key(one)) for one in PUBLISHED} == {0x6A122120}
    moved = note.replace(b"AAAABqEiEg", b"AAAABqEiEh")
    assert {program.cosigned_at(moved, program.witness_key(one)) for one in PUBLISHED} == {None}


def test_a_key_of_a_log_is_not_taken_for_one_of_a_witness(house: Path, key: str) -> None:
    line = [sys.executable, "-I", str(SHIPPED), "--key", key, "--witness", key, str(house / "export")]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]})
    assert (done.returncode, "not a verifier key" in done.stderr) == (2, True)
